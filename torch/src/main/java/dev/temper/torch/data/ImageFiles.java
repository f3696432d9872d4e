package dev.temper.torch.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * Image files of one size and form, decoded when they are asked for, on all processors.
 *
 * <p>Safe for any number of threads: each call decodes its own images on the common pool and in the
 * thread of the caller. Keeps no pixels; 60 to 100 bytes a file.
 */
final class ImageFiles {

  /** Images decoded between two reports of how far it is. */
  private static final int CHUNK = 1024;

  private static final ThreadLocal<ImageDecoder> DECODER =
      ThreadLocal.withInitial(ImageDecoder::new);

  private final ImageList list;
  private final int channels;
  private final ImageSize size;
  private final SkippedFiles skipped;

  /**
   * Files to decode.
   *
   * @param list which
   * @param channels 1 where all are grey, else 3
   * @param size what every image is brought to
   * @param skipped counts those that cannot be decoded
   */
  ImageFiles(ImageList list, int channels, ImageSize size, SkippedFiles skipped) {
    this.list = list;
    this.channels = channels;
    this.size = size;
    this.skipped = skipped;
  }

  /** How many files there are. */
  int count() {
    return list.count();
  }

  /** The shape of one image: channels, height, width. */
  List<Long> shape() {
    return List.of((long) channels, (long) size.height(), (long) size.width());
  }

  /** Bytes of one image in memory. */
  long bytes() {
    return (long) channels * size.height() * size.width();
  }

  /** The class of every file, 64-bit integers of shape (count). */
  Tensor labels() {
    return labels(IntStream.range(0, count()).toArray());
  }

  private Tensor labels(int[] indices) {
    long[] labels = Arrays.stream(indices).mapToLong(list::label).toArray();
    try (LongPointer pointer = new LongPointer(labels)) {
      return torch
          .from_blob(pointer, new long[] {labels.length}, new TensorOptions(ScalarType.Long))
          .clone();
    }
  }

  /**
   * Decodes some images. One that cannot be decoded any more is black, and is counted.
   *
   * @param indices which, 0 to count - 1, in any order
   * @return bytes of shape (indices, channels, height, width)
   * @throws IllegalArgumentException if too many could not be decoded; one line
   */
  Tensor read(long[] indices) {
    int[] chosen = Arrays.stream(indices).mapToInt(Math::toIntExact).toArray();
    Tensor images = allocate(chosen.length);
    decode(chosen, 0, chosen.length, images);
    skipped.requireFew();
    return images;
  }

  /**
   * Decodes images drawn without replacement, to tell the mean and deviation of all by.
   *
   * @param most how many; all there are if they are fewer
   * @param seed fixes which
   * @return bytes of shape (images, channels, height, width)
   * @throws IllegalArgumentException if too many could not be decoded; one line
   */
  Tensor sample(int most, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] order = IntStream.range(0, count()).asLongStream().toArray();
    int drawn = Math.min(most, order.length);
    // The first steps of a shuffle (Fisher and Yates).
    for (int i = 0; i < drawn; i++) {
      int other = random.nextInt(i, order.length);
      long swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
    return read(Arrays.copyOf(order, drawn));
  }

  /**
   * All images in memory, and their labels.
   *
   * @param images bytes of shape (examples, channels, height, width)
   * @param labels 64-bit integers, (examples)
   */
  record Decoded(Tensor images, Tensor labels) {}

  /**
   * Decodes all, and leaves out what cannot be decoded.
   *
   * @param before images that were decoded before these, of other files
   * @param of how many there are with those
   * @throws IllegalArgumentException if too many cannot be decoded; one line
   */
  Decoded readAll(long before, long of, DataListener listener) {
    Tensor images = allocate(count());
    int[] all = IntStream.range(0, count()).toArray();
    boolean[] failed = new boolean[count()];
    for (int from = 0; from < all.length; from += CHUNK) {
      int to = Math.min(from + CHUNK, all.length);
      boolean[] some = decode(all, from, to, images);
      System.arraycopy(some, 0, failed, from, to - from);
      skipped.requireFew();
      listener.onImages(before + to, of);
    }
    int[] good = Arrays.stream(all).filter(i -> !failed[i]).toArray();
    if (good.length < all.length) {
      long[] kept = Arrays.stream(good).asLongStream().toArray();
      try (LongPointer pointer = new LongPointer(kept)) {
        images =
            images.index_select(
                0,
                torch.from_blob(
                    pointer, new long[] {kept.length}, new TensorOptions(ScalarType.Long)));
      }
    }
    return new Decoded(images, labels(good));
  }

  private Tensor allocate(int images) {
    return torch.empty(
        new long[] {images, channels, size.height(), size.width()},
        new TensorOptions(ScalarType.Byte),
        new MemoryFormatOptional());
  }

  /** Decodes a part of the indices into the rows of the same place; returns which failed. */
  private boolean[] decode(int[] indices, int from, int to, Tensor images) {
    boolean[] failed = new boolean[to - from];
    try (BytePointer rows = images.data_ptr_byte()) {
      IntStream.range(from, to)
          .parallel()
          .forEach(
              i -> {
                Pixels pixels = decode(list.path(indices[i]));
                failed[i - from] = pixels == null;
                byte[] values = pixels == null ? new byte[(int) bytes()] : pixels.values;
                new BytePointer(rows).position(i * bytes()).put(values, 0, values.length);
              });
    }
    return failed;
  }

  private @Nullable Pixels decode(Path file) {
    try {
      return DECODER.get().read(file, channels, size);
    } catch (IOException e) {
      skipped.add(file, reason(e));
      return null;
    }
  }

  /** The headers of files in their order; null where there is none that can be used. */
  static @Nullable ImageHeader[] headers(ImageList list, SkippedFiles skipped) {
    @Nullable ImageHeader[] headers = new ImageHeader[list.count()];
    IntStream.range(0, headers.length)
        .parallel()
        .forEach(
            i -> {
              Path file = list.path(i);
              try (InputStream in = Files.newInputStream(file)) {
                headers[i] = ImageHeader.read(in);
              } catch (IOException e) {
                skipped.add(file, reason(e));
              }
            });
    skipped.requireFew();
    return headers;
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return e instanceof EOFException || message == null ? "the file ends early" : message;
  }
}
