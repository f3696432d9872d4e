package dev.temper.sampler;

import dev.temper.space.Space;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Of many trials those that a Gaussian process is made of, so that its cost stays bounded: the best
 * ones, those nearest to the best of all, and of the others every so-many-th in the order of their
 * values.
 */
final class LocalTrials {

  /** Up to so many all are taken. */
  static final int MOST = 360;

  private static final int BEST = 100;
  private static final int NEAREST = 180;

  private LocalTrials() {}

  /** The chosen ones in the order they were given. */
  static List<Observation> of(Space space, List<Observation> valued) {
    int n = valued.size();
    if (n <= MOST) {
      return List.copyOf(valued);
    }
    int[] ranked =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> valued.get(i).value()))
            .mapToInt(i -> i)
            .toArray();
    Set<Integer> chosen = new LinkedHashSet<>();
    Arrays.stream(ranked, 0, BEST).forEach(chosen::add);
    double[] centre = space.placesOf(valued.get(ranked[0]).configuration());
    double[] distance =
        valued.stream()
            .mapToDouble(o -> distance(centre, space.placesOf(o.configuration())))
            .toArray();
    IntStream.range(0, n)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> distance[i]))
        .limit(NEAREST)
        .forEach(chosen::add);
    for (int k = 0; chosen.size() < MOST; k++) {
      // The golden ratio leaves no large gaps, however many are still wanted.
      double part = k * (Math.sqrt(5) - 1) / 2;
      chosen.add(ranked[(int) ((part - Math.floor(part)) * n)]);
    }
    return chosen.stream().sorted().map(valued::get).toList();
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      boolean both = !Double.isNaN(a[d]) && !Double.isNaN(b[d]);
      double away = both ? a[d] - b[d] : Double.isNaN(a[d]) == Double.isNaN(b[d]) ? 0 : 1;
      sum += away * away;
    }
    return sum;
  }
}
