package dev.temper.sampler;

import dev.temper.space.Configuration;
import java.util.Arrays;
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
    GoodTrials trials = new GoodTrials(history.observations(), GOOD, MOST_GOOD);
    if (trials.ranked() < FIRST) {
      return new SobolSampler(seed).next(history, number, random);
    }
    ParzenMixture likely = mixture(history, trials.good(), gains(trials));
    double[] ones = new double[trials.rest().size()];
    Arrays.fill(ones, 1);
    ParzenMixture others = mixture(history, trials.rest(), ones);
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
      History history, List<Observation> trials, double[] weights) {
    double kernels = Math.max(1, trials.size());
    double width = WIDTH * Math.pow(kernels, -1.0 / (history.space().dimension() + 4));
    return new ParzenMixture(
        history.space(),
        trials.stream().map(Observation::configuration).toList(),
        weights,
        Math.max(LEAST_WIDTH, width));
  }

  /**
   * Weights by how far each is below the first that is not good, as in expected improvement
   * (Watanabe 2023); 1 on average, or everywhere where that is not finite.
   */
  private static double[] gains(GoodTrials trials) {
    double[] gains =
        trials.good().stream().mapToDouble(each -> trials.edge() - GoodTrials.loss(each)).toArray();
    double mean = Arrays.stream(gains).average().orElseThrow();
    boolean tells = Double.isFinite(mean) && mean > 0;
    return Arrays.stream(gains)
        .map(gain -> tells ? Math.max(LEAST_WEIGHT, gain / mean) : 1)
        .toArray();
  }
}
