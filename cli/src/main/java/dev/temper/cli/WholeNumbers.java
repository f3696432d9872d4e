package dev.temper.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.TypeConversionException;

/**
 * An option's value: one whole number, or several to compare.
 *
 * @param values in the order given; 1 or more
 */
record WholeNumbers(List<Integer> values) {

  WholeNumbers {
    values = List.copyOf(values);
  }

  /** Reads {@code 32,64}. */
  static WholeNumbers parse(String text) {
    List<Integer> values = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      try {
        values.add(Integer.valueOf(part.strip()));
      } catch (NumberFormatException e) {
        throw new TypeConversionException(
            "'" + part.strip() + "' is not a whole number up to " + Integer.MAX_VALUE);
      }
    }
    return new WholeNumbers(values);
  }

  /** The only one or the first. */
  int first() {
    return values.get(0);
  }
}
