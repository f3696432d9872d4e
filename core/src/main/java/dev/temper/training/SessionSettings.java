package dev.temper.training;

/**
 * What stays fixed through the life of a session.
 *
 * @param batchSize examples in one forward and backward pass; 1 or more
 * @param optimizer the update rule
 * @param seed fixes the initial weights, the order of the data and all dropout
 * @param updates what surrounds an update
 */
public record SessionSettings(
    int batchSize, Optimizer optimizer, long seed, UpdateSettings updates) {

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

  /** Settings whose updates are made of one batch each and nothing else. */
  public SessionSettings(int batchSize, Optimizer optimizer, long seed) {
    this(batchSize, optimizer, seed, UpdateSettings.DEFAULT);
  }

  /** Examples in one update: those of all its batches. */
  public long examplesPerUpdate() {
    return (long) batchSize * updates.accumulation();
  }

  /** These settings with another batch size. */
  public SessionSettings withBatchSize(int value) {
    return new SessionSettings(value, optimizer, seed, updates);
  }

  /** These settings with another optimizer. */
  public SessionSettings withOptimizer(Optimizer value) {
    return new SessionSettings(batchSize, value, seed, updates);
  }

  /** These settings with another seed. */
  public SessionSettings withSeed(long value) {
    return new SessionSettings(batchSize, optimizer, value, updates);
  }

  /** These settings with other surroundings of an update. */
  public SessionSettings withUpdates(UpdateSettings value) {
    return new SessionSettings(batchSize, optimizer, seed, value);
  }
}
