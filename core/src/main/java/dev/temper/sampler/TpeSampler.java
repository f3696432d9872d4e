package dev.temper.sampler;

import dev.temper.sampler.Observation.Outcome;
import dev.temper.space.Configuration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The tree-structured Parzen estimator (Bergstra et al. 2011) over all parameters at once (Falkner
 * et al. 2018): where the density of the best trials is high against that of all others, the next
 * one is likely to be good.
 *
 * <p>Diverged trials count as the worst, pending ones as no better than the rest.
 */
final class TpeSampler implements Sampler {

  /** Trials by Sobol points before any density is estimated. */
  private static final int FIRST = 8;

  /** The share of trials that count as good, and the most of them. */
  private static final double GOOD = 0.15;

  private static final int MOST_GOOD = 25;

  /** Of what the good ones make likely, so many are compared. */
  private static final int CANDIDATES = 32;

  /** The deviation of a kernel, in places, where it is alone; at least the least of them. */
  private static final double WIDTH = 0.07;

  private static final double LEAST_WIDTH = 0.005;

  /** Of a good one that is hardly better than the rest. */
  private static final double LEAST_WEIGHT = 1e-9;

  private final long seed;

  TpeSampler(long seed) {
    this.seed = seed;
  }

  @Override
  public Optional<Configuration> next(History history, long number, SplittableRandom random) {
    List<Observation> ranked =
        history.observations().stream()
            .filter(o -> o.outcome() == Outcome.VALUED || o.outcome() == Outcome.INFEASIBLE)
            .sorted(Comparator.comparingDouble(TpeSampler::loss))
            .toList();
    if (ranked.size() < FIRST) {
      return new SobolSampler(seed).next(history, number, random);
    }
    int best = (int) Math.min(MOST_GOOD, Math.ceil(GOOD * ranked.size()));
    List<Configuration> good = configurations(ranked.subList(0, best));
    List<Configuration> rest = new ArrayList<>(configurations(ranked.subList(best, ranked.size())));
    history.observations().stream()
        .filter(o -> o.outcome() == Outcome.PENDING)
        .forEach(o -> rest.add(o.configuration()));
    double[] weights = gains(ranked.subList(0, best), loss(ranked.get(best)));
    ParzenMixture likely = mixture(history, good, weights);
    ParzenMixture others = mixture(history, rest, ones(rest.size()));
    Configuration chosen = null;
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < CANDIDATES; i++) {
      Configuration candidate = likely.draw(random);
      double score = likely.logDensity(candidate) - others.logDensity(candidate);
      if (score > highest && !history.has(candidate)) {
        chosen = candidate;
        highest = score;
      }
    }
    return Optional.of(chosen == null ? RandomSampler.fresh(history, random) : chosen);
  }

  /** Narrower the more there are and the fewer parameters (Scott 1992). */
  private static ParzenMixture mixture(
      History history, List<Configuration> configurations, double[] weights) {
    double kernels = Math.max(1, configurations.size());
    double width = WIDTH * Math.pow(kernels, -1.0 / (history.space().dimension() + 4));
    return new ParzenMixture(
        history.space(), configurations, weights, Math.max(LEAST_WIDTH, width));
  }

  /**
   * Weights by how far each is below the first that is not good, as in expected improvement
   * (Watanabe 2023); 1 on average, or everywhere where that is not finite.
   */
  private static double[] gains(List<Observation> good, double edge) {
    double[] gains = good.stream().mapToDouble(each -> edge - loss(each)).toArray();
    double mean = Arrays.stream(gains).average().orElseThrow();
    if (!Double.isFinite(mean) || mean <= 0) {
      return ones(good.size());
    }
    return Arrays.stream(gains).map(gain -> Math.max(LEAST_WEIGHT, gain / mean)).toArray();
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static double loss(Observation o) {
    return o.outcome() == Outcome.VALUED ? o.value() : Double.POSITIVE_INFINITY;
  }

  private static List<Configuration> configurations(List<Observation> observations) {
    return observations.stream().map(Observation::configuration).toList();
  }
}
