package dev.temper.sampler;

import dev.temper.statistics.Normal;
import java.util.Arrays;

/**
 * Values as a Gaussian process can take them: the worse half by rank alone, as far from the median
 * as a normal distribution has it whose spread is the better half's (Song et al. 2024, section
 * 3.3); then less their mean, over their deviation. So a few terrible values do not hide the
 * differences between good ones.
 */
final class OutputWarp {

  private final double[] warped;

  /** By the place in the order of values upwards what they were, and what they are. */
  private final double[] sorted;

  private final double[] sortedWarped;
  private final double mean;
  private final double deviation;

  /** The largest that is not warped by rank, as it is. */
  private final double middle;

  /**
   * A warp.
   *
   * @param values two or more, finite; lower is better
   */
  OutputWarp(double[] values) {
    sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double median = sorted[(n - 1) / 2];
    double spread = 0;
    int better = 0;
    for (double value : sorted) {
      if (value <= median) {
        spread += (value - median) * (value - median);
        better++;
      }
    }
    spread = Math.sqrt(spread / better);
    double[] bent = new double[n];
    for (int i = 0; i < n; i++) {
      bent[i] =
          values[i] <= median || spread == 0
              ? values[i]
              : median + spread * Normal.quantile(rank(sorted, values[i]));
    }
    mean = Arrays.stream(bent).average().orElseThrow();
    double square = 0;
    for (double value : bent) {
      square += (value - mean) * (value - mean);
    }
    deviation = Math.sqrt(square / n);
    warped = Arrays.stream(bent).map(this::standardized).toArray();
    sortedWarped = warped.clone();
    Arrays.sort(sortedWarped);
    middle = standardized(spread == 0 ? sorted[n - 1] : median);
  }

  /** The values, warped: in the order they were given, of mean 0 and deviation 1; 0 where equal. */
  double[] warped() {
    return warped.clone();
  }

  /**
   * The value that a warped one was. Between two that were warped by rank it is in between; above
   * the worst of all nothing is known, and it is that one.
   */
  double inverse(double value) {
    int n = sorted.length;
    if (value <= middle) {
      return mean + deviation * value;
    }
    int above = 0;
    while (above < n && sortedWarped[above] < value) {
      above++;
    }
    if (above == n) {
      return sorted[n - 1];
    }
    double low = sortedWarped[above - 1];
    double part = (value - low) / (sortedWarped[above] - low);
    return sorted[above - 1] + part * (sorted[above] - sorted[above - 1]);
  }

  /** The share of values below one, those equal to it by half. */
  private static double rank(double[] sorted, double value) {
    int from = lower(sorted, value, false);
    int to = lower(sorted, value, true);
    return (from + to) / 2.0 / sorted.length;
  }

  /** How many are below a value, or not above it. */
  private static int lower(double[] sorted, double value, boolean orEqual) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value || (orEqual && sorted[middle] == value)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private double standardized(double value) {
    return deviation > 0 ? (value - mean) / deviation : 0;
  }
}
