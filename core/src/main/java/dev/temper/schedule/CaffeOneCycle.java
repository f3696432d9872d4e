package dev.temper.schedule;

/**
 * The 1cycle policy as the author's own Caffe logs show it: the rate falls from the maximum towards
 * 0 at the slope at which it rose, and stays at a floor when it gets there.
 *
 * <p>With {@code u = round(iterations * peakShare)}: linear from the minimum at 0 to the maximum at
 * u, then down by {@code (max - min) / u} an iteration, never below {@code minLearningRate *
 * floorFactor}. The momentum moves the opposite way, is back at its maximum at 2u, and then falls
 * again at half the amplitude.
 *
 * @param iterations updates in the whole run; 2 or more
 * @param maxLearningRate the highest learning rate; above 0
 * @param minLearningRate the rate at iteration 0; above 0, at most the maximum; max/10 to max/20 is
 *     usual
 * @param peakShare where the maximum lies, as a share of all iterations; above 0, below 1; the logs
 *     have .41 to .48
 * @param floorFactor the last rate as a factor of the minimum; above 0, at most 1; 1e-3 by default
 * @param maxMomentum at the lowest rates; below 1
 * @param minMomentum at the highest rate; 0 or more
 * @param weightDecay constant; 0 or more
 */
public record CaffeOneCycle(
    long iterations,
    double maxLearningRate,
    double minLearningRate,
    double peakShare,
    double floorFactor,
    double maxMomentum,
    double minMomentum,
    double weightDecay)
    implements OneCycle {

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if a setting is outside its range
   */
  public CaffeOneCycle {
    OneCycleChecks.check(
        iterations, maxLearningRate, minLearningRate, maxMomentum, minMomentum, weightDecay);
    OneCycleChecks.checkShare("peak share", peakShare);
    if (!(floorFactor > 0 && floorFactor <= 1)) {
      throw new IllegalArgumentException(
          "The floor factor (" + floorFactor + ") must be above 0 and at most 1.");
    }
  }

  @Override
  public HyperParameters at(long iteration) {
    long up = Math.min(iterations - 1, Math.max(1, Math.round(iterations * peakShare)));
    long it = Math.min(Math.max(0, iteration), iterations - 1);
    double floor = minLearningRate * floorFactor;
    double slope = (maxLearningRate - minLearningRate) / up;
    double rate =
        it <= up
            ? Interpolation.LINEAR.between(minLearningRate, maxLearningRate, (double) it / up)
            : Math.max(floor, maxLearningRate - slope * (it - up));
    double amplitude = maxMomentum - minMomentum;
    double momentum =
        it <= 2 * up
            ? maxMomentum - amplitude * (1 - Math.abs(it - up) / (double) up)
            : maxMomentum - amplitude / 2 * Math.min(1, (it - 2 * up) / (double) up);
    return new HyperParameters(rate, momentum, weightDecay);
  }

  /** This cycle with its maximum elsewhere: a share of all iterations, above 0 and below 1. */
  public CaffeOneCycle withPeakShare(double share) {
    return new CaffeOneCycle(
        iterations,
        maxLearningRate,
        minLearningRate,
        share,
        floorFactor,
        maxMomentum,
        minMomentum,
        weightDecay);
  }

  /** This cycle with another last rate: a factor of the minimum, above 0 and at most 1. */
  public CaffeOneCycle withFloorFactor(double factor) {
    return new CaffeOneCycle(
        iterations,
        maxLearningRate,
        minLearningRate,
        peakShare,
        factor,
        maxMomentum,
        minMomentum,
        weightDecay);
  }

  @Override
  public CaffeOneCycle withMinLearningRate(double value) {
    return new CaffeOneCycle(
        iterations,
        maxLearningRate,
        value,
        peakShare,
        floorFactor,
        maxMomentum,
        minMomentum,
        weightDecay);
  }

  @Override
  public CaffeOneCycle withMomentum(double max, double min) {
    return new CaffeOneCycle(
        iterations,
        maxLearningRate,
        minLearningRate,
        peakShare,
        floorFactor,
        max,
        min,
        weightDecay);
  }

  @Override
  public CaffeOneCycle withWeightDecay(double value) {
    return new CaffeOneCycle(
        iterations,
        maxLearningRate,
        minLearningRate,
        peakShare,
        floorFactor,
        maxMomentum,
        minMomentum,
        value);
  }
}
