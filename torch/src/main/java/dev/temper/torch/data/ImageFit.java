package dev.temper.torch.data;

import java.util.Arrays;

/**
 * Brings an image to a size: scaled so that it just covers it, then cropped at the centre.
 *
 * <p>Bilinear; where the image becomes smaller the triangle is as wide as the pixels it stands for,
 * so that fine patterns are averaged and not aliased. It is the filter that PIL and torchvision
 * call bilinear with antialiasing; torchvision's {@code Resize} and {@code CenterCrop} in a row do
 * the same. Rows and columns are filtered one after the other, in floats.
 *
 * <p>Memory: floats for the rows that the crop needs.
 */
final class ImageFit {

  /** The weights of the source pixels for one output pixel. */
  private record Taps(int first, Weights weights) {}

  /** Holds the array, which a record may not. */
  private static final class Weights {
    final float[] values;

    Weights(float[] values) {
      this.values = values;
    }
  }

  private ImageFit() {}

  /** The image in the given size; the same object where it has it already. */
  static Pixels fit(Pixels image, ImageSize size) {
    if (image.height == size.height() && image.width == size.width()) {
      return image;
    }
    int height = size.height();
    int width = size.width();
    // The side that must grow most, or shrink least, becomes exact.
    if ((long) height * image.width >= (long) width * image.height) {
      width = Math.max(width, (int) ((long) image.width * height / image.height));
    } else {
      height = Math.max(height, (int) ((long) image.height * width / image.width));
    }
    Taps[] rows = taps(image.height, height, size.height());
    Taps[] columns = taps(image.width, width, size.width());
    Pixels out = new Pixels(image.channels, size.height(), size.width());
    for (int channel = 0; channel < image.channels; channel++) {
      filter(image, channel, rows, columns, out);
    }
    return out;
  }

  private static Taps[] taps(int source, int scaled, int cropped) {
    double scale = (double) source / scaled;
    double support = Math.max(1, scale);
    int offset = (int) Math.rint((scaled - cropped) / 2.0);
    Taps[] taps = new Taps[cropped];
    for (int i = 0; i < cropped; i++) {
      double centre = (offset + i + 0.5) * scale;
      int first = Math.max(0, (int) (centre - support + 0.5));
      int end = Math.min(source, (int) (centre + support + 0.5));
      float[] weights = new float[end - first];
      double sum = 0;
      for (int j = 0; j < weights.length; j++) {
        double weight = Math.max(0, 1 - Math.abs((first + j + 0.5 - centre) / support));
        weights[j] = (float) weight;
        sum += weight;
      }
      for (int j = 0; j < weights.length; j++) {
        weights[j] /= (float) sum;
      }
      taps[i] = new Taps(first, new Weights(weights));
    }
    return taps;
  }

  private static void filter(Pixels image, int channel, Taps[] rows, Taps[] columns, Pixels out) {
    int from = channel * image.height * image.width;
    int top = rows[0].first;
    Taps last = rows[rows.length - 1];
    int bottom = last.first + last.weights.values.length;
    float[] narrowed = new float[(bottom - top) * columns.length];
    for (int y = top; y < bottom; y++) {
      int row = from + y * image.width;
      for (int x = 0; x < columns.length; x++) {
        float[] weights = columns[x].weights.values;
        int first = row + columns[x].first;
        float sum = 0;
        for (int j = 0; j < weights.length; j++) {
          sum += weights[j] * (image.values[first + j] & 0xff);
        }
        narrowed[(y - top) * columns.length + x] = sum;
      }
    }
    float[] sums = new float[columns.length];
    int to = channel * out.height * out.width;
    for (Taps taps : rows) {
      Arrays.fill(sums, 0);
      float[] weights = taps.weights.values;
      for (int j = 0; j < weights.length; j++) {
        int row = (taps.first - top + j) * columns.length;
        for (int x = 0; x < sums.length; x++) {
          sums[x] += weights[j] * narrowed[row + x];
        }
      }
      for (float sum : sums) {
        out.values[to++] = (byte) Math.max(0, Math.min(255, Math.round(sum)));
      }
    }
  }
}
