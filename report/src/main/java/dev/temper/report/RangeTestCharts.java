package dev.temper.report;

import dev.temper.rangetest.Overlay;
import dev.temper.rangetest.Ramp;
import dev.temper.rangetest.RangeCurve;
import dev.temper.rangetest.RepeatedRangeTest;
import dev.temper.rateestimate.RateEstimates;
import dev.temper.report.Chart.Axis;
import dev.temper.report.Chart.Marker;
import dev.temper.report.Series.Style;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The charts of range tests: one, several seeds, overlays, and the optimal-rate estimate. */
public final class RangeTestCharts {

  private RangeTestCharts() {}

  /** A range test with the answer of every rule marked. */
  public static Chart test(RangeCurve curve) {
    double[] rate = curve.learningRate();
    double[] smoothed = curve.smoothedLoss();
    List<Marker> markers =
        curve.suggestions().entrySet().stream()
            .filter(answer -> answer.getValue().rate().isPresent())
            .map(answer -> new Marker(answer.getValue().orElseThrow(), answer.getKey().label()))
            .toList();
    return new Chart(
        "Learning-rate range test",
        rateAxis(curve),
        Axis.linear("loss").upTo(Scales.BLOW_UP * smoothed[0]),
        List.of(
            Series.of("training loss of each batch", Style.FAINT, rate, curve.trainLoss()),
            Series.of("training loss, smoothed", Style.LINE, rate, smoothed),
            Series.of("validation loss", Style.MARKED, rate, curve.validationLoss())),
        markers);
  }

  /**
   * A range test with one seed or several: with several the medians, the seeds behind them, and the
   * median of every rule's answers marked.
   */
  public static Chart test(RepeatedRangeTest test) {
    if (test.curves().size() == 1) {
      return test(test.first());
    }
    List<Series> series = new ArrayList<>();
    if (test.sharesRates()) {
      double[] rate = test.longest().learningRate();
      Series training =
          Series.of("training loss, smoothed", Style.LINE, rate, test.medianSmoothedLoss());
      Series validation =
          Series.of("validation loss", Style.MARKED, rate, test.medianValidationLoss());
      seeds(series, test, "training loss", RangeCurve::smoothedLoss, training);
      seeds(series, test, "validation loss", RangeCurve::validationLoss, validation);
      series.add(training);
      series.add(validation);
    } else {
      for (int i = 0; i < test.curves().size(); i++) {
        RangeCurve curve = test.curves().get(i);
        double[] rate = curve.learningRate();
        String name = Text.of("curve %d, ", i + 1);
        Series training =
            Series.of(name + "training loss, smoothed", Style.LINE, rate, curve.smoothedLoss());
        series.add(training);
        series.add(
            Series.of(name + "validation loss", Style.MARKED, rate, curve.validationLoss())
                .companionOf(training));
      }
    }
    List<Marker> markers =
        test.suggestions().entrySet().stream()
            .filter(answer -> answer.getValue().suggestion().rate().isPresent())
            .map(
                answer ->
                    new Marker(
                        answer.getValue().suggestion().orElseThrow(), answer.getKey().label()))
            .toList();
    return new Chart(
        Text.of("Learning-rate range test, %d seeds", test.curves().size()),
        rateAxis(test.first()),
        Axis.linear("loss").upTo(Scales.BLOW_UP * test.first().smoothedLoss()[0]),
        series,
        markers);
  }

  /** Adds a faint line for every seed. */
  private static void seeds(
      List<Series> series,
      RepeatedRangeTest test,
      String what,
      Function<RangeCurve, double[]> column,
      Series main) {
    if (test.curves().size() == 1) {
      return;
    }
    for (int i = 0; i < test.curves().size(); i++) {
      RangeCurve curve = test.curves().get(i);
      series.add(
          Series.of(
                  Text.of("%s, seed %d of %d", what, i + 1, test.curves().size()),
                  Style.FAINT,
                  curve.learningRate(),
                  column.apply(curve))
              .companionOf(main));
    }
  }

  /** The validation losses of all tests of a grid: medians, with the seeds behind them. */
  public static Chart overlay(Overlay overlay) {
    return overlay(
        overlay,
        "Validation loss",
        Style.MARKED,
        RepeatedRangeTest::medianValidationLoss,
        RangeCurve::validationLoss);
  }

  /**
   * Range tests at several values beside each other: their validation losses, and their smoothed
   * training losses.
   *
   * @param values in words, one for each curve
   */
  static List<Chart> overlay(List<String> values, List<RangeCurve> curves) {
    List<Series> validation = new ArrayList<>();
    List<Series> training = new ArrayList<>();
    double top = 0;
    for (int i = 0; i < curves.size(); i++) {
      RangeCurve curve = curves.get(i);
      double[] rate = curve.learningRate();
      double[] smoothed = curve.smoothedLoss();
      validation.add(Series.of(values.get(i), Style.MARKED, rate, curve.validationLoss()));
      training.add(Series.of(values.get(i), Style.LINE, rate, smoothed));
      top = Math.max(top, smoothed[0]);
    }
    Axis loss = Axis.linear("loss").upTo(Scales.BLOW_UP * top);
    Axis rate = rateAxis(curves.get(0));
    return List.of(
        new Chart("Range tests: validation loss", rate, loss, validation, List.of()),
        new Chart("Range tests: training loss", rate, loss, training, List.of()));
  }

  private static Chart overlay(
      Overlay overlay,
      String what,
      Style style,
      Function<RepeatedRangeTest, double[]> median,
      Function<RangeCurve, double[]> column) {
    List<Series> seeds = new ArrayList<>();
    List<Series> medians = new ArrayList<>();
    double top = 0;
    for (Overlay.Test test : overlay.tests()) {
      String label = OverlayLabels.label(overlay.grid(), test.point());
      Series line =
          Series.of(
              label, style, test.seeds().longest().learningRate(), median.apply(test.seeds()));
      medians.add(line);
      seeds(seeds, test.seeds(), label, column, line);
      top = Math.max(top, test.seeds().first().smoothedLoss()[0]);
    }
    seeds.addAll(medians);
    return new Chart(
        what + " by " + String.join(", ", OverlayLabels.names(overlay.grid())),
        rateAxis(overlay.tests().get(0).seeds().first()),
        Axis.linear("loss").upTo(Scales.BLOW_UP * top),
        seeds,
        List.of());
  }

  /** The smoothed training losses of all tests of a grid: medians, with the seeds behind them. */
  public static Chart overlayTraining(Overlay overlay) {
    return overlay(
        overlay,
        "Smoothed training loss",
        Style.LINE,
        RepeatedRangeTest::medianSmoothedLoss,
        RangeCurve::smoothedLoss);
  }

  /** Of the kind of the ramp; a linear one may start at 0. */
  private static Axis rateAxis(RangeCurve curve) {
    return curve.test().ramp() == Ramp.LINEAR
        ? Axis.linear("learning rate")
        : Axis.logarithmic("learning rate");
  }

  /** The validation accuracy along a range test. */
  public static Chart accuracy(RangeCurve curve) {
    return Chart.of(
        "Validation accuracy along the range test",
        rateAxis(curve),
        Axis.linear("accuracy"),
        Series.of(
            "validation accuracy", Style.MARKED, curve.learningRate(), curve.validationAccuracy()));
  }

  /** The estimates of the optimal learning rate by iteration, beside the rate of the run. */
  public static Chart estimate(RateEstimates estimates) {
    double[] iteration = IntStream.range(0, estimates.size()).asDoubleStream().toArray();
    double[] rate = new double[estimates.size()];
    Arrays.fill(rate, estimates.estimation().values().learningRate());
    return Chart.of(
        "Estimated optimal learning rate, " + estimates.estimation().form().label() + " form",
        Axis.linear("iteration"),
        Scales.decades("learning rate", estimates.single(), estimates.smoothed(), rate),
        Series.of("of three weights", Style.FAINT, iteration, Scales.positive(estimates.single())),
        Series.of("running estimate", Style.LINE, iteration, Scales.positive(estimates.smoothed())),
        Series.of("rate of the run", Style.LINE, iteration, rate));
  }
}
