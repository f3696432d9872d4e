package dev.temper.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Grey images of five shapes drawn at random with a fixed seed, as IDX files: a row, a column, a
 * diagonal, a frame or a disc of random place, size and brightness in Gaussian noise; a twentieth
 * of the labels drawn anew.
 */
final class GeneratedImages {

  private static final int SIDE = 12;
  private static final int SHAPES = 5;
  private static final int IMAGES = 2200;
  private static final int TEST_IMAGES = 200;
  private static final double RELABELLED = 0.05;
  private static final double NOISE = 45;

  private GeneratedImages() {}

  /** Writes the images into a folder of a folder, if they are not there yet. */
  static Path write(Path scratch) throws IOException {
    Path folder = scratch.resolve("shapes");
    if (!Files.exists(folder)) {
      SplittableRandom random = new SplittableRandom(11);
      List<byte[]> images = new ArrayList<>();
      List<Integer> labels = new ArrayList<>();
      for (int i = 0; i < IMAGES; i++) {
        images.add(image(i % SHAPES, random));
        labels.add(random.nextDouble() < RELABELLED ? random.nextInt(SHAPES) : i % SHAPES);
      }
      new IdxImages(SIDE, images, labels).write(folder, TEST_IMAGES);
    }
    return folder;
  }

  private static byte[] image(int shape, SplittableRandom random) {
    double middleRow = random.nextDouble(3, SIDE - 3);
    double middleColumn = random.nextDouble(3, SIDE - 3);
    double size = random.nextDouble(2, 5);
    double brightness = random.nextDouble(60, 160);
    byte[] image = new byte[SIDE * SIDE];
    for (int pixel = 0; pixel < image.length; pixel++) {
      int row = pixel / SIDE;
      double down = row - middleRow;
      double right = pixel % SIDE - middleColumn;
      double value = 60 + NOISE * random.nextGaussian();
      value += isIn(shape, down, right, size) ? brightness : 0;
      image[pixel] = (byte) Math.max(0, Math.min(255, value));
    }
    return image;
  }

  private static boolean isIn(int shape, double down, double right, double size) {
    double far = Math.max(Math.abs(down), Math.abs(right));
    return switch (shape) {
      case 0 -> far < size && Math.abs(down) < 1;
      case 1 -> far < size && Math.abs(right) < 1;
      case 2 -> far < size && Math.abs(down - right) < 1;
      case 3 -> Math.abs(far - size) < 0.7;
      default -> Math.hypot(down, right) < 0.8 * size;
    };
  }
}
