package dev.temper.schedule;

/**
 * The 1cycle policy as PyTorch's {@code OneCycleLR} has it, value for value.
 *
 * <p>Phases end at {@code peakShare * iterations - 1} and at the last iteration; with three phases
 * the rate is back at the minimum at {@code 2 * peakShare * iterations - 2}, and the momentum stays
 * at its maximum in the third. PyTorch's {@code div_factor} is max/min, its {@code
 * final_div_factor} is min/final.
 *
 * @param iterations updates in the whole run; 2 or more
 * @param maxLearningRate the highest learning rate; above 0
 * @param minLearningRate the rate at iteration 0; above 0, at most the maximum; max/10 to max/20 is
 *     usual
 * @param finalLearningRate the rate of the last iteration; above 0
 * @param peakShare PyTorch's pct_start; above 0, below 1, and at most 1/2 with three phases
 * @param interpolation the shape of every phase
 * @param threePhase whether the rate returns to the minimum before it falls to the end
 * @param maxMomentum at the lowest rates; below 1
 * @param minMomentum at the highest rate; 0 or more
 * @param weightDecay constant; 0 or more
 */
public record PyTorchOneCycle(
    long iterations,
    double maxLearningRate,
    double minLearningRate,
    double finalLearningRate,
    double peakShare,
    Interpolation interpolation,
    boolean threePhase,
    double maxMomentum,
    double minMomentum,
    double weightDecay)
    implements OneCycle {

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if a setting is outside its range
   */
  public PyTorchOneCycle {
    OneCycleChecks.check(
        iterations, maxLearningRate, minLearningRate, maxMomentum, minMomentum, weightDecay);
    OneCycleChecks.checkShare("peak share", peakShare);
    if (threePhase && peakShare > 0.5) {
      throw new IllegalArgumentException(
          "With three phases the peak share (" + peakShare + ") must be at most 0.5.");
    }
    OneCycleChecks.checkFinal(finalLearningRate, maxLearningRate);
  }

  @Override
  public HyperParameters at(long iteration) {
    double peak = peakShare * iterations - 1;
    double last = iterations - 1;
    Phases rate = Phases.from(minLearningRate).to(maxLearningRate, peak, interpolation);
    Phases momentum = Phases.from(maxMomentum).to(minMomentum, peak, interpolation);
    if (threePhase) {
      rate = rate.to(minLearningRate, 2 * peak, interpolation);
      momentum = momentum.to(maxMomentum, 2 * peak, interpolation);
    }
    rate = rate.to(finalLearningRate, last, interpolation);
    momentum = momentum.to(maxMomentum, last, interpolation);
    return new HyperParameters(rate.at(iteration), momentum.at(iteration), weightDecay);
  }

  /** This cycle with other phases. */
  public PyTorchOneCycle withPhases(double share, Interpolation shape, boolean three) {
    return new PyTorchOneCycle(
        iterations,
        maxLearningRate,
        minLearningRate,
        finalLearningRate,
        share,
        shape,
        three,
        maxMomentum,
        minMomentum,
        weightDecay);
  }

  /** This cycle with another rate at its end. */
  public PyTorchOneCycle withFinalLearningRate(double value) {
    return new PyTorchOneCycle(
        iterations,
        maxLearningRate,
        minLearningRate,
        value,
        peakShare,
        interpolation,
        threePhase,
        maxMomentum,
        minMomentum,
        weightDecay);
  }

  @Override
  public PyTorchOneCycle withMinLearningRate(double value) {
    return new PyTorchOneCycle(
        iterations,
        maxLearningRate,
        value,
        finalLearningRate,
        peakShare,
        interpolation,
        threePhase,
        maxMomentum,
        minMomentum,
        weightDecay);
  }

  @Override
  public PyTorchOneCycle withMomentum(double max, double min) {
    return new PyTorchOneCycle(
        iterations,
        maxLearningRate,
        minLearningRate,
        finalLearningRate,
        peakShare,
        interpolation,
        threePhase,
        max,
        min,
        weightDecay);
  }

  @Override
  public PyTorchOneCycle withWeightDecay(double value) {
    return new PyTorchOneCycle(
        iterations,
        maxLearningRate,
        minLearningRate,
        finalLearningRate,
        peakShare,
        interpolation,
        threePhase,
        maxMomentum,
        minMomentum,
        value);
  }
}
