package dev.temper.schedule;

/**
 * One hyper-parameter as a function of the iteration, counted from 0.
 *
 * <p>Pure: the same iteration always gives the same value, in any order of asking. Before 0 and
 * beyond its end a curve stays at its first and last value; it never throws. Curves are immutable
 * and safe for use by several threads.
 */
@FunctionalInterface
public interface Curve {

  /** The value iteration {@code iteration} trains with. */
  double at(long iteration);

  /** The same value for every iteration. */
  static Curve constant(double value) {
    return iteration -> value;
  }

  /**
   * A straight line, then constant: {@code from + (to - from) * it / iterations} up to {@code
   * iterations}, the form of PyTorch's {@code LinearLR}.
   *
   * @param from the value at iteration 0
   * @param to the value at {@code iterations} and after
   * @param iterations the length of the line; 1 or more
   * @throws IllegalArgumentException if the length is below 1
   */
  static Curve linear(double from, double to, long iterations) {
    requirePositive(iterations);
    return iteration -> Interpolation.LINEAR.between(from, to, (double) iteration / iterations);
  }

  /**
   * Exponential decay by the same factor at every iteration: {@code initial * gamma^it}.
   *
   * @param initial the value at iteration 0
   * @param gamma the factor; above 0
   * @throws IllegalArgumentException if the factor is not above 0 or not finite
   */
  static Curve exponential(double initial, double gamma) {
    if (!(gamma > 0) || gamma == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("The factor (" + gamma + ") must be finite and above 0.");
    }
    return iteration -> {
      double value = initial * Math.pow(gamma, Math.max(0, iteration));
      return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
    };
  }

  private static void requirePositive(long iterations) {
    if (iterations < 1) {
      throw new IllegalArgumentException("The iterations (" + iterations + ") must be 1 or more.");
    }
  }
}
