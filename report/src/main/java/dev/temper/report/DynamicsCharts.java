package dev.temper.report;

import dev.temper.dynamics.GroupOutcome;
import dev.temper.dynamics.PanelOutcome;
import dev.temper.report.Chart.Axis;
import dev.temper.report.Series.Style;
import java.util.List;
import java.util.stream.IntStream;

/** The small multiples of training dynamics. */
final class DynamicsCharts {

  private DynamicsCharts() {}

  /** A panel of small multiples: training and validation accuracy by epoch, both from 0 to 1. */
  static Chart accuracy(PanelOutcome panel, int epochs) {
    double[] epoch = epochs(panel);
    return Chart.of(
        panel.panel().name(),
        Axis.linear("epoch").over(0, epochs),
        Axis.linear("accuracy").over(0, 1),
        Series.of("training", Style.LINE, epoch, panel.trainingAccuracy()),
        Series.of("validation", Style.LINE, epoch, panel.validationAccuracy()));
  }

  /** The learning rate by epoch of all panels of a group, on one scale of whole decades. */
  static List<Chart> rates(GroupOutcome group) {
    Axis rate =
        Scales.decades(
            "learning rate",
            group.panels().stream().map(PanelOutcome::learningRate).toArray(double[][]::new));
    return group.panels().stream()
        .map(
            panel ->
                Chart.of(
                    panel.panel().name(),
                    Axis.linear("epoch"),
                    rate,
                    Series.of(
                        "learning rate",
                        Style.LINE,
                        epochs(panel),
                        Scales.positive(panel.learningRate()))))
        .toList();
  }

  private static double[] epochs(PanelOutcome panel) {
    return IntStream.rangeClosed(1, panel.epochs()).asDoubleStream().toArray();
  }
}
