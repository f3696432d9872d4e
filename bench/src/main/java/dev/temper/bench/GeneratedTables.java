package dev.temper.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Problems drawn at random with a fixed seed, as CSV files; of classes but for {@code friedman} and
 * {@code waves}, where a number is to be predicted.
 *
 * <ul>
 *   <li>{@code table}: 20 features, four classes by the largest of four random quadratic forms, a
 *       tenth of the labels drawn anew.
 *   <li>{@code spirals}: three arms in the plane with Gaussian scatter.
 *   <li>{@code friedman}: the function of five of 10 features by Friedman (1991, "Multivariate
 *       adaptive regression splines") with unit Gaussian noise.
 *   <li>{@code rings}: four rings in the plane with Gaussian scatter, of two classes in turn, a
 *       tenth of the labels drawn anew.
 *   <li>{@code weak}: 100 Gaussian features, each with a mean a little higher in one of two
 *       classes.
 *   <li>{@code counts}: how often 60 words stand in a text of 40 words on one of six topics, a
 *       third of them drawn from all words alike; most counts are 0.
 *   <li>{@code rare}: 12 Gaussian features around one of 9 centres; 17 of 20 rows are of one class,
 *       2 of another, 1 of a third.
 *   <li>{@code waves}: the sum of the sines of three of 6 features at growing frequencies, a
 *       product of two, and Gaussian noise.
 * </ul>
 */
final class GeneratedTables {

  private static final int TABLE_ROWS = 3000;
  private static final int FEATURES = 20;
  private static final int TABLE_CLASSES = 4;
  private static final double RELABELLED = 0.1;
  private static final int SPIRAL_ROWS = 1800;
  private static final int ARMS = 3;
  private static final double SCATTER = 0.12;
  private static final int FRIEDMAN_ROWS = 2000;
  private static final int FRIEDMAN_FEATURES = 10;
  private static final int RING_ROWS = 2000;
  private static final int RINGS = 4;
  private static final int RING_CLASSES = 2;
  private static final int WEAK_ROWS = 1800;
  private static final int WEAK_FEATURES = 100;
  private static final double WEAK_SHIFT = 0.12;
  private static final int COUNT_ROWS = 2400;
  private static final int TOPICS = 6;
  private static final int WORDS = 60;
  private static final int TEXT_LENGTH = 40;
  private static final int RARE_ROWS = 3000;
  private static final int RARE_FEATURES = 12;
  private static final int CENTRES_OF_A_CLASS = 3;
  private static final int WAVE_ROWS = 2400;
  private static final int WAVE_FEATURES = 6;

  private GeneratedTables() {}

  /** Writes a table of a name into a folder, if it is not there yet. */
  static Path write(String name, Path folder) throws IOException {
    Path file = folder.resolve(name + ".csv");
    if (!Files.exists(file)) {
      Files.createDirectories(folder);
      SplittableRandom random = new SplittableRandom(11);
      Files.writeString(
          file,
          switch (name) {
            case "table" -> table(random);
            case "spirals" -> spirals(random);
            case "friedman" -> friedman(random);
            case "rings" -> rings(random);
            case "weak" -> weak(random);
            case "counts" -> counts(random);
            case "rare" -> rare(random);
            case "waves" -> waves(random);
            default -> throw new IllegalArgumentException("There is no table '" + name + "'.");
          });
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
      append(csv, x);
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

  private static String friedman(SplittableRandom random) {
    StringBuilder csv = new StringBuilder();
    for (int row = 0; row < FRIEDMAN_ROWS; row++) {
      double[] x = random.doubles(FRIEDMAN_FEATURES).toArray();
      double middle = x[2] - 0.5;
      double y = 10 * Math.sin(Math.PI * x[0] * x[1]) + 20 * middle * middle + 10 * x[3] + 5 * x[4];
      append(csv, x);
      csv.append(String.format(Locale.ROOT, "%.4f%n", y + random.nextGaussian()));
    }
    return csv.toString();
  }

  private static String rings(SplittableRandom random) {
    StringBuilder csv = new StringBuilder();
    for (int row = 0; row < RING_ROWS; row++) {
      int ring = row % RINGS;
      double radius = (ring + 1.0) / RINGS + 0.3 * SCATTER * random.nextGaussian();
      double angle = random.nextDouble(2 * Math.PI);
      boolean anew = random.nextDouble() < RELABELLED;
      int label = anew ? random.nextInt(RING_CLASSES) : ring % RING_CLASSES;
      append(csv, radius * Math.cos(angle), radius * Math.sin(angle));
      csv.append('c').append(label).append('\n');
    }
    return csv.toString();
  }

  private static String weak(SplittableRandom random) {
    StringBuilder csv = new StringBuilder();
    for (int row = 0; row < WEAK_ROWS; row++) {
      int label = row % 2;
      double mean = label == 0 ? -WEAK_SHIFT : WEAK_SHIFT;
      append(csv, random.doubles(WEAK_FEATURES).map(u -> mean + random.nextGaussian()).toArray());
      csv.append('c').append(label).append('\n');
    }
    return csv.toString();
  }

  private static String counts(SplittableRandom random) {
    double[][] upTo = new double[TOPICS][WORDS];
    for (double[] topic : upTo) {
      double sum = 0;
      for (int word = 0; word < WORDS; word++) {
        sum += Math.exp(1.5 * random.nextGaussian());
        topic[word] = sum;
      }
    }
    StringBuilder csv = new StringBuilder();
    for (int row = 0; row < COUNT_ROWS; row++) {
      int topic = row % TOPICS;
      int[] times = new int[WORDS];
      for (int place = 0; place < TEXT_LENGTH; place++) {
        int word = random.nextInt(WORDS);
        if (place % 3 > 0) {
          double drawn = random.nextDouble(upTo[topic][WORDS - 1]);
          word = 0;
          while (upTo[topic][word] <= drawn) {
            word++;
          }
        }
        times[word]++;
      }
      for (int count : times) {
        csv.append(count).append(',');
      }
      csv.append('t').append(topic).append('\n');
    }
    return csv.toString();
  }

  private static String rare(SplittableRandom random) {
    int centres = 3 * CENTRES_OF_A_CLASS;
    double[][] centre = new double[centres][];
    for (int c = 0; c < centres; c++) {
      centre[c] = random.doubles(RARE_FEATURES, -1.5, 1.5).toArray();
    }
    StringBuilder csv = new StringBuilder();
    for (int row = 0; row < RARE_ROWS; row++) {
      int of20 = row % 20;
      int label = of20 < 17 ? 0 : of20 < 19 ? 1 : 2;
      double[] around = centre[CENTRES_OF_A_CLASS * label + random.nextInt(CENTRES_OF_A_CLASS)];
      append(csv, Arrays.stream(around).map(at -> at + random.nextGaussian()).toArray());
      csv.append('c').append(label).append('\n');
    }
    return csv.toString();
  }

  private static String waves(SplittableRandom random) {
    StringBuilder csv = new StringBuilder();
    for (int row = 0; row < WAVE_ROWS; row++) {
      double[] x = random.doubles(WAVE_FEATURES, -1, 1).toArray();
      double y = Math.sin(2 * x[0]) + Math.sin(4 * x[1]) + Math.sin(8 * x[2]) + 2 * x[3] * x[4];
      append(csv, x);
      csv.append(String.format(Locale.ROOT, "%.4f%n", y + 0.3 * random.nextGaussian()));
    }
    return csv.toString();
  }

  private static void append(StringBuilder csv, double... values) {
    for (double value : values) {
      csv.append(String.format(Locale.ROOT, "%.4f,", value));
    }
  }
}
