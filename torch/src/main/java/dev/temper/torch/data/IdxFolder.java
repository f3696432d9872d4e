package dev.temper.torch.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The four IDX files of MNIST and its relatives: big-endian magic, counts, then bytes (LeCun, "The
 * MNIST database", file formats).
 */
final class IdxFolder {

  private static final int IMAGES = 2051;
  private static final int LABELS = 2049;

  /** Bytes that one byte of gzip data can stand for at most, rounded up. */
  private static final double MOST_INFLATION = 1100;

  private IdxFolder() {}

  static boolean isOne(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.anyMatch(file -> file.getFileName().toString().contains("-ubyte"));
    }
  }

  static RawData read(Path folder, String name) throws IOException {
    Tensor images = images(find(folder, "train-images", "idx3"));
    Tensor labels = labels(find(folder, "train-labels", "idx1"), images.size(0));
    Tensor testImages = images(find(folder, "t10k-images", "idx3"));
    Tensor testLabels = labels(find(folder, "t10k-labels", "idx1"), testImages.size(0));
    for (int dimension = 2; dimension < 4; dimension++) {
      if (images.size(dimension) != testImages.size(dimension)) {
        throw new IllegalArgumentException(
            folder
                + ": the training images are "
                + size(images)
                + ", the test images "
                + size(testImages)
                + "; both must have one size.");
      }
    }
    long classes = 1 + Math.max(labels.max().item_long(), testLabels.max().item_long());
    return new RawData(
        name,
        List.of(1L, images.size(2), images.size(3)),
        LongStream.range(0, classes).mapToObj(Long::toString).toList(),
        images,
        labels.to(ScalarType.Long),
        testImages,
        testLabels.to(ScalarType.Long),
        "");
  }

  private static String size(Tensor images) {
    return images.size(2) + " x " + images.size(3);
  }

  private static Path find(Path folder, String kind, String dimensions) {
    for (String separator : List.of("-", ".")) {
      for (String ending : List.of("", ".gz")) {
        Path file = folder.resolve(kind + separator + dimensions + "-ubyte" + ending);
        if (Files.isRegularFile(file)) {
          return file;
        }
      }
    }
    throw new IllegalArgumentException(
        "The folder '"
            + folder
            + "' has no "
            + kind
            + "-"
            + dimensions
            + "-ubyte, nor one with .gz.");
  }

  /** Bytes of shape (count, 1, rows, columns). */
  private static Tensor images(Path file) throws IOException {
    try (DataInputStream in = open(file)) {
      int count = header(file, in, IMAGES, "images");
      int rows = positive(file, "rows", in.readInt());
      int columns = positive(file, "columns", in.readInt());
      return bytes(file, in, count, 1, rows, columns);
    } catch (EOFException | ZipException e) {
      throw truncated(file, e);
    }
  }

  /** Bytes of shape (count). */
  private static Tensor labels(Path file, long images) throws IOException {
    try (DataInputStream in = open(file)) {
      int count = header(file, in, LABELS, "labels");
      if (count != images) {
        throw new IllegalArgumentException(
            file + ": " + count + " labels for " + images + " images; there must be as many.");
      }
      return bytes(file, in, count);
    } catch (EOFException | ZipException e) {
      throw truncated(file, e);
    }
  }

  private static IllegalArgumentException truncated(Path file, IOException cause) {
    String what =
        cause instanceof EOFException
            ? "the file ends before what its header announces"
            : "the gzip data is damaged (" + cause.getMessage() + ")";
    return new IllegalArgumentException(
        file + ": " + what + "; a complete IDX file is needed.", cause);
  }

  private static DataInputStream open(Path file) throws IOException {
    InputStream stream = Files.newInputStream(file);
    try {
      boolean zipped = file.getFileName().toString().endsWith(".gz");
      return new DataInputStream(
          new BufferedInputStream(zipped ? new GZIPInputStream(stream, 1 << 16) : stream, 1 << 16));
    } catch (IOException e) {
      stream.close();
      if (e instanceof EOFException || e instanceof ZipException) {
        throw truncated(file, e);
      }
      throw e;
    }
  }

  private static int header(Path file, DataInputStream in, int magic, String what)
      throws IOException {
    int found = in.readInt();
    if (found != magic) {
      throw new IllegalArgumentException(
          file
              + ": the file begins with the number "
              + found
              + "; IDX files of "
              + what
              + " begin with "
              + magic
              + ".");
    }
    return positive(file, what, in.readInt());
  }

  private static int positive(Path file, String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          file + ": the header announces " + value + " " + what + "; 1 or more are accepted.");
    }
    return value;
  }

  private static Tensor bytes(Path file, DataInputStream in, long... shape) throws IOException {
    double announced = LongStream.of(shape).asDoubleStream().reduce(1, (a, b) -> a * b);
    if (announced > Files.size(file) * MOST_INFLATION) {
      throw new EOFException();
    }
    long total = (long) announced;
    byte[] chunk = new byte[1 << 16];
    Tensor tensor = torch.zeros(shape, new TensorOptions(ScalarType.Byte));
    try (BytePointer target = tensor.data_ptr_byte()) {
      for (long done = 0; done < total; ) {
        int length = (int) Math.min(chunk.length, total - done);
        in.readFully(chunk, 0, length);
        target.position(done).put(chunk, 0, length);
        done += length;
      }
    }
    if (in.read() >= 0) {
      throw new IllegalArgumentException(
          file + ": the file goes on after the " + total + " bytes its header announces.");
    }
    return tensor;
  }
}
