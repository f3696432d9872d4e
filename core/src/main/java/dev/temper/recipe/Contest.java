package dev.temper.recipe;

import static dev.temper.recipe.Figures.say;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Compares values by short runs that differ in nothing else, and takes another than the preferred
 * one only where it is better by more than noise.
 *
 * <p>Every value is run with the same seed. Where the best of them is better than the preferred one
 * by less than {@link #CLEAR} deviations, both are run with further seeds, as far as the allowance
 * goes; what is then still unclear is a tie, which the preferred value wins.
 */
final class Contest {

  /** Deviations of the difference above which a value counts as better. */
  static final double CLEAR = 1.5;

  static final int MOST_SEEDS = 3;

  /** Runs with further seeds where the best and the preferred value stay close. */
  static final int MOST_FURTHER_RUNS = 2 * (MOST_SEEDS - 1);

  /**
   * A value that takes part.
   *
   * @param label in words
   * @param prescription what it trains with
   */
  record Entrant(String label, Prescription prescription) {}

  private final Laboratory lab;
  private final String subject;
  private final List<Entrant> entrants;
  private final int preferred;
  private int first;
  private final List<List<Trial>> runs = new ArrayList<>();

  Contest(Laboratory lab, String subject, List<Entrant> entrants, int preferred) {
    this.lab = lab;
    this.subject = subject;
    this.entrants = List.copyOf(entrants);
    this.preferred = preferred;
  }

  /** The same with other seeds: the first is that of a given repetition. */
  Contest from(int repetition) {
    first = repetition;
    return this;
  }

  /**
   * Runs it.
   *
   * @param allowance training examples that further seeds may take
   */
  Comparison run(double allowance) {
    for (Entrant entrant : entrants) {
      List<Trial> own = new ArrayList<>();
      runs.add(own);
      run(entrant, own);
    }
    double left = allowance;
    while (true) {
      int best = best();
      double lead = lead(best);
      int seeds = candidate(best).seedsInCommon(candidate(preferred));
      double noise = lab.noise(candidates()).ofDifference(seeds, seeds);
      if (best == preferred || !(lead > 0)) {
        return decided(preferred, lead, noise);
      }
      if (lead > CLEAR * noise) {
        return decided(best, lead, noise);
      }
      double cost = costOfMore(best) + costOfMore(preferred);
      if (!(mayRunAgain(best) || mayRunAgain(preferred)) || cost > left) {
        return decided(preferred, lead, noise);
      }
      left -= cost;
      more(best);
      more(preferred);
    }
  }

  private boolean mayRunAgain(int place) {
    return runs.get(place).size() < MOST_SEEDS;
  }

  private double costOfMore(int place) {
    return mayRunAgain(place)
        ? lab.costOf(entrants.get(place).prescription(), first + runs.get(place).size())
        : 0;
  }

  private void more(int place) {
    if (mayRunAgain(place)) {
      run(entrants.get(place), runs.get(place));
    }
  }

  private void run(Entrant entrant, List<Trial> own) {
    String label = subject + " " + entrant.label();
    own.add(
        lab.shortRun(
            own.isEmpty() ? label : label + ", again", entrant.prescription(), first + own.size()));
  }

  private Candidate candidate(int place) {
    return new Candidate(entrants.get(place).label(), runs.get(place));
  }

  /** The place of the one that leads most over the preferred one; that itself where none leads. */
  private int best() {
    return IntStream.range(0, entrants.size())
        .boxed()
        .max(
            Comparator.<Integer>comparingDouble(this::lead)
                .thenComparing(place -> place == preferred))
        .orElseThrow();
  }

  /** By how much a value is better than the preferred one, as a difference of logarithms. */
  private double lead(int place) {
    return candidate(place).leadOver(candidate(preferred));
  }

  private List<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < entrants.size(); i++) {
      candidates.add(candidate(i));
    }
    return candidates;
  }

  private Comparison decided(int chosen, double lead, double noise) {
    List<Candidate> candidates = candidates();
    lab.compared(candidates);
    return new Comparison(
        subject,
        candidates,
        preferred,
        chosen,
        lab.noise().deviation(),
        reason(candidates, chosen, lead, noise));
  }

  /** A difference of logarithms as a share of the larger loss, in per cent. */
  private static double percent(double difference) {
    return 100 * (1 - Math.exp(-difference));
  }

  private String reason(List<Candidate> candidates, int chosen, double lead, double noise) {
    Candidate winner = candidates.get(chosen);
    if (winner.validationLoss() == Double.POSITIVE_INFINITY) {
      return say("All diverged within %d iterations.", winner.prescription().iterations());
    }
    int best = best();
    Candidate other = candidates.get(chosen == preferred ? best : preferred);
    // Beside a value with fewer seeds, over those that both have.
    int seeds = winner.seedsInCommon(other);
    String losses =
        say(
            "Final validation loss of %.4g over %d iterations",
            winner.validationLoss(seeds), winner.prescription().iterations());
    if (candidates.get(preferred).validationLoss() == Double.POSITIVE_INFINITY) {
      return say("%s; %s diverged.", losses, candidates.get(preferred).label());
    }
    if (chosen != preferred) {
      return say(
          "%s, against %.4g with %s: better by %.1f %%, where %.1f %% would be noise.",
          losses,
          other.validationLoss(seeds),
          other.label(),
          percent(lead),
          percent(CLEAR * noise));
    }
    if (best == chosen) {
      return candidates.size() == 1
          ? losses + "."
          : losses + ", the lowest of all that were tried.";
    }
    return say(
        "%s; %s came to %.4g, which is within the noise of %.1f %%. A tie goes to the value known to"
            + " be robust.",
        losses, other.label(), other.validationLoss(seeds), percent(CLEAR * noise));
  }
}
