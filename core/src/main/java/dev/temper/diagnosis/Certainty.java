package dev.temper.diagnosis;

/** How far figures are beyond their thresholds, as a confidence: a half at the threshold. */
final class Certainty {

  /** Nobody is surer than this of what is not a matter of definition. */
  private static final double MOST = 0.98;

  private Certainty() {}

  /**
   * The logistic function of the distance from a threshold.
   *
   * @param value the figure
   * @param threshold where the confidence is a half
   * @param width the distance at which it is .73; below 0 where lower figures are surer
   */
  static double beyond(double value, double threshold, double width) {
    return 1 / (1 + Math.exp((threshold - value) / width));
  }

  /** The least of several: what must hold together is as sure as the weakest of it. */
  static double all(double... confidences) {
    double least = MOST;
    for (double confidence : confidences) {
      least = Math.min(least, confidence);
    }
    return least;
  }
}
