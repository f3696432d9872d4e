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
    return validationLoss(trials.size());
  }

  /**
   * The same over its first seeds alone.
   *
   * @param seeds how many; 1 to as many as it has
   */
  double validationLoss(int seeds) {
    double sum = 0;
    for (Trial trial : trials.subList(0, seeds)) {
      sum += Math.log(Math.max(Double.MIN_NORMAL, trial.validationLoss()));
    }
    return Math.exp(sum / seeds);
  }

  /** How many seeds it has in common with another; both were run with the same ones in order. */
  int seedsInCommon(Candidate other) {
    return Math.min(trials.size(), other.trials.size());
  }

  /**
   * By how much it is better than another, over the seeds that both were run with: seeds that only
   * one of them has would not compare like with like.
   *
   * @return the difference of the logarithms of the losses, above 0 where this one is lower;
   *     infinite where one of them diverged, 0 where both did
   */
  public double leadOver(Candidate other) {
    int seeds = seedsInCommon(other);
    double own = validationLoss(seeds);
    double others = other.validationLoss(seeds);
    return own == others ? 0 : Math.log(others) - Math.log(own);
  }
}
