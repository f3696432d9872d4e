package dev.temper.importance;

import dev.temper.space.CategoricalParameter;
import dev.temper.space.Configuration;
import dev.temper.space.IntParameter;
import dev.temper.space.Parameter;
import dev.temper.space.Space;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The places of a space in bins of equal length, at most 64 for each parameter so that a set of
 * them is a {@code long}: one for each value where these are few and equally likely, else {@value
 * #USUAL}; choices of one parameter beyond 64 share bins.
 */
final class Bins {

  /** Of these sets are made. */
  private static final int MOST = Long.SIZE;

  private static final int USUAL = 32;

  /** In the place of the bin of a parameter that does not exist. */
  private static final int NONE = -1;

  private final Space space;
  private final int[] counts;
  private final boolean[] ordered;

  private Bins(Space space) {
    this.space = space;
    List<Parameter> parameters = space.parameters();
    counts = parameters.stream().mapToInt(Bins::count).toArray();
    ordered = new boolean[counts.length];
    for (int i = 0; i < counts.length; i++) {
      ordered[i] = !(parameters.get(i) instanceof CategoricalParameter);
    }
  }

  static Bins of(Space space) {
    return new Bins(space);
  }

  private static int count(Parameter parameter) {
    long values = parameter.values().orElse(Long.MAX_VALUE);
    if (parameter instanceof CategoricalParameter) {
      return (int) Math.min(values, MOST);
    }
    boolean uneven = parameter instanceof IntParameter whole && whole.log();
    return values <= MOST && !(uneven && values > 1) ? (int) values : USUAL;
  }

  /** How many parameters there are. */
  int dimension() {
    return counts.length;
  }

  /** How many bins a parameter has; 1 to 64. */
  int count(int parameter) {
    return counts[parameter];
  }

  /** Whether neighbours among its bins are alike. */
  boolean isOrdered(int parameter) {
    return ordered[parameter];
  }

  /** All bins of a parameter as a set. */
  long all(int parameter) {
    return -1L >>> (Long.SIZE - counts[parameter]);
  }

  /** The bins of a configuration; of what does not exist there none, to be drawn. */
  int[] of(Configuration configuration) {
    double[] places = space.placesOf(configuration);
    int[] bins = new int[places.length];
    for (int i = 0; i < bins.length; i++) {
      bins[i] =
          Double.isNaN(places[i]) ? NONE : Math.min(counts[i] - 1, (int) (places[i] * counts[i]));
    }
    return bins;
  }

  /** The same with a bin for what does not exist. */
  int[] completed(int[] bins, SplittableRandom random) {
    int[] all = bins.clone();
    for (int i = 0; i < all.length; i++) {
      if (all[i] == NONE) {
        all[i] = random.nextInt(counts[i]);
      }
    }
    return all;
  }

  /** Bins of a place drawn evenly from the space. */
  int[] draw(SplittableRandom random) {
    int[] bins = new int[counts.length];
    for (int i = 0; i < bins.length; i++) {
      bins[i] = random.nextInt(counts[i]);
    }
    return bins;
  }
}
