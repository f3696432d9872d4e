package dev.temper.recipe;

import java.util.List;

/**
 * Several values compared by short runs.
 *
 * @param subject what was to be chosen, for example {@code momentum}
 * @param candidates in the order of their values; 1 or more
 * @param preferred the place of the one that wins a tie: known to be robust, or cheaper
 * @param chosen the place of the one that was taken
 * @param noise how far two runs of the same values end apart, as a share of the loss
 * @param reason one or two sentences with the figures that decided
 */
public record Comparison(
    String subject,
    List<Candidate> candidates,
    int preferred,
    int chosen,
    double noise,
    String reason) {

  /**
   * The noise that is reckoned with before any value was run with several seeds.
   *
   * @param validationExamples of the validation split; 1 or more
   */
  public static double assumedNoise(long validationExamples) {
    return Noise.of(List.of(), validationExamples).deviation();
  }

  /** Copies the list. */
  public Comparison {
    candidates = List.copyOf(candidates);
  }

  /** The one that was taken. */
  public Candidate winner() {
    return candidates.get(chosen);
  }

  /**
   * How far two of the candidates may end apart before it tells anything, by their seeds; see
   * {@link #indifference(double, int, int)}.
   */
  public double indifference(Candidate one, Candidate other) {
    int seeds = one.seedsInCommon(other);
    return indifference(noise, seeds, seeds);
  }

  /**
   * How far the means of so many runs each may end apart before it tells anything: one and a half
   * deviations of their difference, as a difference of logarithms; 0 or more.
   *
   * @param noise the deviation of one run, as a share of the loss
   */
  public static double indifference(double noise, int runs, int otherRuns) {
    return Contest.CLEAR * noise * Math.sqrt(1.0 / runs + 1.0 / otherRuns);
  }
}
