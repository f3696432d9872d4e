package dev.temper.bench.search;

import dev.temper.sampler.History;
import dev.temper.sampler.Observation;
import dev.temper.sampler.Sampler;
import dev.temper.space.Configuration;
import dev.temper.statistics.Median;
import dev.temper.statistics.Quantile;
import dev.temper.training.Parallel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * How near samplers come to the minimum of a problem: one trial at a time, once for every seed.
 *
 * @param trials of a search; 1 to {@link #MOST_TRIALS}
 * @param seeds from 0 on; 1 to {@link #MOST_SEEDS}
 * @param parallel how many searches at a time; changes only the times
 */
public record SamplerRace(int trials, int seeds, Parallel parallel) {

  /** The most trials of a search. */
  public static final int MOST_TRIALS = 1_000;

  /** The most searches of a sampler on a problem. */
  public static final int MOST_SEEDS = 1_000;

  /** Suggestions before this one take little: most samplers begin with ones drawn at random. */
  private static final int FIRST_TIMED = 10;

  private static final double QUARTER = 0.25;

  /**
   * How a sampler did on a problem.
   *
   * @param median over the seeds of the regret of the trial that measured the lowest value
   * @param lowQuartile of the same
   * @param highQuartile of the same
   * @param secondsPerSuggestion mean wall time of a suggestion from the eleventh trial on, of all
   *     where there are no more than ten
   */
  public record Score(
      double median, double lowQuartile, double highQuartile, double secondsPerSuggestion) {}

  /** What came of one seed. */
  private record Search(double regret, double secondsPerSuggestion) {}

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of its range; one line
   */
  public SamplerRace {
    check("trials", trials, MOST_TRIALS);
    check("seeds", seeds, MOST_SEEDS);
  }

  private static void check(String what, int number, int most) {
    if (number < 1 || number > most) {
      throw new IllegalArgumentException(
          "The " + what + " (" + number + ") must be 1 to " + most + ".");
    }
  }

  /**
   * Searches.
   *
   * @param sampler by its seed
   * @throws InterruptedException if the thread is interrupted; no search goes on any more
   */
  public Score run(SearchProblem problem, LongFunction<Sampler> sampler)
      throws InterruptedException {
    List<Callable<Search>> searches = new ArrayList<>();
    LongStream.range(0, seeds)
        .forEach(seed -> searches.add(() -> search(problem, sampler.apply(seed), seed)));
    List<Search> all = parallel.run(searches);
    double[] regrets = all.stream().mapToDouble(Search::regret).sorted().toArray();
    return new Score(
        Median.of(regrets),
        Quantile.of(regrets, QUARTER),
        Quantile.of(regrets, 1 - QUARTER),
        all.stream().mapToDouble(Search::secondsPerSuggestion).average().orElseThrow());
  }

  private Search search(SearchProblem problem, Sampler sampler, long seed)
      throws InterruptedException {
    SplittableRandom noise = new SplittableRandom(seed);
    History history = new History(problem.space(), List.of());
    double lowest = Double.POSITIVE_INFINITY;
    double regret = Double.NaN;
    List<Long> times = new ArrayList<>();
    for (int number = 0; number < trials; number++) {
      if (Thread.interrupted()) {
        throw new InterruptedException("Interrupted at trial " + number + ".");
      }
      SplittableRandom random = new SplittableRandom(MOST_TRIALS * seed + number);
      long start = System.nanoTime();
      Optional<Configuration> next = sampler.next(history, number, random);
      times.add(System.nanoTime() - start);
      if (next.isEmpty()) {
        // All was tried.
        break;
      }
      Configuration configuration = next.get();
      double value = problem.value(configuration, noise);
      if (value < lowest) {
        lowest = value;
        regret = problem.regret(configuration);
      }
      history = history.and(Observation.ended(configuration, value));
    }
    double nanoseconds =
        times.stream()
            .skip(times.size() > FIRST_TIMED ? FIRST_TIMED : 0)
            .mapToLong(time -> time)
            .average()
            .orElseThrow();
    return new Search(regret, nanoseconds / 1e9);
  }
}
