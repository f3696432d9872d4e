package dev.temper.schedule;

/**
 * The 1cycle policy of the paper (Smith 2018, section 4.1): one symmetric, linear cycle a little
 * shorter than the run, then a tail in which the rate falls linearly by several orders of
 * magnitude.
 *
 * <p>With {@code p = floor(iterations * (1 - tailShare) / 2)}, at least 1: the minimum rate at 0,
 * the maximum at p, the minimum again at 2p, {@code minLearningRate * tailFactor} at the last
 * iteration. The momentum moves linearly the opposite way and stays at its maximum in the tail. A
 * run too short for a tail, 2p at or beyond the last iteration, ends on the cycle itself.
 *
 * @param iterations updates in the whole run; 2 or more
 * @param maxLearningRate the highest learning rate; above 0
 * @param minLearningRate the rate at iteration 0; above 0, at most the maximum; max/10 to max/20 is
 *     usual
 * @param tailShare share of all iterations after the cycle; above 0, below 1; 0.1 by default
 * @param tailFactor the last rate as a factor of the minimum; above 0, at most 1; 1e-3 by default
 * @param maxMomentum at the lowest rates; below 1
 * @param minMomentum at the highest rate; 0 or more
 * @param weightDecay constant; 0 or more
 */
public record SmithOneCycle(
    long iterations,
    double maxLearningRate,
    double minLearningRate,
    double tailShare,
    double tailFactor,
    double maxMomentum,
    double minMomentum,
    double weightDecay)
    implements OneCycle {

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if a setting is outside its range
   */
  public SmithOneCycle {
    OneCycleChecks.check(
        iterations, maxLearningRate, minLearningRate, maxMomentum, minMomentum, weightDecay);
    OneCycleChecks.checkShare("tail share", tailShare);
    if (!(tailFactor > 0 && tailFactor <= 1)) {
      throw new IllegalArgumentException(
          "The tail factor (" + tailFactor + ") must be above 0 and at most 1.");
    }
  }

  @Override
  public HyperParameters at(long iteration) {
    long peak = Math.max(1, (long) (iterations * (1 - tailShare) / 2));
    long end = 2 * peak;
    long it = Math.min(Math.max(0, iteration), iterations - 1);
    double rate;
    double momentum;
    if (it <= end) {
      double height = 1 - Math.abs(it - peak) / (double) peak;
      rate = Interpolation.LINEAR.between(minLearningRate, maxLearningRate, height);
      momentum = Interpolation.LINEAR.between(maxMomentum, minMomentum, height);
    } else {
      double position = (it - end) / (double) Math.max(1, iterations - 1 - end);
      rate = Interpolation.LINEAR.between(minLearningRate, minLearningRate * tailFactor, position);
      momentum = maxMomentum;
    }
    return new HyperParameters(rate, momentum, weightDecay);
  }

  /** This cycle with another tail: its share of all iterations, and the factor it ends at. */
  public SmithOneCycle withTail(double share, double factor) {
    return new SmithOneCycle(
        iterations,
        maxLearningRate,
        minLearningRate,
        share,
        factor,
        maxMomentum,
        minMomentum,
        weightDecay);
  }

  @Override
  public SmithOneCycle withMinLearningRate(double value) {
    return new SmithOneCycle(
        iterations,
        maxLearningRate,
        value,
        tailShare,
        tailFactor,
        maxMomentum,
        minMomentum,
        weightDecay);
  }

  @Override
  public SmithOneCycle withMomentum(double max, double min) {
    return new SmithOneCycle(
        iterations, maxLearningRate, minLearningRate, tailShare, tailFactor, max, min, weightDecay);
  }

  @Override
  public SmithOneCycle withWeightDecay(double value) {
    return new SmithOneCycle(
        iterations,
        maxLearningRate,
        minLearningRate,
        tailShare,
        tailFactor,
        maxMomentum,
        minMomentum,
        value);
  }
}
