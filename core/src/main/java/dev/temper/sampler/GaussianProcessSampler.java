package dev.temper.sampler;

import dev.temper.space.Configuration;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Bayesian optimization (Mockus 1978; Snoek et al. 2012): a Gaussian process says what is believed
 * of the objective everywhere, and the configuration that is expected to improve most on the best
 * one is tried.
 */
final class GaussianProcessSampler implements Sampler {

  /** Candidates that are compared before the best are improved. */
  private static final int CANDIDATES = 512;

  /** New candidates are drawn near so many of the best. */
  private static final int BEST = 3;

  /**
   * Every so many trials the objective is taken for rougher than it seems: a fit to few trials is
   * sure of too much, and a search that believed it would not leave the first good region.
   */
  private static final int DOUBTED_EACH = 4;

  private static final double DOUBTED_LENGTHS = 0.4;

  private final long seed;
  private final SurrogateFit fit = new SurrogateFit();

  GaussianProcessSampler(long seed) {
    this.seed = seed;
  }

  /** {@inheritDoc} The first by Sobol points, while there are too few values for a process. */
  @Override
  public Optional<Configuration> next(History history, long number, SplittableRandom random) {
    double lengths = number % DOUBTED_EACH == 0 ? DOUBTED_LENGTHS : 1;
    Optional<Surrogate> surrogate = fit.after(history, lengths);
    if (surrogate.isEmpty()) {
      return new SobolSampler(seed).next(history, number, random);
    }
    return Optional.of(
        new MostPromising(history.space(), surrogate.get().acquisition(), random)
            .of(history, surrogate.get().best(BEST), CANDIDATES)
            .orElseGet(() -> RandomSampler.fresh(history, random)));
  }
}
