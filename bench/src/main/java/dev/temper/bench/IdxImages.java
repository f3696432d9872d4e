package dev.temper.bench;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Square grey images with their classes, to be written as the IDX files of MNIST.
 *
 * @param side height and width in pixels
 * @param pixels of each image, row by row
 * @param labels one of each image
 */
record IdxImages(int side, List<byte[]> pixels, List<Integer> labels) {

  private static final int IMAGES = 2051;
  private static final int LABELS = 2049;

  /** Writes the last images for the test, and those before them for training. */
  void write(Path folder, int test) throws IOException {
    Files.createDirectories(folder);
    write(folder, "train", 0, pixels.size() - test);
    write(folder, "t10k", pixels.size() - test, pixels.size());
  }

  private void write(Path folder, String part, int from, int to) throws IOException {
    try (DataOutputStream images = open(folder.resolve(part + "-images-idx3-ubyte"))) {
      for (int value : new int[] {IMAGES, to - from, side, side}) {
        images.writeInt(value);
      }
      for (byte[] image : pixels.subList(from, to)) {
        images.write(image);
      }
    }
    try (DataOutputStream classes = open(folder.resolve(part + "-labels-idx1-ubyte"))) {
      classes.writeInt(LABELS);
      classes.writeInt(to - from);
      for (int label : labels.subList(from, to)) {
        classes.writeByte(label);
      }
    }
  }

  private static DataOutputStream open(Path file) throws IOException {
    return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
  }
}
