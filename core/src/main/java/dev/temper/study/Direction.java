package dev.temper.study;

import java.util.Locale;

/** Which values of an objective are better. */
public enum Direction {
  /** Lower ones. */
  MINIMIZE,
  /** Higher ones. */
  MAXIMIZE;

  /** As it is written: {@code minimize}, {@code maximize}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A value such that lower is better, and back. */
  public double lowerIsBetter(double value) {
    return this == MINIMIZE ? value : -value;
  }
}
