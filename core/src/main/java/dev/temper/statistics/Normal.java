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

  private static final double[] GUESS_ABOVE = {0.010328, 0.802853, 2.515517};
  private static final double[] GUESS_BELOW = {0.001308, 0.189269, 1.432788, 1};

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

  /**
   * The value below which another falls with this probability: a first guess (Hastings 1955) and
   * two steps of Halley's method on {@link #cumulative}.
   *
   * @param probability 0 to 1
   * @return to 1e-9; infinite at 0 and 1, NaN outside
   */
  public static double quantile(double probability) {
    if (!(probability > 0 && probability < 1)) {
      return probability == 0
          ? Double.NEGATIVE_INFINITY
          : probability == 1 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    if (probability > 0.5) {
      return -quantile(1 - probability);
    }
    double t = Math.sqrt(-2 * Math.log(probability));
    double x = polynomial(GUESS_ABOVE, t) / polynomial(GUESS_BELOW, t) - t;
    for (int step = 0; step < 2; step++) {
      double off = (cumulative(x) - probability) * Math.exp(x * x / 2 + LOG_ROOT_OF_TWO_PI);
      x -= off / (1 + x * off / 2);
    }
    return x;
  }

  private static double polynomial(double[] coefficients, double x) {
    double sum = 0;
    for (double coefficient : coefficients) {
      sum = sum * x + coefficient;
    }
    return sum;
  }
}
