package dev.temper.space;

import java.math.BigDecimal;
import java.util.OptionalLong;

/**
 * A real number in an interval, on a linear or logarithmic scale, or in steps from its low end.
 *
 * @param name what it is called
 * @param low the lowest value; finite, above 0 on a logarithmic scale
 * @param high the highest value; finite, at least {@code low}; with a step the last one within it
 *     counts
 * @param log whether the scale is logarithmic
 * @param step the distance of neighbours; 0 for none
 * @param condition under which it exists
 */
public record FloatParameter(
    String name, double low, double high, boolean log, double step, Condition condition)
    implements Parameter {

  /** By this share of a step a value may be off, and of the interval outside, by rounding. */
  private static final double ROUNDING = 1e-9;

  /** More steps would not be whole numbers among doubles. */
  private static final double MOST_STEPS = 1L << 52;

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if an end is not finite, {@code low} is above {@code high} or,
   *     on a logarithmic scale, not above 0, or the step is below 0, not finite, larger than the
   *     interval or on a logarithmic scale
   */
  public FloatParameter {
    Parameter.checkedName(name);
    if (!Double.isFinite(low) || !Double.isFinite(high) || !Double.isFinite(high - low)) {
      throw new IllegalArgumentException(
          "The interval of '" + name + "' (" + low + " to " + high + ") must be finite.");
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
    if (log && !(low > 0)) {
      throw new IllegalArgumentException(
          "The low end of '" + name + "' (" + low + ") must be above 0 on a log scale.");
    }
    boolean steps = step > 0 && step <= high - low && (high - low) / step < MOST_STEPS;
    if (step != 0 && !steps) {
      throw new IllegalArgumentException(
          "The step of '" + name + "' (" + step + ") must be above 0 and at most high less low.");
    }
    if (step != 0 && log) {
      throw new IllegalArgumentException(
          "The step of '" + name + "' (" + step + ") has no meaning on a log scale.");
    }
  }

  /** One on a linear scale. */
  public static FloatParameter linear(String name, double low, double high) {
    return new FloatParameter(name, low, high, false, 0, Condition.ALWAYS);
  }

  /** One on a logarithmic scale. */
  public static FloatParameter log(String name, double low, double high) {
    return new FloatParameter(name, low, high, true, 0, Condition.ALWAYS);
  }

  /** The same in steps from the low end. */
  public FloatParameter withStep(double distance) {
    return new FloatParameter(name, low, high, log, distance, condition);
  }

  @Override
  public FloatParameter under(Condition other) {
    return new FloatParameter(name, low, high, log, step, other);
  }

  @Override
  public OptionalLong values() {
    return step > 0
        ? OptionalLong.of(steps() + 1)
        : low == high ? OptionalLong.of(1) : OptionalLong.empty();
  }

  private long steps() {
    return (long) Math.floor((high - low) / step + ROUNDING);
  }

  @Override
  public Double valueAt(double place) {
    double at = Parameter.checkedPlace(place);
    if (step > 0) {
      long count = steps() + 1;
      return step(Math.min(count - 1, (long) (at * count)));
    }
    if (at == 0 || at == 1) {
      return held(at == 0 ? low : high);
    }
    double value =
        log
            ? Math.exp(Math.log(low) + at * (Math.log(high) - Math.log(low)))
            : low + at * (high - low);
    return held(value);
  }

  /** As people write it: 0.3, not the sum of three tenths. */
  private double step(long number) {
    return BigDecimal.valueOf(low)
        .add(BigDecimal.valueOf(step).multiply(BigDecimal.valueOf(number)))
        .doubleValue();
  }

  @Override
  public double placeOf(Object value) {
    double x = checked(value);
    if (step > 0) {
      return (Math.rint((x - low) / step) + 0.5) / (steps() + 1);
    }
    if (low == high) {
      return 0.5;
    }
    double share =
        log
            ? (Math.log(x) - Math.log(low)) / (Math.log(high) - Math.log(low))
            : (x - low) / (high - low);
    return Math.max(0, Math.min(1, share));
  }

  @Override
  public double shareOf(Object value) {
    checked(value);
    return values().isPresent() ? 1.0 / values().getAsLong() : 0;
  }

  @Override
  public Double checked(Object value) {
    double x = value instanceof Number number ? number.doubleValue() : Double.NaN;
    double slack = ROUNDING * (step > 0 ? step : log ? low : high - low);
    if (!(x >= low - slack && x <= high + slack)) {
      throw refusal(value);
    }
    if (step > 0) {
      double number = (x - low) / step;
      if (Math.abs(number - Math.rint(number)) > ROUNDING * Math.max(1, number)
          || Math.rint(number) > steps()) {
        throw refusal(value);
      }
      return step((long) Math.rint(number));
    }
    return held(x);
  }

  /** Within the interval in spite of rounding; of the two zeros the one without a sign. */
  private double held(double value) {
    return Math.max(low, Math.min(high, value)) + 0.0;
  }

  private IllegalArgumentException refusal(Object value) {
    return new IllegalArgumentException(
        "The " + name + " (" + value + ") must be " + accepted() + ".");
  }

  private String accepted() {
    return "a number from " + low + " to " + high + (step > 0 ? " in steps of " + step : "");
  }
}
