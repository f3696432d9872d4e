package dev.temper.cli;

import dev.temper.pruner.Pruner;
import dev.temper.pruner.Rungs;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The ways to stop trials early, by name. */
enum EarlyStopping {
  /** {@link Pruner#none}. */
  NONE,
  /** {@link Pruner#median}. */
  MEDIAN,
  /** {@link Pruner#patience}. */
  PATIENCE,
  /** {@link Pruner#successiveHalving}. */
  HALVING,
  /** {@link Pruner#hyperband}. */
  HYPERBAND,
  /** {@link Pruner#asha}. */
  ASHA,
  /** {@link Pruner#ashaByPromotion}. */
  ASHA_PROMOTION,
  /** {@link Pruner#diagnosis}. */
  DIAGNOSIS;

  /** So many trials must have ended before others are compared with their median. */
  private static final int START_UP_TRIALS = 5;

  private static final long WARM_UP_SHARE = 10;
  private static final long PATIENCE_SHARE = 5;

  /**
   * The pruner.
   *
   * @param reports of a trial that nobody stops; 1 or more
   */
  Pruner pruner(long reports) {
    return switch (this) {
      case NONE -> Pruner.none();
      case MEDIAN -> Pruner.median(START_UP_TRIALS, reports / WARM_UP_SHARE, 1);
      case PATIENCE -> Pruner.patience(Math.max(1, reports / PATIENCE_SHARE), 0);
      case HALVING -> Pruner.successiveHalving(Rungs.of(reports));
      case HYPERBAND -> Pruner.hyperband(Rungs.of(reports));
      case ASHA -> Pruner.asha(Rungs.of(reports));
      case ASHA_PROMOTION -> Pruner.ashaByPromotion(Rungs.of(reports));
      case DIAGNOSIS -> Pruner.diagnosis();
    };
  }

  /** As it is written, as in {@code asha-promotion}. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * A way by its name, upper or lower case.
   *
   * @throws IllegalArgumentException if there is none; one line that tells which there are
   */
  static EarlyStopping named(String name) {
    for (EarlyStopping way : values()) {
      if (way.label().equalsIgnoreCase(name)) {
        return way;
      }
    }
    throw new IllegalArgumentException(
        "There is no early stopping '"
            + name
            + "'. Accepted: "
            + Arrays.stream(values()).map(EarlyStopping::label).collect(Collectors.joining(", "))
            + ".");
  }
}
