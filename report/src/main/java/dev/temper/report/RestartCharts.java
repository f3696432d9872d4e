package dev.temper.report;

import dev.temper.rangetest.ExponentialAverage;
import dev.temper.recipe.SnapshotRestarts;
import dev.temper.report.Chart.Axis;
import dev.temper.report.Chart.Marker;
import dev.temper.report.Series.Style;
import dev.temper.training.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
            "Validation loss",
            Style.MARKED,
            history ->
                history.evaluations().stream().mapToDouble(e -> (double) e.iteration()).toArray(),
            history ->
                history.evaluations().stream().mapToDouble(e -> e.evaluation().loss()).toArray()),
        tree(
            restarts,
            "Training loss, smoothed",
            Style.LINE,
            history -> IntStream.range(0, history.iterations()).asDoubleStream().toArray(),
            history -> ExponentialAverage.of(history.trainLoss(), SMOOTHING)));
  }

  /** A column of a run. */
  private interface Column {
    double[] of(History history);
  }

  private static Chart tree(
      SnapshotRestarts restarts, String what, Style style, Column iterations, Column column) {
    History trunk = restarts.trunk();
    double[] x = iterations.of(trunk);
    double[] y = Scales.positive(column.of(trunk));
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
          Arrays.stream(iterations.of(branch.history())).map(i -> i + trunk.iterations()).toArray();
      double[] loss = Scales.positive(column.of(branch.history()));
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
        what + ", restarted from a snapshot",
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
