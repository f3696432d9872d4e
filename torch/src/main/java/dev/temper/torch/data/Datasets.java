package dev.temper.torch.data;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;

/** Opens data sets by name or path. */
public final class Datasets {

  private Datasets() {}

  /** The digits built in, split with the default settings. */
  public static Dataset digits() {
    try {
      return open("digits", DataSettings.DEFAULT);
    } catch (IOException e) {
      throw new IllegalStateException("The built-in digits cannot be read.", e);
    }
  }

  /**
   * Standard normal features whose labels mean nothing, for measuring speed.
   *
   * @param shape of one example
   * @param classes 2 or more
   * @param trainingExamples 10 or more, of which at least so many are to train on
   * @param seed fixes all values
   */
  public static Dataset noise(List<Long> shape, int classes, long trainingExamples, long seed) {
    if (classes < 2 || trainingExamples < 10) {
      throw new IllegalArgumentException(
          "The classes ("
              + classes
              + ") must be 2 or more, the training examples ("
              + trainingExamples
              + ") 10 or more.");
    }
    try (PointerScope scope = new PointerScope()) {
      return Noise.draw(shape, classes, trainingExamples, seed);
    }
  }

  /**
   * Opens a data set.
   *
   * @param source {@code digits}; {@code blobs}, three classes in the plane, drawn anew for every
   *     seed and not normalized; a folder with the four IDX files of MNIST (gzipped or not); a
   *     folder with the binary files of CIFAR-10 or CIFAR-100; folders of images named by their
   *     classes, alone or in {@code train} and {@code test}; a folder with {@code train.csv} and
   *     {@code test.csv}, or a CSV file
   * @param settings how to split and read it; the {@linkplain Loss#MSE mean squared error} is for
   *     tables alone
   * @throws IllegalArgumentException if there is no such data, or what is there is malformed; the
   *     message is one line that names the file, the place and what is accepted
   * @throws IOException if reading fails for another reason
   */
  public static Dataset open(String source, DataSettings settings) throws IOException {
    return open(source, settings, DataListener.NONE);
  }

  /**
   * Opens a data set, and tells how far that is and what was noticed.
   *
   * @param source as above
   * @param settings as above
   * @param listener hears it in this thread
   * @throws IllegalArgumentException as above
   * @throws IOException as above
   */
  public static Dataset open(String source, DataSettings settings, DataListener listener)
      throws IOException {
    try (PointerScope scope = new PointerScope()) {
      RawData raw = read(source, settings, listener);
      raw.notes().forEach(listener::onNote);
      return new Dataset(raw, settings);
    } catch (IllegalArgumentException e) {
      // A cell or a name that is quoted may hold line breaks.
      String message = String.valueOf(e.getMessage());
      throw new IllegalArgumentException(message.replaceAll("\\R", " "), e);
    }
  }

  private static void requireClasses(String source, DataSettings settings) {
    if (settings.loss() == Loss.MSE) {
      throw new IllegalArgumentException(
          "The loss (mse) needs numbers for labels; those of '"
              + source
              + "' are classes. Accepted: auto, cross-entropy.");
    }
  }

  private static RawData read(String source, DataSettings settings, DataListener listener)
      throws IOException {
    if (source.equals("digits")) {
      requireClasses(source, settings);
      return Digits.read();
    }
    if (source.equals("blobs")) {
      requireClasses(source, settings);
      return Blobs.draw(new SplittableRandom(settings.seed()));
    }
    Path path = Path.of(source);
    if (!Files.exists(path)) {
      throw new IllegalArgumentException(
          "There is no data '"
              + source
              + "'. Accepted: digits, blobs, a folder with IDX files, a folder with CIFAR's .bin"
              + " files, a folder of images, a folder with train.csv and test.csv, or a CSV file.");
    }
    if (Files.isDirectory(path)) {
      if (IdxFolder.isOne(path)) {
        requireClasses(source, settings);
        return IdxFolder.read(path, source);
      }
      Path cifar = CifarFolder.in(path);
      if (cifar != null) {
        requireClasses(source, settings);
        return CifarFolder.read(cifar, source);
      }
      if (Files.exists(path.resolve("train.csv"))) {
        return CsvTable.readFolder(path, source, settings);
      }
      if (ImageFolder.isOne(path)) {
        requireClasses(source, settings);
        return ImageFolder.read(path, source, settings, imageMemory(), listener);
      }
      throw new IllegalArgumentException(
          "The folder '"
              + source
              + "' holds no data that can be read. Accepted: train-images-idx3-ubyte,"
              + " train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, each"
              + " also with .gz; the .bin files of CIFAR; train.csv and test.csv; or folders of"
              + " classes with .jpg, .jpeg or .png files, or train and test with such folders.");
    }
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv") || name.endsWith(".tsv") || name.endsWith(".txt")) {
      return CsvTable.readFile(path, source, settings);
    }
    throw new IllegalArgumentException(
        "The file '" + source + "' has an unknown type. Accepted: .csv, .tsv or .txt.");
  }

  /** Bytes that decoded images may take: a quarter of the memory that there is. */
  private static long imageMemory() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize()
        / 4;
  }
}
