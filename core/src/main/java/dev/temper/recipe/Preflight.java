package dev.temper.recipe;

import dev.temper.training.Evaluation;
import java.util.List;

/**
 * What the checks before the first training run gave.
 *
 * @param batchSize examples in a pass of the checks
 * @param seed of the weights and the order of the data
 * @param untrained the untrained network on validation examples
 * @param expectedLoss the loss of a network that knows nothing: ln(classes), or for a regression
 *     that of the mean
 * @param firstBatchLoss the loss of one batch before it was trained on
 * @param overfittedLoss the smallest loss on that batch when trained on it alone
 * @param overfitIterations the updates that took
 * @param timings time and memory by batch size, smallest first
 * @param iterations updates of all checks together
 * @param examples training examples in those updates
 * @param seconds of wall time
 */
public record Preflight(
    int batchSize,
    long seed,
    Evaluation untrained,
    double expectedLoss,
    double firstBatchLoss,
    double overfittedLoss,
    int overfitIterations,
    List<Timing> timings,
    long iterations,
    long examples,
    double seconds)
    implements Experiment {

  /**
   * What one batch size costs.
   *
   * @param batchSize examples per pass
   * @param secondsPerIteration the fastest of a few updates: other work on the machine only adds
   * @param memoryBytes the most memory the whole process held up to the timing of this size, which
   *     comes after the smaller ones; -1 if unknown
   */
  public record Timing(int batchSize, double secondsPerIteration, long memoryBytes) {

    /** Training examples a second. */
    public double examplesPerSecond() {
      return batchSize / secondsPerIteration;
    }
  }

  /** Copies the list. */
  public Preflight {
    timings = List.copyOf(timings);
  }

  /** The key of checks that were not made yet. */
  static String key(int batchSize, long seed) {
    return "PREFLIGHT seed=" + seed + " batchSize=" + batchSize;
  }

  @Override
  public String key() {
    return key(batchSize, seed);
  }

  /** Whether the loss of one batch could be brought to a tenth of where it was. */
  public boolean overfitsOneBatch() {
    return overfittedLoss <= PreflightStage.OVERFITTED * firstBatchLoss;
  }

  /** Whether training on one batch hardly moved its loss at all. */
  public boolean isDead() {
    return !overfitsOneBatch() && !(overfittedLoss < PreflightStage.DEAD * firstBatchLoss);
  }
}
