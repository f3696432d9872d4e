package dev.temper.sampler;

import dev.temper.sampler.Acquisition.Feasibility;
import dev.temper.sampler.KernelFit.Fitted;
import dev.temper.sampler.Observation.Outcome;
import dev.temper.space.Configuration;
import dev.temper.space.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Bayesian optimization (Mockus 1978; Snoek et al. 2012): a Gaussian process says what is believed
 * of the objective everywhere, and the configuration that is expected to improve most on the best
 * one is tried.
 *
 * <p>Trials that go on count as if they had the value that is expected of them, trials that
 * diverged likewise, but none better than the average; from these a second process learns where
 * that happens. Of many trials only those near the best and a sample of the others are looked at.
 * The kernel is fitted again whenever the trials have become a twelfth more; the last fit is
 * remembered, which changes no choice.
 */
final class GaussianProcessSampler implements Sampler {

  /** Trials by Sobol points before any process is fitted. */
  private static final int FIRST = 8;

  /** Candidates that are compared before the best are improved. */
  private static final int CANDIDATES = 512;

  /** Up to so many trials a kernel is fitted again for every one. */
  private static final int FITTED_EACH = 24;

  /** From then on when there are so many times as many. */
  private static final double FITTED_AGAIN = 1.08;

  /** Of trials that go on, and of trials that diverged, so many of the newest are looked at. */
  private static final int GUESSED = 100;

  private static final int ITERATIONS = 40;

  /** How much likelier a warp must make the values, in logarithms, to be believed. */
  private static final double WARP_GAIN = 1;

  /** Of warped values. */
  private static final double AVERAGE = 0;

  /** New candidates are drawn near so many of the best. */
  private static final int BEST = 3;

  private final long seed;
  private final LastFit ofValues = new LastFit();
  private final LastFit ofLabels = new LastFit();

  /** What was fitted last, and to which trials: the same ones give the same. */
  private static final class LastFit {

    private List<Observation> trials = List.of();
    private Optional<KernelParameters> fitted = Optional.empty();

    synchronized KernelParameters to(
        List<Observation> others, Function<List<Observation>, KernelParameters> fit) {
      if (fitted.isEmpty() || !trials.equals(others)) {
        fitted = Optional.of(fit.apply(others));
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

    static Data of(Space space, List<Observation> valued) {
      return new Data(
          placesOf(space, valued),
          OutputWarp.of(valued.stream().mapToDouble(Observation::value).toArray()));
    }

    Data and(double[][] more, double[] their) {
      return new Data(
          Stream.concat(Arrays.stream(places), Arrays.stream(more)).toArray(double[][]::new),
          IntStream.range(0, places.length + more.length)
              .mapToDouble(i -> i < places.length ? values[i] : their[i - places.length])
              .toArray());
    }
  }

  GaussianProcessSampler(long seed) {
    this.seed = seed;
  }

  @Override
  public Optional<Configuration> next(History history, long number, SplittableRandom random) {
    List<Observation> valued = having(history, Outcome.VALUED);
    if (valued.size() < FIRST) {
      return new SobolSampler(seed).next(history, number, random);
    }
    Space space = history.space();
    List<Observation> due = LocalTrials.of(space, firstDue(valued));
    Kernel kernel = new Kernel(space, ofValues.to(due, part -> fitted(space, part)));
    List<Observation> near = LocalTrials.of(space, valued);
    Data data = Data.of(space, near);
    GaussianProcess process = new GaussianProcess(kernel, data.places, data.values);
    double best = process.lowestMean(data.values);
    List<Observation> infeasible = newest(having(history, Outcome.INFEASIBLE));
    List<Observation> pending = newest(having(history, Outcome.PENDING));
    List<Observation> guessed = joined(pending, infeasible);
    if (!guessed.isEmpty()) {
      double[][] places = placesOf(space, guessed);
      double[] means = Arrays.copyOf(process.askAll(places), places.length);
      for (int i = pending.size(); i < means.length; i++) {
        means[i] = Math.max(means[i], AVERAGE);
      }
      Data all = data.and(places, means);
      process = new GaussianProcess(kernel, all.places, all.values);
    }
    Acquisition acquisition =
        new Acquisition(process, best, feasibility(space, due, near, infeasible));
    List<double[]> good = new ArrayList<>();
    IntStream.range(0, data.values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> data.values[i]))
        .limit(BEST)
        .forEach(i -> good.add(data.places[i]));
    return Optional.of(
        new MostPromising(space, acquisition, random)
            .of(history, good, CANDIDATES)
            .orElseGet(() -> RandomSampler.fresh(history, random)));
  }

  /**
   * With a warp of the places where there are trials enough and it explains them clearly better.
   */
  private static KernelParameters fitted(Space space, List<Observation> part) {
    Data data = Data.of(space, part);
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
    return trials.stream().mapToDouble(GaussianProcessSampler::label).average().orElseThrow();
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
