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
 * @param likely the most likely of its values; NaN where all are equally likely
 * @param condition under which it exists
 */
public record FloatParameter(
    String name,
    double low,
    double high,
    boolean log,
    double step,
    double likely,
    Condition condition)
    implements Parameter {

  /** By this share of a step a value may be off, and of the interval outside, by rounding. */
  private static final double ROUNDING = 1e-9;

  /** More steps would not be whole numbers among doubles. */
  private static final double MOST_STEPS = 1L << 52;

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if an end is not finite, {@code low} is above {@code high} or,
   *     on a logarithmic scale, not above 0, the step is below 0, not finite, larger than the
   *     interval or on a logarithmic scale, or the most likely value is outside the interval or
   *     beside a step
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
    if (!Double.isNaN(likely) && !(likely >= low && likely <= high)) {
      throw new IllegalArgumentException(
          "The likely value of '"
              + name
              + "' ("
              + likely
              + ") must be from "
              + low
              + " to "
              + high
              + ".");
    }
    if (!Double.isNaN(likely) && step != 0) {
      throw new IllegalArgumentException(
          "The likely value of '" + name + "' (" + likely + ") has no meaning beside a step.");
    }
  }

  /** One on a linear scale. */
  public static FloatParameter linear(String name, double low, double high) {
    return new FloatParameter(name, low, high, false, 0, Double.NaN, Condition.ALWAYS);
  }

  /** One on a logarithmic scale. */
  public static FloatParameter log(String name, double low, double high) {
    return new FloatParameter(name, low, high, true, 0, Double.NaN, Condition.ALWAYS);
  }

  /** The same in steps from the low end. */
  public FloatParameter withStep(double distance) {
    return new FloatParameter(name, low, high, log, distance, likely, condition);
  }

  /**
   * The same with a value that is more likely than others, because an experiment said so: on the
   * scale it is three times as likely as what is at the far ends.
   *
   * @param value from the low end to the high one
   */
  public FloatParameter withLikely(double value) {
    return new FloatParameter(name, low, high, log, step, value, condition);
  }

  @Override
  public FloatParameter under(Condition other) {
    return new FloatParameter(name, low, high, log, step, likely, other);
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
    if (at == 0 || at == 1 || low == high) {
      return held(at == 0 ? low : high);
    }
    double share = Double.isNaN(likely) ? at : new Peak(share(likely)).shareAt(at);
    double value =
        log
            ? Math.exp(Math.log(low) + share * (Math.log(high) - Math.log(low)))
            : low + share * (high - low);
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
    return Double.isNaN(likely) ? share(x) : new Peak(share(likely)).placeOf(share(x));
  }

  /** How much of the scale lies below a value of the interval. */
  private double share(double value) {
    double share =
        log
            ? (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))
            : (value - low) / (high - low);
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
