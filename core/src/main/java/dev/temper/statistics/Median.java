package dev.temper.statistics;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/** The middle of values in order; of an even number a mean of the two in the middle. */
public final class Median {

  private Median() {}

  /**
   * The median, of an even number the arithmetic mean of the two in the middle.
   *
   * @param values in any order, left as they are; infinite ones are allowed
   * @return NaN if there is no value or one is NaN
   */
  public static double of(double... values) {
    // Halved first, so that two large values do not overflow.
    return middle(values, (low, high) -> low / 2 + high / 2);
  }

  /**
   * The median of values on a logarithmic scale, of an even number the geometric mean of the two in
   * the middle.
   *
   * @param values above 0, in any order, left as they are
   * @return NaN if there is no value or one is NaN
   */
  public static double geometric(double... values) {
    return middle(values, (low, high) -> Math.sqrt(low * high));
  }

  private static double middle(double[] values, DoubleBinaryOperator mean) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    // Sorting puts NaN last.
    if (sorted.length == 0 || Double.isNaN(sorted[sorted.length - 1])) {
      return Double.NaN;
    }
    int half = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[half]
        : mean.applyAsDouble(sorted[half - 1], sorted[half]);
  }
}
