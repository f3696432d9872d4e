package dev.temper.rangetest;

/**
 * The range of learning rates that follows from a maximum, for each way of using it.
 *
 * @param min the lower end; above 0
 * @param max the upper end, as it was given
 */
public record Bounds(double min, double max) {

  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException unless 0 &lt; min &lt;= max, both finite
   */
  public Bounds {
    if (!(min > 0 && min <= max) || max == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "The bounds (" + min + " to " + max + ") must be finite, above 0 and in order.");
    }
  }

  /** For cyclical rates that go on: max/4 (Smith 2017, section 3.3: max/3 to max/4). */
  public static Bounds cyclical(double max) {
    return new Bounds(max / 4, max);
  }

  /** For a 1cycle run: max/10 (Smith 2018, section 4.1: max/10 to max/20). */
  public static Bounds oneCycle(double max) {
    return new Bounds(max / 10, max);
  }

  /** For super-convergence: max/1000 (Smith and Topin 2017: max/1e3 to max/1e4). */
  public static Bounds superConvergence(double max) {
    return new Bounds(max / 1000, max);
  }
}
