package dev.temper.bench.search;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.zip.GZIPInputStream;

/**
 * The validation losses of one TaskSet task (Metz et al. 2020) by configuration and checkpoint.
 *
 * <p>The first checkpoint, before training, is left out: nobody pays for it.
 */
final class RecordedCurves {

  private static final String ENDING = ".valid.csv.gz";
  private static final String BEFORE_TRAINING = "v0";
  private static final String AFTER_LAST = "test_last";

  private final String name;

  /** By configuration the loss after each step; NaN from where it diverged. */
  private final double[][] losses;

  private RecordedCurves(String name, double[][] losses) {
    this.name = name;
    this.losses = losses;
  }

  /** All tasks of a folder, by name. */
  static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    }
  }

  /** Reads a task. */
  static RecordedCurves read(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      List<String> header = List.of(lines.readLine().split(",", -1));
      int from = header.indexOf(BEFORE_TRAINING) + 1;
      int to = header.indexOf(AFTER_LAST);
      double[][] losses =
          lines
              .lines()
              .map(line -> Arrays.copyOfRange(line.split(",", -1), from, to))
              .map(cells -> Arrays.stream(cells).mapToDouble(RecordedCurves::number).toArray())
              .toArray(double[][]::new);
      String name = file.getFileName().toString();
      return new RecordedCurves(name.substring(0, name.length() - ENDING.length()), losses);
    }
  }

  private static double number(String cell) {
    return cell.equals("nan") ? Double.NaN : Double.parseDouble(cell);
  }

  /** The same, each step with the lowest loss so far, as of who keeps the best checkpoint. */
  RecordedCurves lowestSoFar() {
    double[][] lowest =
        Arrays.stream(losses).map(RecordedCurves::lowestSoFar).toArray(double[][]::new);
    return new RecordedCurves(name, lowest);
  }

  private static double[] lowestSoFar(double[] curve) {
    double[] lowest = curve.clone();
    for (int i = 1; i < lowest.length; i++) {
      lowest[i] = Double.isFinite(curve[i]) ? Math.min(lowest[i - 1], curve[i]) : curve[i];
    }
    return lowest;
  }

  /** So many configurations drawn without repetition, in random order. */
  RecordedCurves draw(int count, SplittableRandom random) {
    double[][] all = losses.clone();
    for (int i = 0; i < count; i++) {
      int other = random.nextInt(i, all.length);
      double[] drawn = all[other];
      all[other] = all[i];
      all[i] = drawn;
    }
    return new RecordedCurves(name, Arrays.copyOf(all, count));
  }

  String name() {
    return name;
  }

  int configurations() {
    return losses.length;
  }

  /** The loss after a step, 1 to {@link #steps}; NaN where it has diverged. */
  double loss(int configuration, int step) {
    return losses[configuration][step - 1];
  }

  /** The steps of a whole run. */
  int steps() {
    return losses[0].length;
  }

  /** The loss at the end of a whole run, infinite where it diverged. */
  double end(int configuration) {
    double end = losses[configuration][steps() - 1];
    return Double.isFinite(end) ? end : Double.POSITIVE_INFINITY;
  }

  /** The lowest loss at the end of any whole run. */
  double best() {
    return Arrays.stream(losses)
        .flatMapToDouble(curve -> DoubleStream.of(curve[steps() - 1]))
        .filter(Double::isFinite)
        .min()
        .orElseThrow();
  }
}
