package dev.temper.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Classification problems drawn at random with a fixed seed, as CSV files.
 *
 * <p>{@code table}: 20 features, four classes by the largest of four random quadratic forms, a
 * tenth of the labels drawn anew. {@code spirals}: three arms in the plane with Gaussian scatter.
 */
final class GeneratedTables {

  private static final int TABLE_ROWS = 3000;
  private static final int FEATURES = 20;
  private static final int TABLE_CLASSES = 4;
  private static final double RELABELLED = 0.1;
  private static final int SPIRAL_ROWS = 1800;
  private static final int ARMS = 3;
  private static final double SCATTER = 0.12;

  private GeneratedTables() {}

  /** Writes a table of a name into a folder, if it is not there yet. */
  static Path write(String name, Path folder) throws IOException {
    Path file = folder.resolve(name + ".csv");
    if (!Files.exists(file)) {
      Files.createDirectories(folder);
      SplittableRandom random = new SplittableRandom(11);
      Files.writeString(file, name.equals("table") ? table(random) : spirals(random));
    }
    return file;
  }

  private static String table(SplittableRandom random) {
    double[][][] forms = new double[TABLE_CLASSES][FEATURES][FEATURES];
    for (double[][] form : forms) {
      for (double[] row : form) {
        for (int i = 0; i < FEATURES; i++) {
          row[i] = random.nextGaussian();
        }
      }
    }
    StringBuilder csv = new StringBuilder();
    for (int row = 0; row < TABLE_ROWS; row++) {
      double[] x = random.doubles(FEATURES, -1, 1).toArray();
      int label = 0;
      double best = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < TABLE_CLASSES; k++) {
        double score = 0;
        for (int i = 0; i < FEATURES; i++) {
          score += forms[k][i][i] * x[i];
          for (int j = 0; j < i; j++) {
            score += 0.3 * forms[k][i][j] * x[i] * x[j];
          }
        }
        if (score > best) {
          best = score;
          label = k;
        }
      }
      if (random.nextDouble() < RELABELLED) {
        label = random.nextInt(TABLE_CLASSES);
      }
      for (double value : x) {
        csv.append(String.format(Locale.ROOT, "%.4f,", value));
      }
      csv.append(label).append('\n');
    }
    return csv.toString();
  }

  private static String spirals(SplittableRandom random) {
    StringBuilder csv = new StringBuilder();
    for (int row = 0; row < SPIRAL_ROWS; row++) {
      int arm = row % ARMS;
      double along = random.nextDouble(0.1, 1);
      double angle = 4.5 * along + 2 * Math.PI * arm / ARMS + SCATTER * random.nextGaussian();
      double x = along * Math.cos(angle) + 0.3 * SCATTER * random.nextGaussian();
      double y = along * Math.sin(angle) + 0.3 * SCATTER * random.nextGaussian();
      csv.append(String.format(Locale.ROOT, "%.4f,%.4f,c%d%n", x, y, arm));
    }
    return csv.toString();
  }
}
