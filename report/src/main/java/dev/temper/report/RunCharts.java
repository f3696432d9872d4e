package dev.temper.report;

import dev.temper.diagnosis.Curves;
import dev.temper.report.Chart.Axis;
import dev.temper.report.Series.Style;
import dev.temper.statistics.ExponentialAverage;
import dev.temper.training.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The charts of one run: its losses, its accuracy, and what it trained with. */
public final class RunCharts {

  /** Points that the training loss is smoothed over, if there are enough. */
  private static final int MOST_SMOOTHED = 10;

  /** The share of a run that smoothing may reach over: a curve of few points keeps its shape. */
  private static final int SMOOTHED_SHARE = 30;

  /** A validation loss is shown up to this many times the first training loss. */
  private static final double MOST_VALIDATION = 4;

  private RunCharts() {}

  /** Training and validation loss by iteration. */
  public static Chart loss(History history) {
    return loss(Curves.of(history), "training loss of each batch");
  }

  /**
   * Training and validation loss by iteration; on a logarithmic axis unless one is below 0. The
   * blow-up of a run that diverges is cut off.
   */
  public static Chart loss(Curves curves) {
    return loss(curves, "training loss as recorded");
  }

  private static Chart loss(Curves curves, String raw) {
    double[] iteration = iterations(curves);
    double[] smoothed = smoothedLoss(curves);
    boolean logarithmic = !hasNegative(curves);
    List<Series> series = new ArrayList<>();
    if (smoothedOver(curves) > 1) {
      series.add(Series.of(raw, Style.FAINT, iteration, shown(curves.trainLoss(), logarithmic)));
      series.add(
          Series.of(
              "training loss, smoothed", Style.LINE, iteration, shown(smoothed, logarithmic)));
    } else {
      series.add(Series.of("training loss", Style.LINE, iteration, shown(smoothed, logarithmic)));
    }
    series.add(
        Series.of(
            "validation loss",
            Style.MARKED,
            evaluationIterations(curves),
            shown(curves.validationLoss(), logarithmic)));
    Axis y = logarithmic ? Axis.logarithmic("loss") : Axis.linear("loss");
    return Chart.of("Loss", across(curves), y.upTo(highest(curves)), series.toArray(Series[]::new));
  }

  /** The generalization gap by iteration; see {@link #gap(Curves)}. */
  public static Chart gap(History history) {
    return gap(Curves.of(history));
  }

  /**
   * The generalization gap at each evaluation: the validation loss minus the smoothed training loss
   * of the last training point before it. Evaluations before the first training point have none,
   * nor have those where a loss has blown up.
   */
  public static Chart gap(Curves curves) {
    long[] step = curves.iteration();
    double[] smoothed = smoothedLoss(curves);
    long[] at = curves.evaluationIteration();
    double[] validation = curves.validationLoss();
    double highest = highest(curves);
    double[] gap = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      int place = Arrays.binarySearch(step, at[i] - 1);
      int before = place >= 0 ? place : -place - 2;
      boolean known = before >= 0 && !(Math.max(validation[i], smoothed[before]) > highest);
      gap[i] = known ? validation[i] - smoothed[before] : Double.NaN;
    }
    Series line = Series.of("generalization gap", Style.MARKED, evaluationIterations(curves), gap);
    double[] ends = line.size() == 0 ? new double[0] : ends(curves);
    return Chart.of(
        "Generalization gap",
        across(curves),
        Axis.linear("validation loss - training loss"),
        line,
        Series.of("no gap", Style.FAINT, ends, new double[ends.length]));
  }

  /** Validation accuracy by iteration. */
  public static Chart accuracy(History history) {
    return accuracy(Curves.of(history));
  }

  /** Validation accuracy by iteration. */
  public static Chart accuracy(Curves curves) {
    return Chart.of(
        "Validation accuracy",
        across(curves),
        Axis.linear("accuracy"),
        Series.of(
            "validation accuracy",
            Style.MARKED,
            evaluationIterations(curves),
            curves.validationAccuracy()));
  }

  /** The learning rate by iteration. */
  public static Chart learningRate(History history) {
    return learningRate(Curves.of(history));
  }

  /** The learning rate by iteration, where it is known. */
  public static Chart learningRate(Curves curves) {
    return Chart.of(
        "Learning rate",
        across(curves),
        Axis.linear("learning rate"),
        Series.of("learning rate", Style.LINE, iterations(curves), curves.learningRate()));
  }

  /** The momentum by iteration. */
  public static Chart momentum(History history) {
    return Chart.of(
        "Momentum",
        Axis.linear("iteration"),
        Axis.linear("momentum"),
        Series.of(
            "momentum",
            Style.LINE,
            IntStream.range(0, history.iterations()).asDoubleStream().toArray(),
            history.momentum()));
  }

  /** How many points the training loss is smoothed over; 1 for not at all. */
  private static int smoothedOver(Curves curves) {
    return Math.min(MOST_SMOOTHED, Math.max(1, curves.steps() / SMOOTHED_SHARE));
  }

  /** The exponential average of the training loss over its finite values; NaN at the others. */
  static double[] smoothedLoss(Curves curves) {
    ExponentialAverage average = new ExponentialAverage(1 - 1.0 / smoothedOver(curves));
    return Arrays.stream(curves.trainLoss())
        .map(loss -> Double.isFinite(loss) ? average.add(loss) : Double.NaN)
        .toArray();
  }

  /** The highest loss worth showing; NaN for all. */
  private static double highest(Curves curves) {
    double first =
        Arrays.stream(curves.trainLoss()).filter(Double::isFinite).findFirst().orElse(Double.NaN);
    if (!(first > 0) || hasNegative(curves)) {
      return Double.NaN;
    }
    double validation =
        Arrays.stream(curves.validationLoss()).filter(Double::isFinite).max().orElse(0);
    return Math.max(
        Scales.BLOW_UP * first, Math.min(MOST_VALIDATION * first, Scales.EDGE * validation));
  }

  private static boolean hasNegative(Curves curves) {
    return DoubleStream.concat(
            Arrays.stream(curves.trainLoss()), Arrays.stream(curves.validationLoss()))
        .anyMatch(loss -> loss < 0 && Double.isFinite(loss));
  }

  private static double[] shown(double[] losses, boolean logarithmic) {
    return logarithmic ? Scales.positive(losses) : losses;
  }

  /** The whole run, also where its losses are not finite. */
  private static Axis across(Curves curves) {
    double[] ends = ends(curves);
    Axis axis = Axis.linear("iteration");
    return ends.length == 2 ? axis.over(ends[0], ends[1]) : axis;
  }

  /** The first and the last iteration; empty where they are the same. */
  private static double[] ends(Curves curves) {
    double[] all =
        DoubleStream.concat(
                Arrays.stream(iterations(curves)), Arrays.stream(evaluationIterations(curves)))
            .sorted()
            .toArray();
    return all.length == 0 || all[0] == all[all.length - 1]
        ? new double[0]
        : new double[] {all[0], all[all.length - 1]};
  }

  private static double[] iterations(Curves curves) {
    return Arrays.stream(curves.iteration()).asDoubleStream().toArray();
  }

  private static double[] evaluationIterations(Curves curves) {
    return Arrays.stream(curves.evaluationIteration()).asDoubleStream().toArray();
  }
}
