package dev.temper.torch.engine;

import dev.temper.torch.data.DataSettings;
import dev.temper.torch.data.Dataset;
import dev.temper.torch.data.Datasets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** A table with the law y = 300 + 20 a - 5 b, for features a and b uniform in [-1, 1). */
final class LinearLaw {

  private static final int ROWS = 600;

  private LinearLaw() {}

  static double at(double a, double b) {
    return 300 + 20 * a - 5 * b;
  }

  static Dataset data() {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      double a = 2 * random.nextDouble() - 1;
      double b = 2 * random.nextDouble() - 1;
      rows.append(a).append(',').append(b).append(',').append(at(a, b)).append('\n');
    }
    try {
      Path file = Files.createTempFile("law", ".csv");
      try {
        return Datasets.open(Files.writeString(file, rows).toString(), DataSettings.DEFAULT);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
