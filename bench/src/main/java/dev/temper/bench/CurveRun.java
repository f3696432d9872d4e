package dev.temper.bench;

import dev.temper.schedule.Curve;
import dev.temper.schedule.HyperParameters;
import dev.temper.schedule.OneCycle;
import dev.temper.schedule.Schedule;
import dev.temper.training.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One run of the labelled curves: a case with a cause.
 *
 * @param of the case
 * @param cause what was done to it, for example {@code rate}
 * @param schedule fixed, step or one-cycle
 * @param rate the learning rate, the first of step, the largest of one-cycle
 * @param momentum the largest momentum
 * @param weightDecay the weight decay
 * @param dropout the probability, where the model has dropout
 * @param trainingExamples how many examples it is trained on; 0 for four fifths of all
 * @param iterations the length
 */
record CurveRun(
    CurveCase of,
    String cause,
    String schedule,
    double rate,
    double momentum,
    double weightDecay,
    double dropout,
    int trainingExamples,
    int iterations) {

  private static final double[] RATE_DECADES = {
    -5, -4, -3, -2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2, 3
  };
  private static final double WEIGHT_DECAY = 1e-4;

  /** All runs of a case. */
  static List<CurveRun> of(CurveCase of) {
    double usual = of.optimizer().hasMomentum() && of.optimizer() != Optimizer.RMSPROP ? 0.9 : 0;
    CurveRun base =
        new CurveRun(
            of,
            "rate",
            "fixed",
            of.rate(),
            usual,
            WEIGHT_DECAY,
            0,
            of.trainingExamples(),
            of.iterations());
    List<CurveRun> runs = new ArrayList<>();
    for (double decades : RATE_DECADES) {
      runs.add(base.withRate(of.rate() * Math.pow(10, decades)));
    }
    for (double decades : new double[] {0.75, 1.25, 1.75, 2.5}) {
      runs.add(base.as("large rate", "fixed").withRate(of.rate() * Math.pow(10, decades)));
    }
    for (double decades : new double[] {-0.5, 1.5}) {
      runs.add(base.as("large rate", "one-cycle").withRate(of.rate() * Math.pow(10, decades)));
    }
    for (double decades : new double[] {1, 1.5}) {
      runs.add(base.as("large rate", "step").withRate(of.rate() * Math.pow(10, decades)));
    }
    for (double decades : new double[] {-1, 0, 0.5, 1}) {
      runs.add(base.as("good", "one-cycle").withRate(of.rate() * Math.pow(10, decades)));
    }
    for (double decades : new double[] {-0.5, 0.5}) {
      runs.add(base.as("step", "step").withRate(of.rate() * Math.pow(10, decades)));
    }
    if (usual > 0) {
      for (double decades : new double[] {-1, -0.5, 0, 0.5, 0.75, 1}) {
        runs.add(
            base.as("momentum", "fixed")
                .withRate(of.rate() * Math.pow(10, decades))
                .withMomentum(0.99));
      }
    }
    double strong = of.optimizer() == Optimizer.ADAMW ? 100 : 1;
    for (double decay : new double[] {0.01, 0.03, 0.1}) {
      runs.add(base.as("weight decay", "fixed").withWeightDecay(strong * decay));
    }
    runs.add(base.as("weight decay", "one-cycle").withWeightDecay(strong * 0.1));
    if (!of.model().equals("linear")) {
      runs.add(base.as("dropout", "fixed").withDropout(0.5));
      runs.add(base.as("dropout", "one-cycle").withDropout(0.8));
      runs.add(base.as("dropout", "fixed").withDropout(0.8));
      runs.add(base.as("dropout", "fixed").withDropout(0.9));
    }
    int tiny = 100;
    runs.add(base.as("few examples", "fixed").withExamples(tiny).withLength(2));
    runs.add(base.as("few examples", "fixed").withExamples(3 * tiny).withLength(3));
    runs.add(
        base.as("few examples", "one-cycle").withExamples(tiny).withLength(2).withWeightDecay(0));
    runs.add(base.as("few examples", "fixed").withExamples(2 * tiny).withRate(of.rate() / 10));
    for (double decades : new double[] {1, 1.5}) {
      runs.add(
          base.as("few examples", "fixed")
              .withExamples(2 * tiny)
              .withRate(of.rate() * Math.pow(10, decades)));
    }
    runs.add(base.as("short", "fixed").withLength(20.0 / of.iterations()));
    runs.add(base.as("short", "fixed").withLength(0.1));
    runs.add(base.as("short", "one-cycle").withLength(0.2));
    runs.add(base.as("long", "fixed").withLength(6).withWeightDecay(0));
    if (of.data().equals("blobs") && of.optimizer() == Optimizer.SGD) {
      runs.add(base.as("long", "one-cycle").withLength(20_000.0 / of.iterations()));
      runs.add(
          base.as("long", "fixed").withLength(20_000.0 / of.iterations()).withRate(of.rate() / 30));
    }
    return runs;
  }

  /** What each iteration trains with. */
  Schedule plan() {
    return switch (schedule) {
      case "one-cycle" ->
          OneCycle.smith(iterations, rate)
              .withMomentum(momentum == 0 ? 0 : 0.95, momentum == 0 ? 0 : 0.85)
              .withWeightDecay(weightDecay);
      case "step" ->
          Schedule.of(
              Curve.step(rate, Math.max(1, iterations / 2), 0.1),
              Curve.constant(momentum),
              Curve.constant(weightDecay));
      default -> Schedule.fixed(new HyperParameters(rate, momentum, weightDecay));
    };
  }

  /** Examples in an update: those of the case, or fewer where there are few. */
  int batchSize() {
    return trainingExamples == 0
        ? of.batchSize()
        : Math.min(of.batchSize(), Math.max(10, trainingExamples / 4));
  }

  /** A name by which it is found again. */
  String key() {
    return String.join(
        " ",
        of.name(),
        schedule,
        String.format(Locale.ROOT, "%.3g", rate),
        String.format(Locale.ROOT, "%.3g", momentum),
        String.format(Locale.ROOT, "%.3g", weightDecay),
        String.format(Locale.ROOT, "%.3g", dropout),
        Integer.toString(trainingExamples),
        Integer.toString(iterations));
  }

  CurveRun as(String otherCause, String otherSchedule) {
    return new CurveRun(
        of,
        otherCause,
        otherSchedule,
        rate,
        momentum,
        weightDecay,
        dropout,
        trainingExamples,
        iterations);
  }

  CurveRun withRate(double value) {
    return new CurveRun(
        of, cause, schedule, value, momentum, weightDecay, dropout, trainingExamples, iterations);
  }

  CurveRun withMomentum(double value) {
    return new CurveRun(
        of, cause, schedule, rate, value, weightDecay, dropout, trainingExamples, iterations);
  }

  CurveRun withWeightDecay(double value) {
    return new CurveRun(
        of, cause, schedule, rate, momentum, value, dropout, trainingExamples, iterations);
  }

  CurveRun withDropout(double value) {
    return new CurveRun(
        of, cause, schedule, rate, momentum, weightDecay, value, trainingExamples, iterations);
  }

  CurveRun withExamples(int value) {
    return new CurveRun(
        of, cause, schedule, rate, momentum, weightDecay, dropout, value, iterations);
  }

  CurveRun withLength(double factor) {
    return new CurveRun(
        of,
        cause,
        schedule,
        rate,
        momentum,
        weightDecay,
        dropout,
        trainingExamples,
        (int) Math.round(factor * iterations));
  }
}
