package dev.temper.cli;

import dev.temper.sampler.Sampler;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The samplers by name. */
enum SamplerKind {
  /** {@link Sampler#auto}. */
  AUTO,
  /** {@link Sampler#random}. */
  RANDOM,
  /** {@link Sampler#sobol}. */
  SOBOL,
  /** {@link Sampler#tpe}. */
  TPE,
  /** {@link Sampler#gaussianProcess}. */
  GP,
  /** {@link Sampler#grid}. */
  GRID;

  /**
   * The sampler.
   *
   * @param seed of what all trials of one search share
   * @param points of a grid, how many values of a parameter that has no separate ones
   * @throws IllegalArgumentException if {@code points} is below 2 for a grid
   */
  Sampler sampler(long seed, int points) {
    return switch (this) {
      case AUTO -> Sampler.auto(seed);
      case RANDOM -> Sampler.random();
      case SOBOL -> Sampler.sobol(seed);
      case TPE -> Sampler.tpe(seed);
      case GP -> Sampler.gaussianProcess(seed);
      case GRID -> Sampler.grid(points, seed);
    };
  }

  /** Whether it learns from trials, also from one that it did not choose. */
  boolean learns() {
    return this == AUTO || this == TPE || this == GP;
  }

  /** As it is written. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All names, in one line. */
  static String labels() {
    return Arrays.stream(values()).map(SamplerKind::label).collect(Collectors.joining(", "));
  }

  /**
   * A sampler by its name, upper or lower case.
   *
   * @throws IllegalArgumentException if there is none; one line that tells which there are
   */
  static SamplerKind named(String name) {
    for (SamplerKind kind : values()) {
      if (kind.label().equalsIgnoreCase(name)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "There is no sampler '" + name + "'. Accepted: " + labels() + ".");
  }
}
