package dev.temper.recipe;

import java.util.List;

/**
 * One of several values that were compared.
 *
 * @param label the value in words, for example {@code 0.95 to 0.85}
 * @param trials its runs, one a seed; 1 or more
 */
public record Candidate(String label, List<Trial> trials) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there is no run
   */
  public Candidate {
    trials = List.copyOf(trials);
    if (trials.isEmpty()) {
      throw new IllegalArgumentException("The candidate (" + label + ") has no run.");
    }
  }

  /** What it trained with. */
  public Prescription prescription() {
    return trials.get(0).prescription();
  }

  /**
   * The geometric mean of the final validation losses over its seeds; infinite where one diverged.
   */
  public double validationLoss() {
    double sum = 0;
    for (Trial trial : trials) {
      sum += Math.log(Math.max(Double.MIN_NORMAL, trial.validationLoss()));
    }
    return Math.exp(sum / trials.size());
  }
}
