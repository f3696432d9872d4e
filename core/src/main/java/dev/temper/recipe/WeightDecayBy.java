package dev.temper.recipe;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the weight decay is found. */
public enum WeightDecayBy {
  /**
   * Short runs at a tenth, once and ten times the default, judged by their early validation loss,
   * then the exponent is bisected (Smith 2018, section 4.4).
   */
  GRID,
  /** A range test at each value: the one that comes lowest at the largest rates is taken. */
  RANGE,
  /** One run up to where its loss stalls, and restarts from there with each value. */
  SNAPSHOT;

  /** The name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The way of a name.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static WeightDecayBy named(String name) {
    for (WeightDecayBy way : values()) {
      if (way.label().equalsIgnoreCase(name)) {
        return way;
      }
    }
    throw new IllegalArgumentException(
        "There is no way '"
            + name
            + "' to find the weight decay. Accepted: "
            + Arrays.stream(values()).map(WeightDecayBy::label).collect(Collectors.joining(", "))
            + ".");
  }
}
