package dev.temper.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.TypeConversionException;

/**
 * An option's value: one number, or several to compare.
 *
 * @param values in the order given; 1 or more
 */
record Decimals(List<Double> values) {

  Decimals {
    values = List.copyOf(values);
  }

  /** Reads {@code 1e-2,1e-3}. */
  static Decimals parse(String text) {
    List<Double> values = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      try {
        values.add(Double.valueOf(part.strip()));
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'" + part.strip() + "' is not a number");
      }
    }
    return new Decimals(values);
  }

  /** The only one or the first. */
  double first() {
    return values.get(0);
  }
}
