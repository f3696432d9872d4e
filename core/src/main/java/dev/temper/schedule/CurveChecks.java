package dev.temper.schedule;

/** The conditions curves share. */
final class CurveChecks {

  private CurveChecks() {}

  static void requireFinite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("The " + name + " (" + value + ") must be finite.");
    }
  }

  static void requirePositive(String name, double value) {
    if (!(value > 0) || value == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "The " + name + " (" + value + ") must be finite and above 0.");
    }
  }

  static void requireNotNegative(String name, double value) {
    if (!(value >= 0) || value == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "The " + name + " (" + value + ") must be finite and 0 or more.");
    }
  }

  static void requireAtLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException("The " + name + " (" + value + ") must be 1 or more.");
    }
  }

  static void requireNotNegative(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException("The " + name + " (" + value + ") must be 0 or more.");
    }
  }

  static void requireFall(double initial, double floor) {
    requireFinite("initial value", initial);
    requireFinite("floor", floor);
    if (floor > initial) {
      throw new IllegalArgumentException(
          "The floor (" + floor + ") must be at most the initial value (" + initial + ").");
    }
  }

  /** The value, or the largest finite one of its sign where it has grown beyond that. */
  static double finite(double value) {
    return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
  }
}
