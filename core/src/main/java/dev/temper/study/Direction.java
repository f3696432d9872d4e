package dev.temper.study;

/** Which values of an objective are better. */
public enum Direction {
  /** Lower ones. */
  MINIMIZE,
  /** Higher ones. */
  MAXIMIZE;

  /** A value such that lower is better, and back. */
  public double lowerIsBetter(double value) {
    return this == MINIMIZE ? value : -value;
  }
}
