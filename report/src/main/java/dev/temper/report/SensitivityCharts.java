package dev.temper.report;

import dev.temper.report.Chart.Axis;
import dev.temper.report.Chart.Band;
import dev.temper.report.Chart.Marker;
import dev.temper.report.Series.Style;
import dev.temper.sensitivity.GoodRates;
import dev.temper.sensitivity.RateOutcome;
import dev.temper.sensitivity.SensitivityResult;
import dev.temper.sensitivity.Trial;
import java.util.Arrays;
import java.util.List;

/** The charts of a sensitivity analysis: the U of the loss and that of the accuracy. */
public final class SensitivityCharts {

  private SensitivityCharts() {}

  /**
   * The U of a sensitivity analysis: median final validation loss against the rate, with a bar from
   * the best seed to the worst. Trials that diverged, or ended above the scale, stand at its top.
   */
  public static Chart loss(SensitivityResult result) {
    List<RateOutcome> rates = result.rates();
    double[] rate = rates.stream().mapToDouble(RateOutcome::learningRate).toArray();
    double[] loss = Scales.positive(rates.stream().mapToDouble(RateOutcome::medianLoss).toArray());
    double[] low = Scales.positive(rates.stream().mapToDouble(RateOutcome::lowestLoss).toArray());
    double[] high = rates.stream().mapToDouble(RateOutcome::highestLoss).toArray();
    double least = Arrays.stream(low).filter(Double::isFinite).min().orElse(1);
    double top = Scales.BLOW_UP * Math.max(least, result.data().constantLoss());
    double[] beyond =
        result.trials().stream()
            .filter(trial -> trial.diverged() || trial.validationLoss() > top)
            .mapToDouble(Trial::learningRate)
            .distinct()
            .toArray();
    double[] edge = new double[beyond.length];
    Arrays.fill(edge, top);
    return new Chart(
        "Final validation loss by learning rate",
        Axis.logarithmic("learning rate"),
        Axis.logarithmic("validation loss").over(least / Scales.EDGE, top * Scales.EDGE),
        List.of(
            Series.withSpread(
                "median of the seeds, best to worst", Style.MARKED, rate, loss, low, high),
            Series.of("a seed diverged, or is above", Style.POINTS, beyond, edge)),
        best(result),
        good(result));
  }

  /** The inverted U: median final validation accuracy against the rate; empty for regression. */
  public static Chart accuracy(SensitivityResult result) {
    List<RateOutcome> rates = result.data().isRegression() ? List.of() : result.rates();
    return new Chart(
        "Final validation accuracy by learning rate",
        Axis.logarithmic("learning rate"),
        Axis.linear("accuracy"),
        List.of(
            Series.withSpread(
                "median of the seeds, worst to best",
                Style.MARKED,
                rates.stream().mapToDouble(RateOutcome::learningRate).toArray(),
                rates.stream().mapToDouble(RateOutcome::medianAccuracy).toArray(),
                rates.stream().mapToDouble(SensitivityCharts::lowestAccuracy).toArray(),
                rates.stream().mapToDouble(SensitivityCharts::highestAccuracy).toArray())),
        best(result),
        good(result));
  }

  /** A diverged trial is right about nothing, as it is in the median. */
  private static double lowestAccuracy(RateOutcome rate) {
    return rate.diverged() > 0 ? 0 : rate.lowestAccuracy();
  }

  private static double highestAccuracy(RateOutcome rate) {
    return rate.diverged() == rate.trials().size() ? 0 : rate.highestAccuracy();
  }

  private static List<Marker> best(SensitivityResult result) {
    return result.bestLearningRate().stream().mapToObj(rate -> new Marker(rate, "best")).toList();
  }

  private static List<Band> good(SensitivityResult result) {
    return result.good() instanceof GoodRates.Interval good && good.from() < good.to()
        ? List.of(
            new Band(
                good.from(),
                good.to(),
                "good: " + Text.number(good.from()) + " to " + Text.number(good.to())))
        : List.of();
  }
}
