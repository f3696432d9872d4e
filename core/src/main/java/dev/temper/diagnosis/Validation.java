package dev.temper.diagnosis;

import java.util.Arrays;

/** The evaluations that measured a loss, and those that measured an accuracy. */
final class Validation {

  /** The updates before each measured loss, and the finite losses. */
  final long[] iteration;

  final double[] loss;

  final long[] accuracyIteration;
  final double[] accuracy;

  /** The updates before the first infinite loss, or -1. */
  final long brokenAt;

  Validation(Curves curves) {
    long[] at = curves.evaluationIteration();
    double[] losses = curves.validationLoss();
    double[] accuracies = curves.validationAccuracy();
    long[] lossAt = new long[at.length];
    long[] accuracyAt = new long[at.length];
    int lossCount = 0;
    int accuracyCount = 0;
    long broken = -1;
    for (int i = 0; i < at.length; i++) {
      if (Double.isFinite(losses[i])) {
        lossAt[lossCount] = at[i];
        losses[lossCount++] = losses[i];
      } else if (Double.isInfinite(losses[i]) && broken < 0) {
        broken = at[i];
      }
      if (Double.isFinite(accuracies[i])) {
        accuracyAt[accuracyCount] = at[i];
        accuracies[accuracyCount++] = accuracies[i];
      }
    }
    brokenAt = broken;
    iteration = Arrays.copyOf(lossAt, lossCount);
    loss = Arrays.copyOf(losses, lossCount);
    accuracyIteration = Arrays.copyOf(accuracyAt, accuracyCount);
    accuracy = Arrays.copyOf(accuracies, accuracyCount);
  }

  /** The means of each accuracy and its two neighbours: a single one is as good as chance. */
  double[] smoothedAccuracy() {
    double[] smoothed = new double[accuracy.length];
    for (int i = 0; i < smoothed.length; i++) {
      smoothed[i] = Reading.mean(accuracy, Math.max(0, i - 1), Math.min(smoothed.length, i + 2));
    }
    return smoothed;
  }

  /** Where the loss is lowest. */
  int lowest() {
    int lowest = 0;
    for (int i = 1; i < loss.length; i++) {
      lowest = loss[i] < loss[lowest] ? i : lowest;
    }
    return lowest;
  }
}
