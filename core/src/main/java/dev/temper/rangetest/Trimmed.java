package dev.temper.rangetest;

import dev.temper.statistics.ExponentialAverage;
import dev.temper.statistics.Median;
import java.util.Arrays;

/**
 * The part of a range test that the rules for the training loss read: smoothed, from the first
 * tenth of the planned iterations (burn-in of the average) to five points before the end (the
 * blow-up itself), cut at the first value that is not finite. The limits are fastai's.
 */
final class Trimmed {

  private static final int LAST_POINTS = 5;

  /** How far above the median, as a share of it, a loss of the burn-in counts as an outlier. */
  private static final double SPIKE = 0.25;

  final double[] learningRate;
  final double[] loss;

  private Trimmed(double[] learningRate, double[] loss) {
    this.learningRate = learningRate;
    this.loss = loss;
  }

  static Trimmed of(RangeTest test, double[] learningRate, double[] trainLoss) {
    int burnIn = Math.min(test.iterations() / 10, trainLoss.length);
    double[] smoothed = ExponentialAverage.of(withoutSpikes(trainLoss, burnIn), test.smoothing());
    int end = smoothed.length - LAST_POINTS;
    for (int i = 0; i < end; i++) {
      if (!Double.isFinite(smoothed[i])) {
        end = i;
      }
    }
    end = Math.max(0, end);
    int from = Math.min(burnIn, end);
    return new Trimmed(
        Arrays.copyOfRange(learningRate, from, end), Arrays.copyOfRange(smoothed, from, end));
  }

  /**
   * The losses with the outliers of the burn-in, where nothing is learned yet, put at its median:
   * the average would carry them on, and their fading would look like a descent.
   */
  private static double[] withoutSpikes(double[] loss, int burnIn) {
    double[] calm = loss.clone();
    if (burnIn > 0) {
      double median = Median.of(Arrays.copyOf(loss, burnIn));
      for (int i = 0; i < burnIn; i++) {
        if (Double.isFinite(calm[i]) && calm[i] > median + SPIKE * Math.abs(median)) {
          calm[i] = median;
        }
      }
    }
    return calm;
  }

  /** The number of points; 0 or more. */
  int size() {
    return loss.length;
  }
}
