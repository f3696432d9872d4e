package dev.temper.sampler;

import dev.temper.space.Configuration;
import dev.temper.space.Parameter;
import dev.temper.space.Space;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * All combinations of the values of all parameters, each once.
 *
 * <p>Combinations are numbered, and walked through with a stride that has no divisor in common with
 * their number: every one is met once, and any beginning is spread over the grid. Combinations that
 * differ only in parameters that do not exist are the same configuration, and are passed over.
 */
final class GridSampler implements Sampler {

  /** Of the combinations: the golden ratio leaves no large gaps anywhere on the way. */
  private static final double STRIDE = (Math.sqrt(5) - 1) / 2;

  private final int points;
  private final long seed;

  GridSampler(int points, long seed) {
    if (points < 2) {
      throw new IllegalArgumentException("The points (" + points + ") must be 2 or more.");
    }
    this.points = points;
    this.seed = seed;
  }

  /** {@inheritDoc} Passes over what was tried, in the time of as many look-ups. */
  @Override
  public Optional<Configuration> next(History history, long number, SplittableRandom random) {
    Space space = history.space();
    long combinations = combinations(space);
    long stride = stride(combinations);
    long at = new SplittableRandom(seed).nextLong(combinations);
    for (long i = 0; i < combinations; i++) {
      Configuration configuration = combination(space, at);
      if (!history.has(configuration)) {
        return Optional.of(configuration);
      }
      at = (at + stride) % combinations;
    }
    return Optional.empty();
  }

  private long values(Parameter parameter) {
    return parameter.values().orElse(points);
  }

  /**
   * How many combinations there are.
   *
   * @throws IllegalArgumentException if they are more than 2^40
   */
  private long combinations(Space space) {
    double all = 1;
    for (Parameter parameter : space.parameters()) {
      all *= values(parameter);
    }
    if (all > 0x1p40) {
      throw new IllegalArgumentException(
          "The combinations (" + all + ") of the grid must be at most 2^40. Give it fewer points.");
    }
    return (long) all;
  }

  private static long stride(long combinations) {
    long stride = Math.max(1, Math.round(STRIDE * combinations));
    while (greatestCommonDivisor(stride, combinations) > 1) {
      stride++;
    }
    return stride;
  }

  private static long greatestCommonDivisor(long a, long b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }

  private Configuration combination(Space space, long index) {
    List<Parameter> parameters = space.parameters();
    double[] places = new double[parameters.size()];
    long rest = index;
    for (int i = 0; i < places.length; i++) {
      Parameter parameter = parameters.get(i);
      long count = values(parameter);
      long value = rest % count;
      rest /= count;
      // Separate values in the middle of their share, others from end to end.
      places[i] =
          parameter.values().isPresent() ? (value + 0.5) / count : (double) value / (count - 1);
    }
    return space.at(places);
  }
}
