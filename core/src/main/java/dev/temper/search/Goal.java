package dev.temper.search;

import dev.temper.study.Direction;
import dev.temper.training.Evaluation;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a search makes better: a measure of the validation split. */
public enum Goal {
  /** The mean loss, as low as possible. */
  VAL_LOSS(Direction.MINIMIZE),
  /** The share classified right, 0 to 1, as high as possible; there is none in regression. */
  VAL_ACCURACY(Direction.MAXIMIZE);

  private final Direction direction;

  Goal(Direction direction) {
    this.direction = direction;
  }

  /** Which values are better. */
  public Direction direction() {
    return direction;
  }

  /** The measure of an evaluation. */
  public double of(Evaluation evaluation) {
    return this == VAL_LOSS ? evaluation.loss() : evaluation.accuracy();
  }

  /** The name used on the command line and in reports, as in {@code val_loss}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The goal of the given {@linkplain #label() name}, in any case.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static Goal named(String name) {
    for (Goal goal : values()) {
      if (goal.label().equalsIgnoreCase(name.replace('-', '_'))) {
        return goal;
      }
    }
    throw new IllegalArgumentException(
        "There is no objective '"
            + name
            + "'. Accepted: "
            + Arrays.stream(values()).map(Goal::label).collect(Collectors.joining(", "))
            + ".");
  }
}
