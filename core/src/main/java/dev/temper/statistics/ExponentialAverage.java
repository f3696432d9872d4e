package dev.temper.statistics;

/**
 * The exponential moving average {@code m = beta m + (1 - beta) x}, divided by {@code 1 - beta^n}
 * so that the first values are not drawn towards 0 (Kingma and Ba 2015, section 3).
 *
 * <p>Not safe for use by several threads.
 */
public final class ExponentialAverage {

  private final double beta;
  private double mean;
  private double weight = 1;

  /**
   * An average of nothing yet.
   *
   * @param beta the weight of the past; 0 to below 1
   */
  public ExponentialAverage(double beta) {
    this.beta = beta;
  }

  /** Takes in a value and returns the average so far; once NaN, always NaN. */
  public double add(double value) {
    mean = beta * mean + (1 - beta) * value;
    weight *= beta;
    return mean / (1 - weight);
  }

  /** The running averages of a series, of the same length. */
  public static double[] of(double[] values, double beta) {
    ExponentialAverage average = new ExponentialAverage(beta);
    double[] smoothed = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      smoothed[i] = average.add(values[i]);
    }
    return smoothed;
  }
}
