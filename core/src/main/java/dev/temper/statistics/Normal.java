package dev.temper.statistics;

/** The standard normal distribution. */
public final class Normal {

  /** ln sqrt(2 pi). */
  public static final double LOG_ROOT_OF_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  /** Beyond it the rational approximation gives way to a continued fraction. */
  private static final double FAR = 7.07106781186547;

  private static final double[] NUMERATOR = {
    3.52624965998911e-02,
    0.700383064443688,
    6.37396220353165,
    33.912866078383,
    112.079291497871,
    221.213596169931,
    220.206867912376
  };

  private static final double[] DENOMINATOR = {
    8.83883476483184e-02,
    1.75566716318264,
    16.064177579207,
    86.7807322029461,
    296.564248779674,
    637.333633378831,
    793.826512519948,
    440.413735824752
  };

  private Normal() {}

  /**
   * The probability of a value below {@code x} (Hart 1968, algorithm 5666): to 1e-15, and in the
   * lower tail to six digits of it; NaN for NaN.
   */
  public static double cumulative(double x) {
    double size = Math.abs(x);
    double tail = Double.isNaN(x) ? Double.NaN : 0;
    if (size < FAR) {
      tail =
          Math.exp(-size * size / 2) * polynomial(NUMERATOR, size) / polynomial(DENOMINATOR, size);
    } else if (size < Double.POSITIVE_INFINITY) {
      double fraction = size + 0.65;
      for (int k = 4; k >= 1; k--) {
        fraction = size + k / fraction;
      }
      tail = Math.exp(-size * size / 2 - LOG_ROOT_OF_TWO_PI) / fraction;
    }
    return x > 0 ? 1 - tail : tail;
  }

  private static double polynomial(double[] coefficients, double x) {
    double sum = 0;
    for (double coefficient : coefficients) {
      sum = sum * x + coefficient;
    }
    return sum;
  }
}
