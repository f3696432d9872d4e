package dev.temper.schedule;

/**
 * The 1cycle policy as fastai's {@code fit_one_cycle} has it: two cosine phases over the share of
 * the run that is done, so that the last iteration stops one step short of the final rate.
 *
 * <p>fastai's {@code div} is max/min, its {@code div_final} is max/final.
 *
 * @param iterations updates in the whole run; 2 or more
 * @param maxLearningRate the highest learning rate; above 0
 * @param minLearningRate the rate at iteration 0; above 0, at most the maximum; max/10 to max/20 is
 *     usual
 * @param finalLearningRate the rate the last phase heads for; above 0
 * @param peakShare fastai's pct_start; above 0, below 1; 0.25 by default
 * @param maxMomentum at the lowest rates; below 1
 * @param minMomentum at the highest rate; 0 or more
 * @param weightDecay constant; 0 or more
 */
public record FastaiOneCycle(
    long iterations,
    double maxLearningRate,
    double minLearningRate,
    double finalLearningRate,
    double peakShare,
    double maxMomentum,
    double minMomentum,
    double weightDecay)
    implements OneCycle {

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if a setting is outside its range
   */
  public FastaiOneCycle {
    OneCycleChecks.check(
        iterations, maxLearningRate, minLearningRate, maxMomentum, minMomentum, weightDecay);
    OneCycleChecks.checkShare("peak share", peakShare);
    OneCycleChecks.checkFinal(finalLearningRate, maxLearningRate);
  }

  @Override
  public HyperParameters at(long iteration) {
    double end = iterations;
    double peak = peakShare * end;
    long it = Math.min(iteration, iterations - 1);
    double rate =
        Phases.from(minLearningRate)
            .to(maxLearningRate, peak, Interpolation.COSINE)
            .to(finalLearningRate, end, Interpolation.COSINE)
            .at(it);
    double momentum =
        Phases.from(maxMomentum)
            .to(minMomentum, peak, Interpolation.COSINE)
            .to(maxMomentum, end, Interpolation.COSINE)
            .at(it);
    return new HyperParameters(rate, momentum, weightDecay);
  }

  /** This cycle with its maximum elsewhere: a share of all iterations, above 0 and below 1. */
  public FastaiOneCycle withPeakShare(double share) {
    return new FastaiOneCycle(
        iterations,
        maxLearningRate,
        minLearningRate,
        finalLearningRate,
        share,
        maxMomentum,
        minMomentum,
        weightDecay);
  }

  /** This cycle with another rate that its last phase heads for. */
  public FastaiOneCycle withFinalLearningRate(double value) {
    return new FastaiOneCycle(
        iterations,
        maxLearningRate,
        minLearningRate,
        value,
        peakShare,
        maxMomentum,
        minMomentum,
        weightDecay);
  }

  @Override
  public FastaiOneCycle withMinLearningRate(double value) {
    return new FastaiOneCycle(
        iterations,
        maxLearningRate,
        value,
        finalLearningRate,
        peakShare,
        maxMomentum,
        minMomentum,
        weightDecay);
  }

  @Override
  public FastaiOneCycle withMomentum(double max, double min) {
    return new FastaiOneCycle(
        iterations,
        maxLearningRate,
        minLearningRate,
        finalLearningRate,
        peakShare,
        max,
        min,
        weightDecay);
  }

  @Override
  public FastaiOneCycle withWeightDecay(double value) {
    return new FastaiOneCycle(
        iterations,
        maxLearningRate,
        minLearningRate,
        finalLearningRate,
        peakShare,
        maxMomentum,
        minMomentum,
        value);
  }
}
