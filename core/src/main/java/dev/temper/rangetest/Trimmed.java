package dev.temper.rangetest;

import java.util.Arrays;

/**
 * The part of a range test that the rules for the training loss read: smoothed, from the first
 * tenth of the planned iterations (burn-in of the average) to five points before the end (the
 * blow-up itself), cut at the first value that is not finite. The limits are fastai's.
 */
final class Trimmed {

  private static final int LAST_POINTS = 5;

  final double[] learningRate;
  final double[] loss;

  private Trimmed(double[] learningRate, double[] loss) {
    this.learningRate = learningRate;
    this.loss = loss;
  }

  static Trimmed of(int plannedIterations, double[] learningRate, double[] smoothedLoss) {
    int end = smoothedLoss.length - LAST_POINTS;
    for (int i = 0; i < end; i++) {
      if (!Double.isFinite(smoothedLoss[i])) {
        end = i;
      }
    }
    end = Math.max(0, end);
    int from = Math.min(plannedIterations / 10, end);
    return new Trimmed(
        Arrays.copyOfRange(learningRate, from, end), Arrays.copyOfRange(smoothedLoss, from, end));
  }

  /** The number of points; 0 or more. */
  int size() {
    return loss.length;
  }
}
