package dev.temper.cli;

import java.util.List;
import java.util.stream.Collectors;

/** Options that are lists for range tests, where only one value makes sense. */
final class OneValue {

  private OneValue() {}

  /**
   * Checks that there is one value at most.
   *
   * @param what the values' name
   * @param values as they were given
   * @param where only one makes sense, as in {@code beside --estimate}
   * @throws IllegalArgumentException if there are several
   */
  static void require(String what, List<?> values, String where) {
    if (values.size() > 1) {
      throw new IllegalArgumentException(
          "The "
              + what
              + " takes one value "
              + where
              + ", not "
              + values.size()
              + " ("
              + values.stream().map(Object::toString).collect(Collectors.joining(", "))
              + "). Maybe 'range-test' alone, which compares several.");
    }
  }
}
