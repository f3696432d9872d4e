package dev.temper.recipe;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long the final run is.
 *
 * @param amount how many; above 0, and whole for iterations
 * @param unit of what
 */
public record Budget(double amount, Unit unit) {

  /** What a budget counts. */
  public enum Unit {
    /** Passes over the training split. */
    EPOCHS,
    /** Optimizer updates. */
    ITERATIONS
  }

  /** The final run of a procedure that was not told otherwise. */
  public static final Budget DEFAULT = epochs(15);

  private static final Pattern FORM =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*(epochs?|iterations?)?");

  /**
   * Checks the amount.
   *
   * @throws IllegalArgumentException if it is not above 0 and finite, or part of an iteration
   */
  public Budget {
    if (!(amount > 0) || amount == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("The budget (" + amount + ") must be finite and above 0.");
    }
    if (unit == Unit.ITERATIONS && amount != Math.rint(amount)) {
      throw new IllegalArgumentException(
          "The budget (" + amount + " iterations) must be a whole number of iterations.");
    }
  }

  /** A number of passes over the training split, not necessarily whole. */
  public static Budget epochs(double epochs) {
    return new Budget(epochs, Unit.EPOCHS);
  }

  /** A number of updates. */
  public static Budget iterations(long iterations) {
    return new Budget(iterations, Unit.ITERATIONS);
  }

  /**
   * Reads a budget as it is written on a command line: {@code 10epochs}, {@code 2000iterations}; a
   * number alone means epochs.
   *
   * @throws IllegalArgumentException if it has another form; the message shows the accepted ones
   */
  public static Budget parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "The budget '"
              + text
              + "' cannot be read. Accepted: 10epochs, 0.5epochs, 2000iterations.");
    }
    double amount = Double.parseDouble(matcher.group(1));
    String unit = matcher.group(2);
    return new Budget(amount, unit != null && unit.startsWith("i") ? Unit.ITERATIONS : Unit.EPOCHS);
  }

  /** Updates in this budget, at least 2, where an epoch takes the given number. */
  public long toIterations(long iterationsPerEpoch) {
    double count = unit == Unit.EPOCHS ? amount * iterationsPerEpoch : amount;
    return Math.max(2, Math.round(count));
  }

  @Override
  public String toString() {
    String number = amount == Math.rint(amount) ? Long.toString((long) amount) : "" + amount;
    return number + (unit == Unit.EPOCHS ? " epochs" : " iterations");
  }
}
