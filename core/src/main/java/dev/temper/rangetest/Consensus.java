package dev.temper.rangetest;

import dev.temper.statistics.Median;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What one rule makes of several seeds of the same range test.
 *
 * @param suggestion the median of the seeds' rates, or a refusal with its reason; with one seed
 *     that seed's own answer
 * @param low the smallest rate of a seed; NaN after a refusal
 * @param high the largest rate of a seed; NaN after a refusal
 * @param seeds every seed's own answer, in the order of the seeds; 1 or more
 */
public record Consensus(Suggestion suggestion, double low, double high, List<Suggestion> seeds) {

  /** Times the smallest rate the largest may be before the seeds no longer agree. */
  static final double MOST_DISAGREEMENT = 10;

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if it is empty
   */
  public Consensus {
    seeds = List.copyOf(seeds);
    if (seeds.isEmpty()) {
      throw new IllegalArgumentException("The seeds (0) of a rule's answer must be 1 or more.");
    }
  }

  /** The median where at least half of the seeds have a rate and these lie within 10 times. */
  static Consensus of(List<Suggestion> seeds) {
    double[] rates =
        seeds.stream()
            .map(Suggestion::rate)
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .sorted()
            .toArray();
    int refusals = seeds.size() - rates.length;
    if (2 * refusals > seeds.size()) {
      return refused(seeds, refusals);
    }
    double low = rates[0];
    double high = rates[rates.length - 1];
    if (high > MOST_DISAGREEMENT * low) {
      return new Consensus(
          new Suggestion.Refused(
              String.format(
                  Locale.ROOT,
                  "The seeds disagree by more than %.0f times: %.3g to %.3g. Maybe the test needs"
                      + " more iterations.",
                  MOST_DISAGREEMENT,
                  low,
                  high)),
          Double.NaN,
          Double.NaN,
          seeds);
    }
    return new Consensus(new Suggestion.Rate(Median.geometric(rates)), low, high, seeds);
  }

  private static Consensus refused(List<Suggestion> seeds, int refusals) {
    String first =
        seeds.stream()
            .filter(Suggestion.Refused.class::isInstance)
            .map(refused -> ((Suggestion.Refused) refused).reason())
            .findFirst()
            .orElseThrow();
    String reason =
        seeds.size() == 1
            ? first
            : String.format(
                Locale.ROOT,
                "%d of %d seeds refused, the first because: %s",
                refusals,
                seeds.size(),
                first);
    return new Consensus(new Suggestion.Refused(reason), Double.NaN, Double.NaN, seeds);
  }
}
