package dev.temper.training;

/**
 * How good the present weights are on one split, measured in evaluation mode (no dropout, running
 * BatchNorm statistics).
 *
 * @param loss the mean loss per example; cross-entropy is in nats; may be NaN or infinite after
 *     divergence
 * @param accuracy the share of examples classified right, 0 to 1; NaN where the task has no classes
 * @param examples how many examples were measured, 1 or more
 */
public record Evaluation(double loss, double accuracy, long examples) {

  /**
   * Checks the count.
   *
   * @throws IllegalArgumentException if no example was measured
   */
  public Evaluation {
    if (examples < 1) {
      throw new IllegalArgumentException(
          "An evaluation must cover at least one example, not (" + examples + ").");
    }
  }
}
