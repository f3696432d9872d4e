package dev.temper.recipe;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long the final run is, and by that the whole procedure: finding the values takes at most
 * {@link #FINDING_SHARE} times as much again.
 *
 * <p>Epochs, iterations and examples count the final run. Minutes are the wall time of everything
 * together, from the first check to the test.
 *
 * @param amount how many; above 0, and whole for iterations and examples
 * @param unit of what
 */
public record Budget(double amount, Unit unit) {

  /** What a budget counts. */
  public enum Unit {
    /** Passes over the training split. */
    EPOCHS,
    /** Optimizer updates. */
    ITERATIONS,
    /** Training examples, each counted as often as it is trained on. */
    EXAMPLES,
    /** Wall time, the finding of values included. */
    MINUTES
  }

  /**
   * The most training examples spent on finding values, as a multiple of the final run's. A final
   * run of fewer than 60 updates is the exception: a range test takes 50.
   */
  public static final double FINDING_SHARE = 1.5;

  /** The final run of a procedure that was not told otherwise. */
  public static final Budget DEFAULT = epochs(15);

  private static final Pattern FORM =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*(epochs?|iterations?|examples?|minutes?|min)?");

  /**
   * Checks the amount.
   *
   * @throws IllegalArgumentException if it is not above 0 and finite, or part of an iteration or
   *     example
   */
  public Budget {
    if (!(amount > 0) || amount == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "The budget (" + text(amount, unit) + ") must be finite and above 0.");
    }
    boolean whole = unit == Unit.ITERATIONS || unit == Unit.EXAMPLES;
    if (whole && amount != Math.rint(amount)) {
      String units = unit == Unit.ITERATIONS ? "iterations" : "examples";
      throw new IllegalArgumentException(
          "The budget (" + text(amount, unit) + ") must be a whole number of " + units + ".");
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

  /** A number of training examples. */
  public static Budget examples(long examples) {
    return new Budget(examples, Unit.EXAMPLES);
  }

  /** A wall time for everything together, in minutes. */
  public static Budget minutes(double minutes) {
    return new Budget(minutes, Unit.MINUTES);
  }

  /**
   * Reads a budget as it is written on a command line: {@code 10epochs}, {@code 2000iterations},
   * {@code 500000examples}, {@code 5minutes}; a number alone means epochs.
   *
   * @throws IllegalArgumentException if it has another form; the message shows the accepted ones
   */
  public static Budget parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "The budget '"
              + text
              + "' cannot be read. Accepted: 10epochs, 0.5epochs, 2000iterations, 500000examples,"
              + " 5minutes.");
    }
    double amount = Double.parseDouble(matcher.group(1));
    String unit = matcher.group(2) == null ? "epochs" : matcher.group(2);
    return new Budget(
        amount,
        switch (unit.charAt(0)) {
          case 'i' -> Unit.ITERATIONS;
          case 'm' -> Unit.MINUTES;
          default -> unit.startsWith("ex") ? Unit.EXAMPLES : Unit.EPOCHS;
        });
  }

  /** Whether it is a wall time, which becomes iterations only once an update has been timed. */
  public boolean isTime() {
    return unit == Unit.MINUTES;
  }

  /**
   * Refuses a wall time, for what is a single run and not a procedure.
   *
   * @throws IllegalArgumentException if it {@linkplain #isTime is one}
   */
  public void requireCounted() {
    if (isTime()) {
      throw new IllegalArgumentException(
          "The budget ("
              + this
              + ") is a wall time, which only 'tune' divides. Accepted: epochs, iterations or"
              + " examples, as in 10epochs.");
    }
  }

  /**
   * Updates in a budget that is no wall time, at least 2.
   *
   * @param iterationsPerEpoch updates in an epoch; 1 or more
   * @param examplesPerUpdate examples in an update; 1 or more
   * @throws IllegalArgumentException if it {@linkplain #isTime is a wall time}
   */
  public long toIterations(long iterationsPerEpoch, long examplesPerUpdate) {
    requireCounted();
    double count =
        switch (unit) {
          case EPOCHS -> amount * iterationsPerEpoch;
          case ITERATIONS -> amount;
          case EXAMPLES -> amount / examplesPerUpdate;
          case MINUTES -> throw new IllegalStateException();
        };
    return Math.max(2, Math.round(count));
  }

  @Override
  public String toString() {
    return text(amount, unit);
  }

  private static String text(double amount, Unit unit) {
    String number = amount == Math.rint(amount) ? Long.toString((long) amount) : "" + amount;
    return number
        + switch (unit) {
          case EPOCHS -> " epoch";
          case ITERATIONS -> " iteration";
          case EXAMPLES -> " example";
          case MINUTES -> " minute";
        }
        + (amount == 1 ? "" : "s");
  }
}
