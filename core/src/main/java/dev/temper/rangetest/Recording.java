package dev.temper.rangetest;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Tells from the columns of a recorded range test what it was: its ramp, its length and why it
 * ended.
 */
final class Recording {

  private final double[] learningRate;
  private final double[] trainLoss;
  private final double[] validationLoss;
  private final double[] validationAccuracy;

  Recording(
      double[] learningRate,
      double[] trainLoss,
      double[] validationLoss,
      double[] validationAccuracy) {
    this.learningRate = learningRate;
    this.trainLoss = trainLoss;
    this.validationLoss = validationLoss;
    this.validationAccuracy = validationAccuracy;
  }

  /** The curve as the test would have recorded it. */
  RangeCurve curve(double smoothing, double stopFactor, int iterations) {
    int rows = learningRate.length;
    int[] kept = kept();
    RangeTest test = test(smoothing, stopFactor, Math.max(rows, iterations));
    RangeRecorder recorder = new RangeRecorder(test);
    RangeCurve.End end = RangeCurve.End.COMPLETED;
    int points = 0;
    for (int row : kept) {
      points++;
      if (recorder.step(learningRate[row], trainLoss[row])) {
        end = recorder.curve().end();
        break;
      }
      if (Double.isInfinite(validationLoss[row])) {
        end = RangeCurve.End.NOT_FINITE;
        break;
      }
    }
    int[] used = Arrays.copyOf(kept, points);
    return RangeCurve.recorded(
        test,
        column(learningRate, used),
        column(trainLoss, used),
        column(validationLoss, used),
        column(validationAccuracy, used),
        end);
  }

  /**
   * The rows that are read: up to the last finite training loss, and the one after it, which ended
   * the test. A loss that is not finite but followed by finite ones was skipped by whoever trained.
   */
  private int[] kept() {
    int last = trainLoss.length - 1;
    while (last >= 0 && !Double.isFinite(trainLoss[last])) {
      last--;
    }
    int lastFinite = last;
    return IntStream.range(0, trainLoss.length)
        .filter(row -> Double.isFinite(trainLoss[row]) || row == lastFinite + 1)
        .toArray();
  }

  private RangeTest test(double smoothing, double stopFactor, int iterations) {
    double start = learningRate[0];
    double last = learningRate[learningRate.length - 1];
    Ramp ramp =
        start > 0 && unevenness(Math::log) <= unevenness(rate -> rate)
            ? Ramp.EXPONENTIAL
            : Ramp.LINEAR;
    double end =
        iterations == learningRate.length
            ? last
            : ramp.at(start, last, (iterations - 1.0) / (learningRate.length - 1));
    RangeTest test =
        ramp == Ramp.EXPONENTIAL
            ? RangeTest.exponential(start, end, iterations)
            : RangeTest.linear(start, end, iterations);
    return test.withSmoothing(smoothing).withStopFactor(stopFactor);
  }

  /**
   * How far the rates on a scale are from equal steps: the largest deviation, as a share of all.
   */
  private double unevenness(DoubleUnaryOperator scale) {
    int steps = learningRate.length - 1;
    double first = scale.applyAsDouble(learningRate[0]);
    double all = scale.applyAsDouble(learningRate[steps]) - first;
    return IntStream.rangeClosed(0, steps)
        .mapToDouble(i -> (scale.applyAsDouble(learningRate[i]) - first) / all - i / (double) steps)
        .map(Math::abs)
        .max()
        .orElse(0);
  }

  private static double[] column(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
  }
}
