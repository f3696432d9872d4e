package dev.temper.training;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * One number that shapes a network, its present value and what else it may be.
 *
 * @param name as it is written in the model's text form, for example {@code dropout}; lower-case
 *     letters, digits, {@code -} and {@code _}, a letter first
 * @param kind what a larger value does
 * @param value the present value; from {@code low} to {@code high}
 * @param low the lowest value accepted
 * @param high the highest value accepted
 * @param step from one accepted value to the next, counted from {@code low}; a whole number, and 0
 *     where every value of the range is accepted
 */
public record ModelSetting(
    String name, Kind kind, double value, double low, double high, double step) {

  /** As many accepted values as a message lists, before it shortens. */
  private static final int LISTED = 5;

  /** What a setting does to the network. */
  public enum Kind {
    /** The probability with which values are set to 0 in training: more regularizes more. */
    DROPOUT,
    /** Layers, or layers added: more make the network deeper. */
    DEPTH,
    /** Outputs of a layer, or their factor: more make the network wider. */
    WIDTH,
    /** Whether and how activations are normalized: the network stays as deep and as wide. */
    NORMALIZATION
  }

  /**
   * Checks the name, the range and the value.
   *
   * @throws IllegalArgumentException if the value is outside its range; the message names the
   *     setting, the value and what is accepted
   */
  public ModelSetting {
    // Of the two zeros the one that is written without a sign.
    value += 0.0;
    if (!name.matches("[a-z][a-z0-9_-]*")) {
      throw new IllegalArgumentException(
          "The setting's name (" + name + ") must be lower-case letters, digits, - and _.");
    }
    if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
      throw new IllegalArgumentException(
          "The range of " + name + " (" + low + " to " + high + ") must be finite and rise.");
    }
    if (!(step >= 0) || step != Math.rint(step) || Double.isInfinite(step)) {
      throw new IllegalArgumentException(
          "The step of " + name + " (" + step + ") must be a whole number, 0 or more.");
    }
    if (!(value >= low && value <= high) || (step > 0 && (value - low) % step != 0)) {
      throw new IllegalArgumentException(
          "The " + name + " (" + text(value) + ") must be " + range(low, high, step) + ".");
    }
  }

  /**
   * A setting that takes every number of its range.
   *
   * @param whole whether only whole numbers are accepted
   * @throws IllegalArgumentException if the value is outside its range
   */
  public ModelSetting(
      String name, Kind kind, double value, double low, double high, boolean whole) {
    this(name, kind, value, low, high, whole ? 1 : 0);
  }

  /** A setting that is off (0) or on (1). */
  public static ModelSetting onOff(String name, Kind kind, boolean on) {
    return new ModelSetting(name, kind, on ? 1 : 0, 0, 1, 1);
  }

  /** Whether only whole numbers are accepted. */
  public boolean whole() {
    return step > 0;
  }

  /**
   * This setting with another value.
   *
   * @throws IllegalArgumentException if the value is outside its range
   */
  public ModelSetting with(double other) {
    return new ModelSetting(name, kind, other, low, high, step);
  }

  /** The setting as it is written: {@code dropout=0.2}, {@code layers=3}. */
  public String text() {
    return name + "=" + text(value);
  }

  /** What is accepted: {@code dropout from 0 to 0.9}, {@code layers from 0 to 100, whole}. */
  public String accepted() {
    return step > 1 || onOff()
        ? name + " " + range(low, high, step)
        : name + " from " + text(low) + " to " + text(high) + (whole() ? ", whole" : "");
  }

  /**
   * The accepted values next to the present one that are worth a comparison: one step less and more
   * in depth, the other one of two, else half and double; one, two or none.
   */
  public List<Double> neighbours() {
    boolean stepwise = kind == Kind.DEPTH || onOff();
    double apart = Math.max(1, step);
    double less = stepwise ? value - apart : value / 2;
    double more = stepwise ? value + apart : value * 2;
    return DoubleStream.of(less, more)
        .map(next -> step > 0 ? low + step * Math.floor((next - low) / step) : next)
        .filter(next -> next != value && next >= low && next <= high)
        .boxed()
        .toList();
  }

  private boolean onOff() {
    return low == 0 && high == 1 && step == 1;
  }

  private static String range(double low, double high, double step) {
    if (step > 1) {
      long values = 1 + (long) ((high - low) / step);
      String first =
          DoubleStream.iterate(low, next -> next + step)
              .limit(Math.min(values, LISTED))
              .mapToObj(ModelSetting::text)
              .collect(Collectors.joining(", "));
      String last = text(low + (values - 1) * step);
      return "one of " + first + (values > LISTED ? ", … " + last : "");
    }
    if (step == 1 && low == 0 && high == 1) {
      return "0 or 1";
    }
    return (step > 0 ? "a whole number from " : "") + text(low) + " to " + text(high);
  }

  /** A number that reads back as the same, without a fraction where it is whole. */
  private static String text(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e9
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
