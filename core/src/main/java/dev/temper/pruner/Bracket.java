package dev.temper.pruner;

import dev.temper.pruner.TrialCurve.Phase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Trials that are compared with each other alone, rung by rung. */
final class Bracket {

  private static final Comparator<Arrival> BEST_FIRST =
      Comparator.comparingDouble(Arrival::loss).thenComparingLong(each -> each.trial().number());

  private final int size;
  private final long[] steps;
  private final int factor;

  /** A trial at a rung. */
  private record Arrival(TrialCurve trial, double loss) {}

  /**
   * A bracket.
   *
   * @param size how many trials it has
   * @param steps of the rungs, rising; may be empty
   * @param factor one in so many goes on from each rung, rounded down, but at least one
   * @throws IllegalArgumentException if the size is below 1
   */
  Bracket(int size, long[] steps, int factor) {
    if (size < 1) {
      throw new IllegalArgumentException("The trials (" + size + ") must be 1 or more.");
    }
    this.size = size;
    this.steps = steps.clone();
    this.factor = factor;
  }

  int size() {
    return size;
  }

  /** The rung that a trial has reached by its newest report and not before, or -1. */
  int newestRung(TrialCurve trial) {
    return Rungs.newest(steps, trial);
  }

  /** The highest rung that a trial has reached, or -1. */
  int highestRung(TrialCurve trial) {
    return Rungs.highest(steps, trial);
  }

  /**
   * What is known at one rung.
   *
   * @param arrived those that go by right and have come so far without diverging, the best first
   * @param outstanding at most so many may still arrive
   * @param places so many go on
   */
  record Level(List<TrialCurve> arrived, int outstanding, int places) {

    /**
     * Whether a trial goes on, whoever may still arrive; it ends if so many better ones are there;
     * else it waits.
     */
    Verdict verdict(long number) {
      int better = 0;
      while (better < arrived.size() && arrived.get(better).number() != number) {
        better++;
      }
      if (better == arrived.size()) {
        // It has no right to be here, or not yet.
        return outstanding > 0 && better < places ? Verdict.PAUSE : Verdict.STOP;
      }
      if (better >= places) {
        return Verdict.STOP;
      }
      return better + outstanding < places ? Verdict.CONTINUE : Verdict.PAUSE;
    }
  }

  /**
   * All rungs, the lowest first.
   *
   * @param trials those of the bracket that have begun
   * @param expected how many there will be, if no more than these then their count
   */
  List<Level> levels(List<TrialCurve> trials, int expected) {
    List<Level> levels = new ArrayList<>();
    List<TrialCurve> entrants = trials;
    int unknown = expected - trials.size();
    int places = expected;
    for (long step : steps) {
      places = Math.max(1, places / factor);
      List<Arrival> arrivals = new ArrayList<>();
      int outstanding = unknown;
      for (TrialCurve trial : entrants) {
        if (trial.step() < step) {
          outstanding += trial.phase() == Phase.ENDED ? 0 : 1;
        } else if (trial.lossAt(step) < Double.POSITIVE_INFINITY) {
          arrivals.add(new Arrival(trial, trial.lossAt(step)));
        }
      }
      arrivals.sort(BEST_FIRST);
      List<TrialCurve> arrived = arrivals.stream().map(Arrival::trial).toList();
      levels.add(new Level(arrived, outstanding, places));
      entrants = arrived.subList(0, Math.min(arrived.size(), Math.max(0, places - outstanding)));
      unknown = Math.min(places, arrived.size() + outstanding) - entrants.size();
    }
    return levels;
  }
}
