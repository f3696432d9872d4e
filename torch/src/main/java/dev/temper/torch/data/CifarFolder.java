package dev.temper.torch.data;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * CIFAR-10 and CIFAR-100 in their binary layout (Krizhevsky 2009): records of a label, or a coarse
 * and a fine one, and 3,072 bytes, 32 x 32 red, then green, then blue, row by row.
 *
 * <p>Of CIFAR-100 the fine labels are read. The training batches of CIFAR-10 may be fewer than
 * five, from the first on without a gap, for a part of the set is laid out likewise.
 */
final class CifarFolder {

  private static final String ATTRIBUTION =
      "Learning Multiple Layers of Features from Tiny Images, A. Krizhevsky, 2009.";
  private static final int SIDE = 32;
  private static final int PIXELS = 3 * SIDE * SIDE;
  private static final int USUAL_BATCHES = 5;

  /** Records read at a time: those of one file of CIFAR-10. */
  private static final int CHUNK = 10_000;

  private final Path folder;
  private final boolean fine;
  private final List<String> classes;

  private CifarFolder(Path folder) throws IOException {
    this.folder = folder;
    this.fine = Files.isRegularFile(folder.resolve("train.bin"));
    this.classes = classes();
  }

  /** The folder with the files: the given one, or its usual sub-folder; null if neither has any. */
  static @Nullable Path in(Path folder) throws IOException {
    for (String name : List.of("", "cifar-10-batches-bin", "cifar-100-binary")) {
      Path candidate = folder.resolve(name);
      if (Files.isRegularFile(candidate.resolve("train.bin")) || !batches(candidate).isEmpty()) {
        return candidate;
      }
    }
    return null;
  }

  /** Reads a folder that {@link #in} found. */
  static RawData read(Path folder, String name) throws IOException {
    return new CifarFolder(folder).read(name);
  }

  private static List<Path> batches(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("data_batch_[1-9][0-9]{0,3}\\.bin"))
          .toList();
    }
  }

  private RawData read(String name) throws IOException {
    List<Path> files = trainingFiles();
    Part training = read(files);
    Part test = read(List.of(required(fine ? "test.bin" : "test_batch.bin")));
    List<String> notes =
        fine || files.size() == USUAL_BATCHES
            ? List.of()
            : List.of(folder + ": " + files.size() + " training batches; CIFAR-10 has 5.");
    return new RawData(
            name,
            List.of(3L, (long) SIDE, (long) SIDE),
            classes,
            training.images,
            training.labels,
            test.images,
            test.labels,
            ATTRIBUTION)
        .withNotes(notes);
  }

  private List<Path> trainingFiles() throws IOException {
    if (fine) {
      return List.of(folder.resolve("train.bin"));
    }
    int count = batches(folder).size();
    List<Path> files = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      files.add(required("data_batch_" + i + ".bin"));
    }
    return files;
  }

  private Path required(String name) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "The folder '"
              + folder
              + "' has no "
              + name
              + "; "
              + (fine
                  ? "train.bin and test.bin are needed."
                  : "data_batch_1.bin and further ones without a gap, and test_batch.bin are needed."));
    }
    return file;
  }

  /** The names in the file of names; numbers where there is none. */
  private List<String> classes() throws IOException {
    Path file = folder.resolve(fine ? "fine_label_names.txt" : "batches.meta.txt");
    if (!Files.isRegularFile(file)) {
      return IntStream.range(0, fine ? 100 : 10).mapToObj(Integer::toString).toList();
    }
    List<String> names =
        Files.readAllLines(file).stream().map(String::strip).filter(s -> !s.isEmpty()).toList();
    if (names.size() < 2 || names.size() > 256) {
      throw new IllegalArgumentException(
          file + ": " + names.size() + " names of classes; 2 to 256 are accepted, one a line.");
    }
    return names;
  }

  private record Part(Tensor images, Tensor labels) {}

  private int recordBytes() {
    return PIXELS + (fine ? 2 : 1);
  }

  private Part read(List<Path> files) throws IOException {
    long records = 0;
    for (Path file : files) {
      records += records(file);
    }
    TensorOptions bytes = new TensorOptions(ScalarType.Byte);
    Tensor images =
        torch.empty(new long[] {records, 3, SIDE, SIDE}, bytes, new MemoryFormatOptional());
    Tensor labels =
        torch.empty(
            new long[] {records}, new TensorOptions(ScalarType.Long), new MemoryFormatOptional());
    Tensor staging =
        torch.empty(
            new long[] {Math.min(CHUNK, records), recordBytes()},
            bytes,
            new MemoryFormatOptional());
    long done = 0;
    for (Path file : files) {
      long count = records(file);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        for (long first = 0; first < count; first += CHUNK) {
          try (PointerScope scope = new PointerScope()) {
            long length = Math.min(CHUNK, count - first);
            Tensor chunk = staging.narrow(0, 0, length);
            fill(file, channel, chunk);
            Tensor found = chunk.select(1, recordBytes() - PIXELS - 1).to(ScalarType.Long);
            requireKnown(file, first, found);
            labels.narrow(0, done, length).copy_(found);
            images
                .narrow(0, done, length)
                .view(length, PIXELS)
                .copy_(chunk.narrow(1, recordBytes() - PIXELS, PIXELS));
            done += length;
          }
        }
      }
    }
    return new Part(images, labels);
  }

  private long records(Path file) throws IOException {
    long size = Files.size(file);
    if (size == 0 || size % recordBytes() != 0) {
      throw new IllegalArgumentException(
          file
              + ": the file has "
              + size
              + " bytes; a multiple of "
              + recordBytes()
              + " is expected, the size of a record.");
    }
    return size / recordBytes();
  }

  private static void fill(Path file, FileChannel channel, Tensor chunk) throws IOException {
    try (BytePointer pointer = chunk.data_ptr_byte()) {
      ByteBuffer buffer = pointer.capacity(chunk.numel()).asByteBuffer();
      while (buffer.hasRemaining()) {
        if (channel.read(buffer) < 0) {
          throw new EOFException(file + " became shorter while it was read");
        }
      }
    }
  }

  private void requireKnown(Path file, long first, Tensor labels) {
    Tensor unknown = labels.ge(new Scalar(classes.size())).nonzero();
    if (unknown.size(0) > 0) {
      long index = unknown.select(0, 0).item_long();
      throw new IllegalArgumentException(
          file
              + ": record "
              + (first + index + 1)
              + " has the label "
              + labels.select(0, index).item_long()
              + "; 0 to "
              + (classes.size() - 1)
              + " are accepted.");
    }
  }
}
