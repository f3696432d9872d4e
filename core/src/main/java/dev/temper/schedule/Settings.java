package dev.temper.schedule;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Settings as text, read as what they should be; what cannot be read is refused in one line with
 * the name, the value and what is accepted.
 */
final class Settings {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,4})?");

  private final Kind kind;
  private final Map<String, String> values;

  Settings(Kind kind, Map<String, String> values) {
    this.kind = kind;
    this.values = values;
  }

  Kind kind() {
    return kind;
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  private String required(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "The schedule " + kind.label() + " needs the setting '" + name + "'.");
    }
    return value.strip();
  }

  /** Refuses a setting that another one, as it is given, leaves without effect. */
  void refuseBeside(String given, String other) {
    if (has(given) && has(other)) {
      throw new IllegalArgumentException(
          "The setting "
              + other
              + " ("
              + required(other)
              + ") has no place beside "
              + given
              + " ("
              + required(given)
              + "). Maybe "
              + given
              + "=true.");
    }
  }

  /** Refuses two settings that say the same thing. */
  void requireOneOf(String one, String other) {
    if (has(one) && has(other)) {
      throw new IllegalArgumentException(
          "The settings "
              + one
              + " ("
              + required(one)
              + ") and "
              + other
              + " ("
              + required(other)
              + ") say the same; give one of them.");
    }
  }

  /** A finite number. */
  double number(String name) {
    return number(name, required(name));
  }

  private static double number(String name, String text) {
    if (!NUMBER.matcher(text).matches() || Double.isInfinite(Double.parseDouble(text))) {
      throw new IllegalArgumentException(
          "The setting " + name + " (" + text + ") must be a finite number.");
    }
    return Double.parseDouble(text);
  }

  double number(String name, double otherwise) {
    return has(name) ? number(name) : otherwise;
  }

  /** A number above 0. */
  double positive(String name) {
    double value = number(name);
    CurveChecks.requirePositive("setting " + name, value);
    return value;
  }

  double positive(String name, double otherwise) {
    return has(name) ? positive(name) : otherwise;
  }

  /** A number, 0 or more. */
  double notNegative(String name) {
    double value = number(name);
    CurveChecks.requireNotNegative("setting " + name, value);
    return value;
  }

  double notNegative(String name, double otherwise) {
    return has(name) ? notNegative(name) : otherwise;
  }

  /** A momentum, 0 to below 1. */
  double momentum(String name, double otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    double value = number(name);
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          "The setting " + name + " (" + value + ") must lie in 0 to below 1.");
    }
    return value;
  }

  /** A whole number. */
  long whole(String name) {
    return whole(name, required(name));
  }

  private static long whole(String name, String text) {
    try {
      if (NUMBER.matcher(text).matches()) {
        return new BigDecimal(text).longValueExact();
      }
    } catch (ArithmeticException e) {
      // Not whole, or too large: said below.
    }
    throw new IllegalArgumentException(
        "The setting "
            + name
            + " ("
            + text
            + ") must be a whole number up to "
            + Long.MAX_VALUE
            + ".");
  }

  long whole(String name, long otherwise) {
    return has(name) ? whole(name) : otherwise;
  }

  /** A whole number, 1 or more. */
  long count(String name, long otherwise) {
    long value = whole(name, otherwise);
    CurveChecks.requireAtLeastOne("setting " + name, value);
    return value;
  }

  /** True or false, in any case. */
  boolean flag(String name, boolean otherwise) {
    return has(name) ? choice(name, "", "true", "false").equals("true") : otherwise;
  }

  /** One of several words, in any case. */
  String choice(String name, String otherwise, String... accepted) {
    if (!has(name)) {
      return otherwise;
    }
    String value = required(name).toLowerCase(Locale.ROOT);
    if (!Arrays.asList(accepted).contains(value)) {
      throw new IllegalArgumentException(
          "The setting "
              + name
              + " ("
              + required(name)
              + ") must be one of: "
              + String.join(", ", accepted)
              + ".");
    }
    return value;
  }

  /** Whole numbers, separated by commas, with or without brackets. */
  List<Long> wholes(String name) {
    return list(name).stream().map(text -> whole(name, text)).toList();
  }

  /** Finite numbers, 0 or more. */
  List<Double> numbers(String name) {
    List<Double> numbers = list(name).stream().map(text -> number(name, text)).toList();
    numbers.forEach(value -> CurveChecks.requireNotNegative("setting " + name, value));
    return numbers;
  }

  /** Numbers of which some may be NaN or infinite, as measurements are. */
  List<Double> measurements(String name) {
    return list(name).stream().map(text -> measurement(name, text)).toList();
  }

  private static double measurement(String name, String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nan" -> Double.NaN;
      case "inf", "infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> number(name, text);
    };
  }

  private List<String> list(String name) {
    String text = required(name);
    boolean brackets = text.startsWith("[") && text.endsWith("]") && text.length() > 1;
    String inside = brackets ? text.substring(1, text.length() - 1).strip() : text;
    List<String> items = new ArrayList<>();
    for (String item : inside.split(",", -1)) {
      items.add(item.strip());
    }
    return inside.isEmpty() ? List.of() : items;
  }

  /** The text of a setting, or null. */
  @Nullable String text(String name) {
    return has(name) ? required(name) : null;
  }
}
