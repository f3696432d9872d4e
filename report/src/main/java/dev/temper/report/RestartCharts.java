package dev.temper.report;

import dev.temper.recipe.SnapshotRestarts;
import dev.temper.report.Chart.Axis;
import dev.temper.report.Chart.Marker;
import dev.temper.report.Series.Style;
import dev.temper.statistics.ExponentialAverage;
import dev.temper.training.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The charts of restarts from a snapshot: one trunk and its branches. */
final class RestartCharts {

  private static final double SMOOTHING = 0.9;

  /** Room for the marks at the right end. */
  private static final double EDGE = 1.02;

  private RestartCharts() {}

  static List<Chart> of(SnapshotRestarts restarts) {
    return List.of(
        tree(
            restarts,
            "validation loss",
            Style.MARKED,
            history ->
                history.evaluations().stream().mapToDouble(e -> (double) e.iteration()).toArray(),
            (trunk, history) ->
                history.evaluations().stream().mapToDouble(e -> e.evaluation().loss()).toArray()),
        tree(
            restarts,
            "training loss, smoothed",
            Style.LINE,
            history -> IntStream.range(0, history.iterations()).asDoubleStream().toArray(),
            RestartCharts::smoothed));
  }

  /** Smoothed on from what came before. */
  private static double[] smoothed(double[] before, History history) {
    double[] all =
        DoubleStream.concat(Arrays.stream(before), Arrays.stream(history.trainLoss())).toArray();
    double[] smoothed = ExponentialAverage.of(all, SMOOTHING);
    return Arrays.copyOfRange(smoothed, before.length, all.length);
  }

  /** A column of a run after the training losses of another, of which there may be none. */
  private interface Losses {
    double[] of(double[] before, History history);
  }

  private static Chart tree(
      SnapshotRestarts restarts,
      String what,
      Style style,
      Function<History, double[]> iterations,
      Losses losses) {
    History trunk = restarts.trunk();
    double[] x = iterations.apply(trunk);
    double[] y = Scales.positive(losses.of(new double[0], trunk));
    List<Series> series = new ArrayList<>();
    series.add(
        Series.of(
            "weight decay "
                + Text.number(restarts.prescription().weightDecay())
                + " up to the snapshot",
            style,
            x,
            y));
    for (SnapshotRestarts.Branch branch : restarts.branches()) {
      double[] later =
          Arrays.stream(iterations.apply(branch.history()))
              .map(i -> i + trunk.iterations())
              .toArray();
      double[] loss = Scales.positive(losses.of(trunk.trainLoss(), branch.history()));
      series.add(
          Series.of(
              "on with " + Text.number(branch.weightDecay()),
              style,
              afterLast(x, later),
              afterLast(y, loss)));
    }
    double last = series.stream().flatMapToDouble(line -> Arrays.stream(line.x())).max().orElse(1);
    double first = trunk.trainLoss().length == 0 ? Double.NaN : trunk.trainLoss()[0];
    return new Chart(
        "Restarts: " + what,
        Axis.linear("iteration").over(0, EDGE * last),
        Axis.logarithmic("loss").upTo(Scales.BLOW_UP * first),
        series,
        List.of(new Marker(trunk.iterations(), "snapshot")));
  }

  /** A branch begins where the trunk ends. */
  private static double[] afterLast(double[] trunk, double[] branch) {
    return trunk.length == 0
        ? branch
        : DoubleStream.concat(DoubleStream.of(trunk[trunk.length - 1]), Arrays.stream(branch))
            .toArray();
  }
}
