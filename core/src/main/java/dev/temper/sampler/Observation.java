package dev.temper.sampler;

import dev.temper.space.Configuration;

/**
 * What a sampler knows of one trial.
 *
 * @param configuration what was tried
 * @param outcome how far it has come
 * @param value what is minimized; NaN unless {@link Outcome#VALUED}
 */
public record Observation(Configuration configuration, Outcome outcome, double value) {

  /** How far a trial has come. */
  public enum Outcome {
    /** It goes on, or waits: where it is, others need not look. */
    PENDING,
    /** It has a value. */
    VALUED,
    /** Its values cannot be trained with: it diverged. */
    INFEASIBLE,
    /** It ended for a reason that says nothing of its values. */
    FAILED
  }

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if there is no finite value where the outcome has one, or one
   *     where it has none
   */
  public Observation {
    if (Double.isFinite(value) != (outcome == Outcome.VALUED)
        || (outcome != Outcome.VALUED && !Double.isNaN(value))) {
      throw new IllegalArgumentException(
          "The value ("
              + value
              + ") must be "
              + (outcome == Outcome.VALUED ? "finite" : "NaN")
              + " of a trial that is "
              + outcome
              + ".");
    }
  }

  /** A trial that goes on. */
  public static Observation pending(Configuration configuration) {
    return new Observation(configuration, Outcome.PENDING, Double.NaN);
  }

  /** A trial that ended with a value; one that is not finite means that it diverged. */
  public static Observation ended(Configuration configuration, double value) {
    return Double.isFinite(value)
        ? new Observation(configuration, Outcome.VALUED, value)
        : new Observation(configuration, Outcome.INFEASIBLE, Double.NaN);
  }

  /** A trial that failed for a reason of its own. */
  public static Observation failed(Configuration configuration) {
    return new Observation(configuration, Outcome.FAILED, Double.NaN);
  }
}
