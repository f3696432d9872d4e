package dev.temper.report;

import dev.temper.report.Chart.Axis;
import dev.temper.report.Series.Style;
import dev.temper.statistics.ExponentialAverage;
import dev.temper.training.History;
import java.util.stream.IntStream;

/** The charts of one run: its losses, its accuracy, and what it trained with. */
public final class RunCharts {

  private static final double SMOOTHING = 0.9;

  private RunCharts() {}

  /** Training and validation loss by iteration. */
  public static Chart loss(History history) {
    double[] iteration = iterations(history);
    double[] loss = Scales.positive(history.trainLoss());
    double first = loss.length == 0 ? 1 : loss[0];
    return Chart.of(
        "Loss",
        Axis.linear("iteration"),
        Axis.logarithmic("loss").upTo(Scales.BLOW_UP * first),
        Series.of("training loss of each batch", Style.FAINT, iteration, loss),
        Series.of(
            "training loss, smoothed",
            Style.LINE,
            iteration,
            Scales.positive(ExponentialAverage.of(history.trainLoss(), SMOOTHING))),
        Series.of(
            "validation loss",
            Style.MARKED,
            evaluationIterations(history),
            Scales.positive(
                history.evaluations().stream().mapToDouble(e -> e.evaluation().loss()).toArray())));
  }

  /** Validation accuracy by iteration. */
  public static Chart accuracy(History history) {
    return Chart.of(
        "Validation accuracy",
        Axis.linear("iteration"),
        Axis.linear("accuracy"),
        Series.of(
            "validation accuracy",
            Style.MARKED,
            evaluationIterations(history),
            history.evaluations().stream().mapToDouble(e -> e.evaluation().accuracy()).toArray()));
  }

  /** The learning rate by iteration. */
  public static Chart learningRate(History history) {
    return Chart.of(
        "Learning rate",
        Axis.linear("iteration"),
        Axis.linear("learning rate"),
        Series.of("learning rate", Style.LINE, iterations(history), history.learningRate()));
  }

  /** The momentum by iteration. */
  public static Chart momentum(History history) {
    return Chart.of(
        "Momentum",
        Axis.linear("iteration"),
        Axis.linear("momentum"),
        Series.of("momentum", Style.LINE, iterations(history), history.momentum()));
  }

  private static double[] iterations(History history) {
    return IntStream.range(0, history.iterations()).asDoubleStream().toArray();
  }

  private static double[] evaluationIterations(History history) {
    return history.evaluations().stream().mapToDouble(e -> (double) e.iteration()).toArray();
  }
}
