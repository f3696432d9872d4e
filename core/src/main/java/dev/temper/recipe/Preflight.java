package dev.temper.recipe;

import dev.temper.training.Evaluation;
import java.util.List;

/**
 * What the checks before the first experiment gave.
 *
 * @param untrained the untrained network on validation examples
 * @param expectedLoss ln(classes), the loss of a network that knows nothing
 * @param firstBatchLoss the loss of one batch before it was trained on
 * @param overfittedLoss the smallest loss on that batch when trained on it alone
 * @param overfitIterations the updates that took
 * @param timings time and memory by batch size, smallest first
 */
public record Preflight(
    Evaluation untrained,
    double expectedLoss,
    double firstBatchLoss,
    double overfittedLoss,
    int overfitIterations,
    List<Timing> timings) {

  /**
   * What one batch size costs.
   *
   * @param batchSize examples per update
   * @param secondsPerIteration median of a few updates
   * @param memoryBytes memory of the whole process with a session of this size; -1 if unknown
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

  /** Whether the loss of one batch could be brought to a tenth of where it was. */
  public boolean overfitsOneBatch() {
    return overfittedLoss <= PreflightStage.OVERFITTED * firstBatchLoss;
  }
}
