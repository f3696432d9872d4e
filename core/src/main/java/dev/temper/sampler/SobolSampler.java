package dev.temper.sampler;

import dev.temper.space.Configuration;
import dev.temper.space.Space;
import java.util.Optional;
import java.util.SplittableRandom;

/** The points of a scrambled {@link SobolSequence}, by the number of the trial. */
final class SobolSampler implements Sampler {

  private final long seed;

  SobolSampler(long seed) {
    this.seed = seed;
  }

  @Override
  public Optional<Configuration> next(History history, long number, SplittableRandom random) {
    Space space = history.space();
    Configuration point = space.at(new SobolSequence(space.dimension(), seed).point(number));
    // Separate values come again; then chance fills what the points have left out.
    return Optional.of(history.has(point) ? RandomSampler.fresh(history, random) : point);
  }
}
