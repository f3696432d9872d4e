package dev.temper.report;

import dev.temper.dynamics.GroupOutcome;
import dev.temper.dynamics.PanelOutcome;
import dev.temper.rangetest.ExponentialAverage;
import dev.temper.rangetest.Overlay;
import dev.temper.rangetest.Ramp;
import dev.temper.rangetest.RangeCurve;
import dev.temper.rangetest.RepeatedRangeTest;
import dev.temper.rateestimate.RateEstimates;
import dev.temper.report.Chart.Axis;
import dev.temper.report.Chart.Band;
import dev.temper.report.Chart.Marker;
import dev.temper.report.Series.Style;
import dev.temper.schedule.Curve;
import dev.temper.schedule.Schedule;
import dev.temper.sensitivity.GoodRates;
import dev.temper.sensitivity.RateOutcome;
import dev.temper.sensitivity.SensitivityResult;
import dev.temper.sensitivity.Trial;
import dev.temper.training.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The charts of Temper's results. */
public final class Charts {

  /**
   * Losses above this many times the first smoothed one are cut off: the blow-up dwarfs the rest.
   */
  private static final double BLOW_UP = 1.6;

  private static final double SMOOTHING = 0.9;

  /** Room beyond the lowest and the highest point of a logarithmic axis, as a factor. */
  private static final double EDGE = 1.15;

  private Charts() {}

  /** A range test with the answer of every rule marked. */
  public static Chart rangeTest(RangeCurve curve) {
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
        Axis.linear("loss").upTo(BLOW_UP * smoothed[0]),
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
  public static Chart rangeTest(RepeatedRangeTest test) {
    if (test.curves().size() == 1) {
      return rangeTest(test.first());
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
        Axis.linear("loss").upTo(BLOW_UP * test.first().smoothedLoss()[0]),
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

  /** The smoothed training losses of all tests of a grid: medians, with the seeds behind them. */
  public static Chart overlayTraining(Overlay overlay) {
    return overlay(
        overlay,
        "Smoothed training loss",
        Style.LINE,
        RepeatedRangeTest::medianSmoothedLoss,
        RangeCurve::smoothedLoss);
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
        Axis.linear("loss").upTo(BLOW_UP * top),
        seeds,
        List.of());
  }

  /** Of the kind of the ramp; a linear one may start at 0. */
  private static Axis rateAxis(RangeCurve curve) {
    return curve.test().ramp() == Ramp.LINEAR
        ? Axis.linear("learning rate")
        : Axis.logarithmic("learning rate");
  }

  /** The validation accuracy along a range test. */
  public static Chart rangeTestAccuracy(RangeCurve curve) {
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
        Axis.logarithmic("learning rate"),
        Series.of("of three weights", Style.FAINT, iteration, positive(estimates.single())),
        Series.of("running estimate", Style.LINE, iteration, positive(estimates.smoothed())),
        Series.of("rate of the run", Style.LINE, iteration, rate));
  }

  /** Training and validation loss by iteration. */
  public static Chart loss(History history) {
    double[] iteration = iterations(history);
    double[] loss = positive(history.trainLoss());
    double first = loss.length == 0 ? 1 : loss[0];
    return Chart.of(
        "Loss",
        Axis.linear("iteration"),
        Axis.logarithmic("loss").upTo(BLOW_UP * first),
        Series.of("training loss of each batch", Style.FAINT, iteration, loss),
        Series.of(
            "training loss, smoothed",
            Style.LINE,
            iteration,
            positive(ExponentialAverage.of(history.trainLoss(), SMOOTHING))),
        Series.of(
            "validation loss",
            Style.MARKED,
            evaluationIterations(history),
            positive(
                history.evaluations().stream().mapToDouble(e -> e.evaluation().loss()).toArray())));
  }

  /** The values with NaN for those that a logarithmic axis cannot show. */
  private static double[] positive(double[] values) {
    return Arrays.stream(values).map(value -> value > 0 ? value : Double.NaN).toArray();
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

  /**
   * The first iterations of a schedule: the learning rate, and the momentum and the weight decay
   * where they change.
   *
   * @param iterations 1 or more
   */
  public static List<Chart> schedule(Schedule schedule, int iterations) {
    List<Chart> charts = new ArrayList<>();
    charts.add(schedule("Learning rate", it -> schedule.at(it).learningRate(), iterations));
    for (Chart chart :
        List.of(
            schedule("Momentum", it -> schedule.at(it).momentum(), iterations),
            schedule("Weight decay", it -> schedule.at(it).weightDecay(), iterations))) {
      double[] range = chart.yRange();
      if (range[0] < range[1]) {
        charts.add(chart);
      }
    }
    return charts;
  }

  private static Chart schedule(String title, Curve curve, int iterations) {
    String name = title.toLowerCase(Locale.ROOT);
    double[] iteration = IntStream.range(0, iterations).asDoubleStream().toArray();
    double[] values = IntStream.range(0, iterations).mapToDouble(curve::at).toArray();
    return Chart.of(
        title,
        Axis.linear("iteration"),
        Axis.linear(name),
        Series.of(name, Style.LINE, iteration, values));
  }

  /**
   * The U of a sensitivity analysis: median final validation loss against the rate, with a bar from
   * the best seed to the worst. Trials that diverged, or ended above the scale, stand at its top.
   */
  public static Chart sensitivityLoss(SensitivityResult result) {
    List<RateOutcome> rates = result.rates();
    double[] rate = rates.stream().mapToDouble(RateOutcome::learningRate).toArray();
    double[] loss = positive(rates.stream().mapToDouble(RateOutcome::medianLoss).toArray());
    double[] low = positive(rates.stream().mapToDouble(RateOutcome::lowestLoss).toArray());
    double[] high = rates.stream().mapToDouble(RateOutcome::highestLoss).toArray();
    double least = Arrays.stream(low).filter(Double::isFinite).min().orElse(1);
    double top = BLOW_UP * Math.max(least, Math.log(result.data().classes().size()));
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
        Axis.logarithmic("validation loss").over(least / EDGE, top * EDGE),
        List.of(
            Series.withSpread(
                "median of the seeds, best to worst", Style.MARKED, rate, loss, low, high),
            Series.of("a seed diverged, or is above", Style.POINTS, beyond, edge)),
        best(result),
        good(result));
  }

  /** The inverted U: median final validation accuracy against the rate. */
  public static Chart sensitivityAccuracy(SensitivityResult result) {
    List<RateOutcome> rates = result.rates();
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
                rates.stream().mapToDouble(Charts::lowestAccuracy).toArray(),
                rates.stream().mapToDouble(Charts::highestAccuracy).toArray())),
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

  /** A panel of small multiples: training and validation accuracy by epoch, both from 0 to 1. */
  static Chart dynamics(PanelOutcome panel, int epochs) {
    double[] epoch = epochs(panel);
    return Chart.of(
        panel.panel().name(),
        Axis.linear("epoch").over(0, epochs),
        Axis.linear("accuracy").over(0, 1),
        Series.of("training", Style.LINE, epoch, panel.trainingAccuracy()),
        Series.of("validation", Style.LINE, epoch, panel.validationAccuracy()));
  }

  /** The learning rate by epoch of all panels of a group, on one scale of whole decades. */
  static List<Chart> dynamicsRates(GroupOutcome group) {
    double[] all =
        group.panels().stream()
            .flatMapToDouble(panel -> Arrays.stream(positive(panel.learningRate())))
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    double low = all.length == 0 ? 0 : Math.floor(Math.log10(all[0]));
    double high = all.length == 0 ? 0 : Math.ceil(Math.log10(all[all.length - 1]));
    Axis rate =
        Axis.logarithmic("learning rate")
            .over(Math.pow(10, low) / EDGE, Math.pow(10, Math.max(low + 1, high)) * EDGE);
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
                        positive(panel.learningRate()))))
        .toList();
  }

  private static double[] epochs(PanelOutcome panel) {
    return IntStream.rangeClosed(1, panel.epochs()).asDoubleStream().toArray();
  }

  private static double[] iterations(History history) {
    return IntStream.range(0, history.iterations()).asDoubleStream().toArray();
  }

  private static double[] evaluationIterations(History history) {
    return history.evaluations().stream().mapToDouble(e -> (double) e.iteration()).toArray();
  }
}
