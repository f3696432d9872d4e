package dev.temper.cli;

import dev.temper.recipe.Budget;
import dev.temper.sampler.History;
import dev.temper.sampler.Sampler;
import dev.temper.space.Space;
import dev.temper.study.Trials;
import dev.temper.training.Parallel;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of what is tried, how far, and where it is kept. */
final class SearchOptions {

  static final long DEFAULT_TRIALS = 40;

  private static final double SECONDS_A_MINUTE = 60;

  @Option(
      names = "--trials",
      paramLabel = "N",
      defaultValue = "" + DEFAULT_TRIALS,
      description =
          "Trials of the study in total, those of earlier runs among them. Default: ${DEFAULT-VALUE}")
  private long trials;

  @Option(
      names = "--time",
      paramLabel = "N",
      description = "Begin no trial after so long, as in 10minutes. Default: no limit")
  private @Nullable Budget time;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "1",
      description = "Trials at a time, which share the processors. Default: ${DEFAULT-VALUE}")
  private int parallel;

  @Mixin private SamplerOptions samplers = new SamplerOptions();

  @Option(
      names = "--early-stopping",
      paramLabel = "NAME",
      defaultValue = "none",
      description =
          "Which trials end early: none, median, patience, halving, hyperband, asha,"
              + " asha-promotion or diagnosis. Default: ${DEFAULT-VALUE}")
  private EarlyStopping earlyStopping = EarlyStopping.NONE;

  @Option(
      names = "--store",
      paramLabel = "FILE|URL",
      description =
          "Where trials are kept: a file, or postgresql://user:password@host/database. A study"
              + " that is there goes on. Default: study.db in the folder of the results")
  private @Nullable String store;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Of the study in its store. Default: the name of the data")
  private @Nullable String name;

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if one is outside its range or beside another it has no
   *     meaning for; one line
   */
  void check() {
    trials();
    parallel();
    sampler(0);
  }

  /**
   * Checks that the sampler can search a space.
   *
   * @throws IllegalArgumentException if it cannot; one line
   */
  void checkSampler(Space space, long seed) {
    sampler(seed).next(new History(space, List.of()), 0, new SplittableRandom(seed));
  }

  Trials trials() {
    Trials total = Trials.of(trials);
    if (time == null) {
      return total;
    }
    if (!time.isTime()) {
      throw new IllegalArgumentException(
          "The time (" + time + ") must be a number of minutes, as in 10minutes.");
    }
    return total.within(Duration.ofMillis(Math.round(time.amount() * SECONDS_A_MINUTE * 1000)));
  }

  Parallel parallel() {
    return Parallel.of(parallel);
  }

  Sampler sampler(long seed) {
    return samplers.sampler(samplers.kind(), seed);
  }

  SamplerKind samplerKind() {
    return samplers.kind();
  }

  EarlyStopping earlyStopping() {
    return earlyStopping;
  }

  /** The store that was named; null where it is in the folder of the results. */
  @Nullable StoreLocation store() {
    return store == null ? null : StoreLocation.of(store);
  }

  /** The study's name, or the one that it has otherwise. */
  String name(String otherwise) {
    return name == null ? otherwise : name;
  }
}
