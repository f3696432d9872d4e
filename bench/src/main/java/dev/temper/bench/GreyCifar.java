package dev.temper.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Images of four classes of CIFAR-10 (Krizhevsky 2009) as IDX files: grey, the mean of the three
 * colours, and of half the height and width, the mean of four pixels.
 */
final class GreyCifar {

  private static final int SIDE = 32;
  private static final int HALF = SIDE / 2;
  private static final int PIXELS = SIDE * SIDE;
  private static final int RECORD = 1 + 3 * PIXELS;
  private static final int CLASSES = 4;
  private static final int IMAGES = 3300;
  private static final int TEST_IMAGES = 300;

  private GreyCifar() {}

  /**
   * Writes the first images of these classes in {@code data_batch_1.bin}, if they are not there
   * yet.
   *
   * @param binary the folder of the binary version of CIFAR-10
   * @param scratch where to write a folder
   */
  static Path write(Path binary, Path scratch) throws IOException {
    Path folder = scratch.resolve("cifar10-grey");
    if (!Files.exists(folder)) {
      byte[] records = Files.readAllBytes(binary.resolve("data_batch_1.bin"));
      List<byte[]> images = new ArrayList<>();
      List<Integer> labels = new ArrayList<>();
      for (int at = 0; at < records.length && images.size() < IMAGES; at += RECORD) {
        if (records[at] < CLASSES) {
          images.add(image(records, at + 1));
          labels.add((int) records[at]);
        }
      }
      new IdxImages(HALF, images, labels).write(folder, TEST_IMAGES);
    }
    return folder;
  }

  private static byte[] image(byte[] records, int from) {
    byte[] image = new byte[HALF * HALF];
    for (int pixel = 0; pixel < image.length; pixel++) {
      int corner = from + 2 * (pixel / HALF) * SIDE + 2 * (pixel % HALF);
      int sum = 0;
      for (int colour = 0; colour < 3; colour++) {
        for (int offset : new int[] {0, 1, SIDE, SIDE + 1}) {
          sum += Byte.toUnsignedInt(records[corner + colour * PIXELS + offset]);
        }
      }
      image[pixel] = (byte) (sum / 12);
    }
    return image;
  }
}
