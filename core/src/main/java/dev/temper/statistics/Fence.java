package dev.temper.statistics;

import java.util.Arrays;

/**
 * Beyond it values are outliers to one side, whatever the others look like: the farther of the
 * fence of a box plot (Tukey 1977), one and a half times the distance of the quartiles above the
 * upper one, and of twice as far above the median as the lowest value is below it. The first alone
 * would cut much off where the quartiles are nearly equal, the second where the median is nearly
 * the lowest value.
 */
public final class Fence {

  private static final double BEYOND_QUARTILE = 1.5;
  private static final double BEYOND_MEDIAN = 2;

  private Fence() {}

  /**
   * The fence above values.
   *
   * @param values in any order, left as they are; finite
   * @return infinite where the upper quartile is the lowest value, since nothing tells then what is
   *     far; NaN if there is no value
   */
  public static double above(double... values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double low = Quantile.of(sorted, 0.25);
    double median = Quantile.of(sorted, 0.5);
    double high = Quantile.of(sorted, 0.75);
    return high > sorted[0]
        ? Math.max(
            high + BEYOND_QUARTILE * (high - low), median + BEYOND_MEDIAN * (median - sorted[0]))
        : Double.POSITIVE_INFINITY;
  }
}
