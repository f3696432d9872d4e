package dev.temper.rangetest;

import dev.temper.statistics.ExponentialAverage;
import dev.temper.training.Evaluation;
import java.util.Arrays;

/** Collects the curve of a running range test and decides when to stop it. */
final class RangeRecorder {

  private final RangeTest test;
  private final double[] learningRate;
  private final double[] trainLoss;
  private final double[] validationLoss;
  private final double[] validationAccuracy;
  private final ExponentialAverage average;
  private double best = Double.POSITIVE_INFINITY;
  private int size;
  private RangeCurve.End end = RangeCurve.End.COMPLETED;

  RangeRecorder(RangeTest test) {
    this.test = test;
    learningRate = new double[test.iterations()];
    trainLoss = new double[test.iterations()];
    validationLoss = filledWithNaN(test.iterations());
    validationAccuracy = filledWithNaN(test.iterations());
    average = new ExponentialAverage(test.smoothing());
  }

  private static double[] filledWithNaN(int length) {
    double[] values = new double[length];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  /** Records an update; true if the test must end here. */
  boolean step(double rate, double loss) {
    learningRate[size] = rate;
    trainLoss[size] = loss;
    size++;
    if (!Double.isFinite(loss)) {
      end = RangeCurve.End.NOT_FINITE;
      return true;
    }
    double smoothed = average.add(loss);
    best = Math.min(best, smoothed);
    // The factor times the best, in a form that also holds for losses below 0.
    if (smoothed > best + (test.stopFactor() - 1) * Math.abs(best)) {
      end = RangeCurve.End.DIVERGED;
      return true;
    }
    return false;
  }

  /** Records what was measured after the last update; true if the test must end here. */
  boolean evaluation(Evaluation evaluation) {
    validationLoss[size - 1] = evaluation.loss();
    validationAccuracy[size - 1] = evaluation.accuracy();
    if (!Double.isFinite(evaluation.loss())) {
      end = RangeCurve.End.NOT_FINITE;
      return true;
    }
    return false;
  }

  RangeCurve curve() {
    return new RangeCurve(
        test,
        Arrays.copyOf(learningRate, size),
        Arrays.copyOf(trainLoss, size),
        Arrays.copyOf(validationLoss, size),
        Arrays.copyOf(validationAccuracy, size),
        end,
        null);
  }
}
