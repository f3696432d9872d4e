package dev.temper.sampler;

import dev.temper.space.Configuration;
import dev.temper.space.Space;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Random search (Bergstra and Bengio 2012): independent draws, uniform on each parameter's scale.
 */
final class RandomSampler implements Sampler {

  /** Draws after which a small space counts as tried out. */
  private static final int MOST_DRAWS = 200;

  @Override
  public Optional<Configuration> next(History history, long number, SplittableRandom random) {
    return Optional.of(fresh(history, random));
  }

  /** A draw that was not tried, unless all of many were. */
  static Configuration fresh(History history, SplittableRandom random) {
    Configuration drawn = draw(history.space(), random);
    for (int i = 1; i < MOST_DRAWS && history.has(drawn); i++) {
      drawn = draw(history.space(), random);
    }
    return drawn;
  }

  private static Configuration draw(Space space, SplittableRandom random) {
    return space.at(random.doubles(space.dimension()).toArray());
  }
}
