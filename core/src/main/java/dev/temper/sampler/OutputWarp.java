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

  private OutputWarp() {}

  /**
   * The values, warped.
   *
   * @param values two or more, finite; lower is better
   * @return in the same order, of mean 0 and deviation 1; 0 where all are equal
   */
  static double[] of(double[] values) {
    double[] sorted = values.clone();
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
    double[] warped = new double[n];
    for (int i = 0; i < n; i++) {
      warped[i] =
          values[i] <= median || spread == 0
              ? values[i]
              : median + spread * Normal.quantile(rank(sorted, values[i]));
    }
    return standardized(warped);
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

  private static double[] standardized(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double square = 0;
    for (double value : values) {
      square += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(square / values.length);
    return Arrays.stream(values)
        .map(value -> deviation > 0 ? (value - mean) / deviation : 0)
        .toArray();
  }
}
