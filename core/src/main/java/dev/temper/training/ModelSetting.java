package dev.temper.training;

/**
 * One number that shapes a network, its present value and what else it may be.
 *
 * @param name as it is written in the model's text form, for example {@code dropout}; lower-case
 *     letters, digits, {@code -} and {@code _}, a letter first
 * @param kind what a larger value does
 * @param value the present value; from {@code low} to {@code high}
 * @param low the lowest value accepted
 * @param high the highest value accepted
 * @param whole whether only whole numbers are accepted
 */
public record ModelSetting(
    String name, Kind kind, double value, double low, double high, boolean whole) {

  /** What a setting does to the network. */
  public enum Kind {
    /** The probability with which values are set to 0 in training: more regularizes more. */
    DROPOUT,
    /** Layers, or layers added: more make the network deeper. */
    DEPTH,
    /** Outputs of a layer, or their factor: more make the network wider. */
    WIDTH
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
    if (!(value >= low && value <= high) || (whole && value != Math.rint(value))) {
      throw new IllegalArgumentException(
          "The "
              + name
              + " ("
              + text(value)
              + ") must be "
              + (whole ? "a whole number from " : "")
              + text(low)
              + " to "
              + text(high)
              + ".");
    }
  }

  /**
   * This setting with another value.
   *
   * @throws IllegalArgumentException if the value is outside its range
   */
  public ModelSetting with(double other) {
    return new ModelSetting(name, kind, other, low, high, whole);
  }

  /** The setting as it is written: {@code dropout=0.2}, {@code layers=3}. */
  public String text() {
    return name + "=" + text(value);
  }

  /** What is accepted: {@code dropout from 0 to 0.9}, {@code layers from 0 to 100, whole}. */
  public String accepted() {
    return name + " from " + text(low) + " to " + text(high) + (whole ? ", whole" : "");
  }

  /** A number that reads back as the same, without a fraction where it is whole. */
  private static String text(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e9
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
