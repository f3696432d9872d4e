package dev.temper.sampler;

import dev.temper.sampler.Observation.Outcome;
import dev.temper.space.Configuration;
import dev.temper.space.Parameter;
import dev.temper.space.Space;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Whichever sampler suits the space and what was tried so far; docs/design/0012-auto.md tells the
 * measurements.
 *
 * <p>The Gaussian process while its model is worth its time: tens of parameters, hundreds of
 * trials, some of them at a time. Else the Parzen estimator. Of a space that can be counted nothing
 * comes again, and the search ends when all was tried.
 */
final class AutoSampler implements Sampler {

  /** In more dimensions nobody looked. */
  private static final int MOST_DIMENSIONS = 50;

  /** Behind more, the process has long seen but a part of them. */
  private static final int MOST_TRIALS = 1000;

  /** Of trials that go on: more of them ask faster than the process chooses. */
  private static final int MOST_PENDING = 64;

  /** A space of more configurations is not counted. */
  private static final double MOST_COUNTED = 1 << 20;

  private final Sampler process;
  private final Sampler estimator;
  private final Sampler grid;

  AutoSampler(long seed) {
    process = Sampler.gaussianProcess(seed);
    estimator = Sampler.tpe(seed);
    grid = Sampler.grid(2, seed);
  }

  @Override
  public Optional<Configuration> next(History history, long number, SplittableRandom random) {
    Optional<Configuration> next = suited(history).next(history, number, random);
    boolean isNew = next.isPresent() && !history.has(next.get());
    return isNew || !isCounted(history.space()) ? next : grid.next(history, number, random);
  }

  private Sampler suited(History history) {
    Space space = history.space();
    List<Observation> trials = history.observations();
    boolean suitsProcess =
        space.dimension() <= MOST_DIMENSIONS
            && trials.size() <= MOST_TRIALS
            && trials.stream().filter(o -> o.outcome() == Outcome.PENDING).count() <= MOST_PENDING;
    return suitsProcess ? process : estimator;
  }

  /** Whether all values of all parameters are separate, and their combinations few enough. */
  private static boolean isCounted(Space space) {
    double combinations = 1;
    for (Parameter parameter : space.parameters()) {
      combinations *= parameter.values().orElse(Long.MAX_VALUE);
    }
    return combinations <= MOST_COUNTED;
  }
}
