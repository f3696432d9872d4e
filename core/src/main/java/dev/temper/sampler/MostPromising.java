package dev.temper.sampler;

import dev.temper.space.CategoricalParameter;
import dev.temper.space.Configuration;
import dev.temper.space.Parameter;
import dev.temper.space.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Looks for the configuration that promises most: from many points the best are gone uphill from,
 * over real numbers by slopes and over separate values by trying the others in turn.
 *
 * <p>Every parameter keeps a place also where it does not exist, and has it where it comes to
 * exist.
 */
final class MostPromising {

  /** A parameter of more values than this is gone over as if it were real, and then rounded. */
  private static final int MANY = 24;

  private static final int STARTS = 8;
  private static final int ROUNDS = 6;
  private static final int ITERATIONS = 20;
  private static final double TOLERANCE = 1e-4;

  /** Of the points those that are drawn near the best ones so far. */
  private static final double NEARBY = 0.25;

  private final Space space;
  private final List<Parameter> parameters;
  private final Acquisition acquisition;
  private final SplittableRandom random;
  private final boolean[] smooth;

  /** A point: places of all parameters, and what it promises. */
  private static final class Found {

    private final double[] places;
    private final double promise;

    private Found(double[] places, double promise) {
      this.places = places;
      this.promise = promise;
    }
  }

  MostPromising(Space space, Acquisition acquisition, SplittableRandom random) {
    this.space = space;
    this.parameters = space.parameters();
    this.acquisition = acquisition;
    this.random = random;
    smooth = new boolean[parameters.size()];
    for (int d = 0; d < smooth.length; d++) {
      smooth[d] =
          !(parameters.get(d) instanceof CategoricalParameter)
              && parameters.get(d).values().orElse(Long.MAX_VALUE) > MANY;
    }
  }

  /**
   * The configuration that promises most of those not tried; empty if all that were met were.
   *
   * @param best places of good configurations so far, one or more; near them is looked at too
   * @param points how many to compare at first
   */
  Optional<Configuration> of(History history, List<double[]> best, int points) {
    List<double[]> starts = starts(best, points);
    double[] promises =
        acquisition.at(starts.stream().map(this::existing).toArray(double[][]::new));
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < promises.length; i++) {
      found.add(new Found(starts.get(i), promises[i]));
    }
    found.sort(Comparator.comparingDouble((Found each) -> each.promise).reversed());
    List<Found> improved = new ArrayList<>();
    for (Found start : found.subList(0, Math.min(STARTS, found.size()))) {
      improved.add(uphill(start));
    }
    improved.addAll(found);
    improved.sort(Comparator.comparingDouble((Found each) -> each.promise).reversed());
    return improved.stream()
        .map(each -> space.at(each.places))
        .filter(configuration -> !history.has(configuration))
        .findFirst();
  }

  private List<double[]> starts(List<double[]> best, int points) {
    int d = parameters.size();
    SobolSequence sequence = new SobolSequence(d, random.nextLong());
    List<double[]> starts = new ArrayList<>();
    int nearby = (int) (NEARBY * points);
    for (int i = 0; i < points - nearby; i++) {
      starts.add(sequence.point(i));
    }
    for (int i = 0; i < nearby; i++) {
      double[] near = best.get(i % best.size()).clone();
      double width = Math.pow(10, -0.5 - 2 * random.nextDouble());
      double changed = Math.max(0.3, 2.0 / d);
      for (int k = 0; k < d; k++) {
        if (Double.isNaN(near[k])) {
          near[k] = random.nextDouble();
        } else if (random.nextDouble() < changed) {
          near[k] =
              smooth[k]
                  ? Math.max(0, Math.min(1, near[k] + width * random.nextGaussian()))
                  : random.nextDouble() < 0.5 ? random.nextDouble() : near[k];
        }
      }
      starts.add(near);
    }
    return starts;
  }

  /** The places as they are where values are separate, NaN where a parameter does not exist. */
  private double[] existing(double[] places) {
    if (space.isConditional()) {
      return space.placesOf(space.at(places));
    }
    double[] rounded = places.clone();
    for (int d = 0; d < rounded.length; d++) {
      if (parameters.get(d).values().isPresent()) {
        rounded[d] = parameters.get(d).placeOf(parameters.get(d).valueAt(places[d]));
      }
    }
    return rounded;
  }

  private Found uphill(Found start) {
    Found at = start;
    for (int round = 0; round < ROUNDS; round++) {
      Found better = other(along(at));
      if (better.promise <= at.promise + TOLERANCE) {
        return better.promise > at.promise ? better : at;
      }
      at = better;
      if (IntStream.range(0, smooth.length).allMatch(d -> smooth[d])) {
        return at;
      }
    }
    return at;
  }

  /** Uphill over what is smooth. */
  private Found along(Found at) {
    double[] existing = existing(at.places);
    int[] free =
        IntStream.range(0, smooth.length)
            .filter(d -> smooth[d] && !Double.isNaN(existing[d]))
            .toArray();
    if (free.length == 0) {
      return at;
    }
    double[] places = existing.clone();
    double[] slopes = new double[places.length];
    LimitedMemoryBfgs search =
        new LimitedMemoryBfgs(
            (point, gradient) -> {
              for (int i = 0; i < free.length; i++) {
                places[free[i]] = point[i];
              }
              double promise = acquisition.at(places, slopes);
              for (int i = 0; i < free.length; i++) {
                gradient[i] = -slopes[free[i]];
              }
              return -promise;
            },
            0,
            1,
            ITERATIONS,
            TOLERANCE);
    double[] start = Arrays.stream(free).mapToDouble(d -> at.places[d]).toArray();
    double[] found = search.from(start).point;
    double[] moved = at.places.clone();
    for (int i = 0; i < free.length; i++) {
      moved[free[i]] = found[i];
    }
    double promise = acquisition.at(new double[][] {existing(moved)})[0];
    return promise > at.promise ? new Found(moved, promise) : at;
  }

  /** The best of those that differ in one of the separate values, for as long as one is better. */
  private Found other(Found start) {
    Found at = start;
    for (int round = 0; round < ROUNDS; round++) {
      List<double[]> others = new ArrayList<>();
      for (int d = 0; d < smooth.length; d++) {
        OptionalLong values = parameters.get(d).values();
        if (smooth[d] || values.isEmpty()) {
          continue;
        }
        for (int value = 0; value < values.getAsLong(); value++) {
          double[] changed = at.places.clone();
          changed[d] = (value + 0.5) / values.getAsLong();
          others.add(changed);
        }
      }
      if (others.isEmpty()) {
        return at;
      }
      double[] promises =
          acquisition.at(others.stream().map(this::existing).toArray(double[][]::new));
      int best = 0;
      for (int i = 1; i < promises.length; i++) {
        best = promises[i] > promises[best] ? i : best;
      }
      if (promises[best] <= at.promise + TOLERANCE) {
        return at;
      }
      at = new Found(others.get(best), promises[best]);
    }
    return at;
  }
}
