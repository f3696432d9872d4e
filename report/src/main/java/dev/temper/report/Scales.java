package dev.temper.report;

import java.util.Arrays;

/** What the axes of losses and rates show. */
final class Scales {

  /**
   * Losses above this many times the first smoothed one are cut off: the blow-up dwarfs the rest.
   */
  static final double BLOW_UP = 1.6;

  /** Room beyond the lowest and the highest point of a logarithmic axis, as a factor. */
  static final double EDGE = 1.15;

  private Scales() {}

  /** The values with NaN for those that a logarithmic axis cannot show. */
  static double[] positive(double[] values) {
    return Arrays.stream(values).map(value -> value > 0 ? value : Double.NaN).toArray();
  }
}
