package dev.temper.sampler;

import dev.temper.sampler.Acquisition.Feasibility;
import dev.temper.sampler.KernelFit.Fitted;
import dev.temper.sampler.Observation.Outcome;
import dev.temper.space.Space;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the {@link Surrogate} of a history.
 *
 * <p>Trials that go on count as if they had the value that is expected of them, trials that
 * diverged likewise, but none better than a deviation above the average; from these a second
 * process learns where that happens. Of many trials only those near the best and a sample of the
 * others are looked at. The kernel is fitted again whenever the trials have become a twelfth more;
 * the last fit is remembered, which changes no surrogate. Safe for use by several threads.
 */
final class SurrogateFit {

  /** Trials with a value before any process is fitted. */
  static final int FIRST = 8;

  /** Up to so many trials a kernel is fitted again for every one. */
  private static final int FITTED_EACH = 24;

  /** From then on when there are so many times as many. */
  private static final double FITTED_AGAIN = 1.08;

  /** Of trials that go on, and of trials that diverged, so many of the newest are looked at. */
  private static final int GUESSED = 100;

  private static final int ITERATIONS = 40;

  /** How much likelier a warp must make the values, in logarithms, to be believed. */
  private static final double WARP_GAIN = 1;

  /** A deviation above the average of warped values. */
  private static final double BAD = 1;

  private final LastFit ofValues = new LastFit();
  private final LastFit ofLabels = new LastFit();

  /** What was fitted last, and to which trials: the same ones give the same. */
  private static final class LastFit {

    private @Nullable Space space;
    private List<Observation> trials = List.of();
    private Optional<KernelParameters> fitted = Optional.empty();

    synchronized KernelParameters to(
        Space other, List<Observation> others, Function<List<Observation>, KernelParameters> fit) {
      if (fitted.isEmpty() || space == null || !space.equals(other) || !trials.equals(others)) {
        fitted = Optional.of(fit.apply(others));
        space = other;
        trials = List.copyOf(others);
      }
      return fitted.get();
    }
  }

  /** Configurations and what was measured of them, as a process sees both. */
  private static final class Data {

    private final double[][] places;
    private final double[] values;

    private Data(double[][] places, double[] values) {
      this.places = places;
      this.values = values;
    }

    Data and(double[][] more, double[] their) {
      return new Data(
          Stream.concat(Arrays.stream(places), Arrays.stream(more)).toArray(double[][]::new),
          IntStream.range(0, places.length + more.length)
              .mapToDouble(i -> i < places.length ? values[i] : their[i - places.length])
              .toArray());
    }
  }

  /**
   * What is believed after a history; empty where too few of its trials have a value.
   *
   * @param lengths by what the fitted length scales are multiplied; below 1 for who would rather
   *     not trust them
   */
  Optional<Surrogate> after(History history, double lengths) {
    List<Observation> valued = having(history, Outcome.VALUED);
    if (valued.size() < FIRST) {
      return Optional.empty();
    }
    Space space = history.space();
    List<Observation> due = LocalTrials.of(space, firstDue(valued));
    KernelParameters fitted = ofValues.to(space, due, part -> fitted(space, part));
    Kernel kernel = new Kernel(space, fitted.withLengthsTimes(lengths));
    List<Observation> near = LocalTrials.of(space, valued);
    OutputWarp warp = warp(near);
    Data data = new Data(placesOf(space, near), warp.warped());
    GaussianProcess process = new GaussianProcess(kernel, data.places, data.values);
    double best = process.lowestMean(data.values);
    List<Observation> infeasible = newest(having(history, Outcome.INFEASIBLE));
    List<Observation> pending = newest(having(history, Outcome.PENDING));
    List<Observation> guessed = joined(pending, infeasible);
    if (!guessed.isEmpty()) {
      double[][] places = placesOf(space, guessed);
      double[] means = process.means(places);
      for (int i = pending.size(); i < means.length; i++) {
        means[i] = Math.max(means[i], BAD);
      }
      Data all = data.and(places, means);
      process = new GaussianProcess(kernel, all.places, all.values);
    }
    Optional<Feasibility> feasibility = feasibility(space, due, near, infeasible);
    return Optional.of(new Surrogate(space, process, best, feasibility, warp, data.places));
  }

  private static OutputWarp warp(List<Observation> valued) {
    return new OutputWarp(valued.stream().mapToDouble(Observation::value).toArray());
  }

  /**
   * With a warp of the places where there are trials enough and it explains them clearly better.
   */
  private static KernelParameters fitted(Space space, List<Observation> part) {
    Data data = new Data(placesOf(space, part), warp(part).warped());
    KernelFit plain = new KernelFit(space, data.places, data.values, false);
    Fitted without = plain.from(plain.initial(), ITERATIONS);
    if (part.size() < 3 * space.dimension() + 10) {
      return without.parameters();
    }
    KernelFit warped = new KernelFit(space, data.places, data.values, true);
    Fitted with = warped.from(without.parameters(), ITERATIONS);
    return (with.evidence() > without.evidence() + WARP_GAIN ? with : without).parameters();
  }

  /** The first trials, up to as many as there were when a fit was last due. */
  private static List<Observation> firstDue(List<Observation> trials) {
    int due = FITTED_EACH;
    while (due < trials.size() && next(due) <= trials.size()) {
      due = next(due);
    }
    return trials.subList(0, Math.min(due, trials.size()));
  }

  private static int next(int due) {
    return Math.max(due + 1, (int) (due * FITTED_AGAIN));
  }

  /** From what diverged; the kernel by the trials up to when a fit of either kind was due. */
  private Optional<Feasibility> feasibility(
      Space space, List<Observation> due, List<Observation> near, List<Observation> infeasible) {
    if (infeasible.isEmpty()) {
      return Optional.empty();
    }
    List<Observation> both = joined(due, firstDue(infeasible));
    KernelParameters parameters =
        ofLabels.to(
            space,
            both,
            part -> {
              KernelFit fit =
                  new KernelFit(space, placesOf(space, part), labels(part, mean(part)), false);
              return fit.from(fit.initial(), ITERATIONS).parameters();
            });
    Kernel kernel = new Kernel(space, parameters);
    List<Observation> all = joined(near, infeasible);
    double mean = mean(all);
    GaussianProcess process = new GaussianProcess(kernel, placesOf(space, all), labels(all, mean));
    return Optional.of(new Feasibility(process, mean, kernel.noise()));
  }

  /** 1 for trials that have a value, -1 for the others, less their mean. */
  private static double[] labels(List<Observation> trials, double mean) {
    return trials.stream().mapToDouble(o -> label(o) - mean).toArray();
  }

  private static double mean(List<Observation> trials) {
    return trials.stream().mapToDouble(SurrogateFit::label).average().orElseThrow();
  }

  private static double label(Observation trial) {
    return trial.outcome() == Outcome.VALUED ? 1 : -1;
  }

  private static List<Observation> joined(List<Observation> some, List<Observation> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private static List<Observation> having(History history, Outcome outcome) {
    return history.observations().stream().filter(o -> o.outcome() == outcome).toList();
  }

  private static List<Observation> newest(List<Observation> all) {
    return all.subList(Math.max(0, all.size() - GUESSED), all.size());
  }

  private static double[][] placesOf(Space space, List<Observation> observations) {
    return observations.stream()
        .map(o -> space.placesOf(o.configuration()))
        .toArray(double[][]::new);
  }
}
