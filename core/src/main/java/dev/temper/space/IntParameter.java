package dev.temper.space;

import java.util.OptionalLong;

/**
 * A whole number in an interval, on a linear or logarithmic scale, or in steps from its low end.
 *
 * @param name what it is called
 * @param low the lowest value; -2^40 to 2^40, 1 or more on a logarithmic scale
 * @param high the highest value, at least {@code low}; with a step the last one within it counts
 * @param log whether the scale is logarithmic: a number is then as likely as the logarithms that
 *     round to it are long
 * @param step the distance of neighbours; 1 or more
 * @param condition under which it exists
 */
public record IntParameter(
    String name, long low, long high, boolean log, long step, Condition condition)
    implements Parameter {

  /** Beyond it places on a logarithmic scale would no longer tell neighbours apart. */
  private static final long MOST = 1L << 40;

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if {@code low} is above {@code high} or, on a logarithmic
   *     scale, below 1, an end is beyond 2^40, or the step is below 1, larger than the interval or,
   *     on a logarithmic scale, not 1
   */
  public IntParameter {
    Parameter.checkedName(name);
    if (low < -MOST || high > MOST) {
      throw new IllegalArgumentException(
          "The interval of '" + name + "' (" + low + " to " + high + ") must be within 2^40.");
    }
    if (low > high) {
      throw new IllegalArgumentException(
          "The low end of '"
              + name
              + "' ("
              + low
              + ") must be at most the high one ("
              + high
              + ").");
    }
    if (log && low < 1) {
      throw new IllegalArgumentException(
          "The low end of '" + name + "' (" + low + ") must be 1 or more on a log scale.");
    }
    if (step < 1 || (step > 1 && step > high - low)) {
      throw new IllegalArgumentException(
          "The step of '" + name + "' (" + step + ") must be 1 or more and at most high less low.");
    }
    if (step > 1 && log) {
      throw new IllegalArgumentException(
          "The step of '" + name + "' (" + step + ") has no meaning on a log scale.");
    }
  }

  /** One on a linear scale. */
  public static IntParameter linear(String name, long low, long high) {
    return new IntParameter(name, low, high, false, 1, Condition.ALWAYS);
  }

  /** One on a logarithmic scale. */
  public static IntParameter log(String name, long low, long high) {
    return new IntParameter(name, low, high, true, 1, Condition.ALWAYS);
  }

  /** The same in steps from the low end. */
  public IntParameter withStep(long distance) {
    return new IntParameter(name, low, high, log, distance, condition);
  }

  @Override
  public IntParameter under(Condition other) {
    return new IntParameter(name, low, high, log, step, other);
  }

  @Override
  public OptionalLong values() {
    return OptionalLong.of(steps() + 1);
  }

  private long steps() {
    return (high - low) / step;
  }

  @Override
  public Long valueAt(double place) {
    double at = Parameter.checkedPlace(place);
    if (log) {
      double value = Math.exp(lowest() + at * (highest() - lowest()));
      return Math.max(low, Math.min(high, Math.round(value)));
    }
    long count = steps() + 1;
    return low + step * Math.min(count - 1, (long) (at * count));
  }

  /** The logarithm where the values that round to the lowest one begin. */
  private double lowest() {
    return Math.log(low - 0.5);
  }

  private double highest() {
    return Math.log(high + 0.5);
  }

  @Override
  public double placeOf(Object value) {
    long x = checked(value);
    if (log) {
      double middle = (Math.log(x - 0.5) + Math.log(x + 0.5)) / 2;
      return (middle - lowest()) / (highest() - lowest());
    }
    long number = (x - low) / step;
    return (number + 0.5) / (steps() + 1);
  }

  @Override
  public double shareOf(Object value) {
    long x = checked(value);
    return log
        ? (Math.log(x + 0.5) - Math.log(x - 0.5)) / (highest() - lowest())
        : 1.0 / (steps() + 1);
  }

  @Override
  public Long checked(Object value) {
    double x = value instanceof Number number ? number.doubleValue() : Double.NaN;
    boolean within = x >= low && x <= high && x == Math.rint(x);
    if (!within || ((long) x - low) % step != 0) {
      throw new IllegalArgumentException(
          "The "
              + name
              + " ("
              + value
              + ") must be a whole number from "
              + low
              + " to "
              + high
              + (step > 1 ? " in steps of " + step : "")
              + ".");
    }
    return (long) x;
  }
}
