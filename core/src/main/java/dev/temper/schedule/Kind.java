package dev.temper.schedule;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The kinds of schedules that have a name, and the settings each takes beside those of all kinds.
 *
 * <p>Settings have PyTorch's names where PyTorch has the schedule.
 */
public enum Kind {
  /** The same rate throughout. */
  FIXED("lr"),
  /** {@link Curve#linear}. */
  LINEAR("lr start_factor end_factor min_lr total_iters"),
  /** {@link Curve#exponential}. */
  EXPONENTIAL("lr gamma min_lr"),
  /** {@link Curve#timeBased}. */
  TIME_BASED("lr decay formula"),
  /** {@link Curve#step}. */
  STEP("lr step_size gamma"),
  /** {@link Curve#multistep}. */
  MULTISTEP("lr milestones gamma"),
  /** {@link Curve#polynomial}. */
  POLYNOMIAL("lr total_iters power min_lr"),
  /** {@link Curve#cosine}. */
  COSINE("lr T_max eta_min"),
  /** {@link Curve#cosineWarmRestarts}. */
  COSINE_WARM_RESTARTS("lr T_0 T_mult eta_min"),
  /** {@link Curve#plateau}. */
  PLATEAU(
      "lr factor patience threshold threshold_mode cooldown min_lr eps mode raise_after metric"),
  /** {@link Curve#triangular}. */
  TRIANGULAR("base_lr max_lr step_size_up step_size_down mode gamma cycle_momentum"),
  /** {@link Curve#triangular2}. */
  TRIANGULAR2("base_lr max_lr step_size_up step_size_down mode gamma cycle_momentum"),
  /** {@link Curve#expRange}. */
  EXP_RANGE("base_lr max_lr step_size_up step_size_down mode gamma cycle_momentum"),
  /** {@link OneCycle}, in four variants that take different settings. */
  ONE_CYCLE("max_lr total_steps min_lr div_factor"),
  /** A warm-up, then constant or another kind. */
  WARMUP("lr start_factor end_factor total_iters then"),
  /** {@link Curve#warmUpStableDecay}. */
  WARMUP_STABLE_DECAY("lr stable_iters decay_iters min_lr"),
  /** Constant rates one after another. */
  PIECEWISE("rates milestones");

  private static final String OF_ALL = "iterations momentum weight_decay warmup warmup_factor";
  private static final String OF_CHANGING_RATES =
      "base_momentum max_momentum base_weight_decay max_weight_decay";

  private final String settings;

  Kind(String settings) {
    this.settings = settings;
  }

  /** The name used on the command line: in lower case, with dashes. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The labels of all kinds, separated by commas. */
  public static String labels() {
    return Arrays.stream(values()).map(Kind::label).collect(Collectors.joining(", "));
  }

  /**
   * The kind of the given {@linkplain #label() name}, in any case.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static Kind named(String name) {
    for (Kind kind : values()) {
      if (kind.label().equalsIgnoreCase(name)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "There is no schedule '" + name + "'. Accepted: " + labels() + ".");
  }

  /**
   * The names of the settings this kind takes, in alphabetical order; for {@link #ONE_CYCLE} those
   * that all variants take.
   */
  public Set<String> settings() {
    Set<String> all = split(settings + " " + OF_ALL);
    if (this != FIXED && this != PLATEAU) {
      all.addAll(split(OF_CHANGING_RATES));
    }
    if (this == WARMUP) {
      // Its own settings say the same.
      all.removeAll(split("warmup warmup_factor"));
    }
    return all;
  }

  /**
   * Those of the {@linkplain #settings settings} that are read and change nothing, as in PyTorch's
   * {@code CyclicLR}, whose {@code gamma} is of {@link #EXP_RANGE} alone.
   */
  public Set<String> settingsWithoutEffect() {
    return this == TRIANGULAR || this == TRIANGULAR2 ? Set.of("gamma") : Set.of();
  }

  /** Names that are written with blanks between them. */
  static Set<String> split(String names) {
    return new TreeSet<>(Arrays.asList(names.split(" ", -1)));
  }
}
