package dev.temper.sampler;

import dev.temper.sampler.Observation.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The best trials, and the rest of those that say something of their configuration: of many the
 * newest, where the trials that go on are, and a sample of the older ones, which remains the same
 * until they are twice as many.
 */
final class GoodTrials {

  /** Of the rest about so many are looked at, at most, so that the time for it stays bounded. */
  static final int MOST = 1000;

  private static final int NEWEST = 250;

  /** Multiples of the golden ratio are spread evenly, and have no period. */
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final int ranked;
  private final List<Observation> good;
  private final double edge;
  private final List<Observation> rest = new ArrayList<>();

  /**
   * Looks at each trial twice, and sorts none but the best.
   *
   * @param share of the trials that have come to a value, or diverged, that are good, rounded up;
   *     above 0 and below 1
   * @param most good ones
   */
  GoodTrials(List<Observation> all, double share, int most) {
    Lowest lowest = new Lowest(most + 1);
    int count = 0;
    for (int i = 0; i < all.size(); i++) {
      Outcome outcome = all.get(i).outcome();
      if (outcome == Outcome.VALUED || outcome == Outcome.INFEASIBLE) {
        lowest.add(loss(all.get(i)), i);
        count++;
      }
    }
    ranked = count;
    int[] best = Arrays.copyOf(lowest.trials, (int) Math.min(most, Math.ceil(share * ranked)));
    good = Arrays.stream(best).mapToObj(all::get).toList();
    edge = lowest.losses[best.length];
    Arrays.sort(best);
    int older = Math.max(0, all.size() - NEWEST);
    long every = 1;
    while (older / every > MOST - NEWEST) {
      every *= 2;
    }
    int next = 0;
    for (int i = 0; i < all.size(); i++) {
      if (next < best.length && best[next] == i) {
        next++;
      } else if ((i >= older || ((i * GOLDEN) >>> 32) % every == 0)
          && all.get(i).outcome() != Outcome.FAILED) {
        rest.add(all.get(i));
      }
    }
  }

  /** What is minimized; infinite of a trial that diverged. */
  static double loss(Observation trial) {
    return trial.outcome() == Outcome.VALUED ? trial.value() : Double.POSITIVE_INFINITY;
  }

  /** How many trials have come to a value, or diverged. */
  int ranked() {
    return ranked;
  }

  /** The best of them, the best first, and of equal ones the earlier first. */
  List<Observation> good() {
    return good;
  }

  /** The loss of the best one that is not good. */
  double edge() {
    return edge;
  }

  /** All others that did not fail, or a sample of them, in the order of their numbers. */
  List<Observation> rest() {
    return rest;
  }

  /** The lowest losses, and whose they are; of equal ones the earlier first. */
  private static final class Lowest {

    private final double[] losses;
    private final int[] trials;

    Lowest(int most) {
      losses = new double[most];
      trials = new int[most];
      Arrays.fill(losses, Double.POSITIVE_INFINITY);
      Arrays.fill(trials, -1);
    }

    void add(double loss, int trial) {
      int at = losses.length - 1;
      if (trials[at] >= 0 && !(loss < losses[at])) {
        return;
      }
      for (; at > 0 && (trials[at - 1] < 0 || loss < losses[at - 1]); at--) {
        losses[at] = losses[at - 1];
        trials[at] = trials[at - 1];
      }
      losses[at] = loss;
      trials[at] = trial;
    }
  }
}
