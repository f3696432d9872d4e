package dev.temper.recipe;

import dev.temper.schedule.OneCycle;
import dev.temper.schedule.SmithOneCycle;
import dev.temper.training.Optimizer;
import dev.temper.training.UpdateSettings;

/**
 * The values the procedure chose: all that is needed to train again.
 *
 * @param optimizer the update rule
 * @param batchSize examples per pass
 * @param learningRateMax the peak of the cycle
 * @param learningRateMin where the cycle begins and ends, before its tail
 * @param momentumMax at the lowest rates; beta1 for the Adam family
 * @param momentumMin at the peak
 * @param weightDecay constant
 * @param iterations updates in the run
 * @param updates what surrounds an update
 */
public record Prescription(
    Optimizer optimizer,
    int batchSize,
    double learningRateMax,
    double learningRateMin,
    double momentumMax,
    double momentumMin,
    double weightDecay,
    long iterations,
    UpdateSettings updates) {

  /** The schedule of the run: {@link SmithOneCycle} on these values. */
  public OneCycle schedule() {
    return OneCycle.smith(iterations, learningRateMax)
        .withMinLearningRate(learningRateMin)
        .withMomentum(momentumMax, momentumMin)
        .withWeightDecay(weightDecay);
  }
}
