package dev.temper.recipe;

import dev.temper.training.Evaluation;
import dev.temper.training.History;
import org.jspecify.annotations.Nullable;

/**
 * One training run of the procedure, from fresh weights.
 *
 * @param kind what it was for
 * @param prescription what it trained with
 * @param seed of its weights, the order of its data and its dropout
 * @param history its curves
 * @param test what its weights give on the test split; null for all but the final run
 * @param seconds of wall time, evaluations included; 0 or more
 */
public record Trial(
    Kind kind,
    Prescription prescription,
    long seed,
    History history,
    @Nullable Evaluation test,
    double seconds)
    implements Experiment {

  /** What a run is for, and by that what is done around it. */
  public enum Kind {
    /** Adam at its defaults, at a constant rate. */
    BASELINE,
    /** A short run that compares values. */
    SHORT_RUN,
    /** The final run, which ends with the test and the saved network. */
    FINAL_RUN
  }

  /** The key of a run that was not made yet. */
  static String key(Kind kind, Prescription prescription, long seed) {
    return kind + " seed=" + seed + " " + prescription;
  }

  @Override
  public String key() {
    return key(kind, prescription, seed);
  }

  @Override
  public long iterations() {
    return history.iterations();
  }

  @Override
  public long examples() {
    return history.iterations() * prescription.examplesPerUpdate();
  }

  /** The validation loss at the end; infinite after divergence. */
  public double validationLoss() {
    return history.finalValidationLoss();
  }
}
