package dev.temper.sampler;

import dev.temper.statistics.Normal;

/**
 * The logarithm of the expected improvement (Ament et al. 2023): where a value can hardly be better
 * than the best, it still tells which is the least unlikely, and has a slope to follow.
 *
 * <p>With z the distance of the best from the mean in deviations, the improvement is the deviation
 * times {@code h(z) = pdf(z) + z cdf(z)}. Far below 0 both terms are all but equal; there, with x =
 * -z and the continued fraction {@code t = 1/(x + 2/(x + 3/(x + ...)))}, Mills' ratio {@code
 * cdf/pdf} is {@code 1/(x + t)} and so {@code h = pdf t/(x + t)}: nothing is subtracted.
 */
final class LogExpectedImprovement {

  private static final double FAR = -3;

  private static final int TERMS = 40;

  private LogExpectedImprovement() {}

  /** {@code ln h(z)}; finite for any finite z above -1e150. */
  static double log(double z) {
    if (z > FAR) {
      return Math.log(density(z) + z * Normal.cumulative(z));
    }
    double t = fraction(-z);
    return -z * z / 2 - Normal.LOG_ROOT_OF_TWO_PI + Math.log(t / (t - z));
  }

  /** Its derivative: {@code cdf(z)/h(z)}. */
  static double slope(double z) {
    if (z > FAR) {
      double below = Normal.cumulative(z);
      return below / (density(z) + z * below);
    }
    return 1 / fraction(-z);
  }

  private static double density(double z) {
    return Math.exp(-z * z / 2 - Normal.LOG_ROOT_OF_TWO_PI);
  }

  private static double fraction(double x) {
    double rest = x;
    for (int k = TERMS; k >= 2; k--) {
      rest = x + k / rest;
    }
    return 1 / rest;
  }
}
