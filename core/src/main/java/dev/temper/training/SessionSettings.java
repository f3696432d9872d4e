package dev.temper.training;

/**
 * What stays fixed through the life of a session.
 *
 * @param batchSize examples per update; 1 or more and at most the training examples
 * @param optimizer the update rule
 * @param seed fixes the initial weights, the order of the data and all dropout
 */
public record SessionSettings(int batchSize, Optimizer optimizer, long seed) {

  /**
   * Checks the batch size.
   *
   * @throws IllegalArgumentException if the batch size is below 1
   */
  public SessionSettings {
    if (batchSize < 1) {
      throw new IllegalArgumentException("The batch size (" + batchSize + ") must be 1 or more.");
    }
  }

  /** These settings with another batch size. */
  public SessionSettings withBatchSize(int value) {
    return new SessionSettings(value, optimizer, seed);
  }

  /** These settings with another optimizer. */
  public SessionSettings withOptimizer(Optimizer value) {
    return new SessionSettings(batchSize, value, seed);
  }
}
