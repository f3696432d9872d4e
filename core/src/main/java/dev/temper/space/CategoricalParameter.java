package dev.temper.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One of several choices without an order: texts, numbers or truth values.
 *
 * @param name what it is called
 * @param choices one or more, all different; numbers are {@link Long} where they are whole, else
 *     {@link Double}
 * @param condition under which it exists
 */
public record CategoricalParameter(String name, List<Object> choices, Condition condition)
    implements Parameter {

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if there is no choice, two are the same, or one is no text,
   *     finite number or truth value
   */
  public CategoricalParameter {
    Parameter.checkedName(name);
    if (choices.isEmpty()) {
      throw new IllegalArgumentException("The choices of '" + name + "' must be one or more.");
    }
    List<Object> copy = new ArrayList<>();
    for (Object choice : choices) {
      Object held = held(choice);
      if (held == null) {
        throw new IllegalArgumentException(
            "The choice of '"
                + name
                + "' ("
                + choice
                + ") must be a text, a finite number, true or false.");
      }
      if (copy.contains(held)) {
        throw new IllegalArgumentException(
            "The choice of '" + name + "' (" + choice + ") stands there twice.");
      }
      copy.add(held);
    }
    choices = List.copyOf(copy);
  }

  /** One that always exists. */
  public static CategoricalParameter of(String name, Object... choices) {
    return new CategoricalParameter(name, Arrays.asList(choices), Condition.ALWAYS);
  }

  @Override
  public CategoricalParameter under(Condition other) {
    return new CategoricalParameter(name, choices, other);
  }

  @Override
  public OptionalLong values() {
    return OptionalLong.of(choices.size());
  }

  @Override
  public Object valueAt(double place) {
    double at = Parameter.checkedPlace(place);
    return choices.get(Math.min(choices.size() - 1, (int) (at * choices.size())));
  }

  @Override
  public double placeOf(Object value) {
    return (choices.indexOf(checked(value)) + 0.5) / choices.size();
  }

  @Override
  public double shareOf(Object value) {
    checked(value);
    return 1.0 / choices.size();
  }

  @Override
  public Object checked(Object value) {
    Object held = held(value);
    if (held == null || !choices.contains(held)) {
      throw new IllegalArgumentException(
          "The "
              + name
              + " ("
              + value
              + ") must be one of "
              + choices.stream().map(Objects::toString).collect(Collectors.joining(", "))
              + ".");
    }
    return held;
  }

  /** The choice as it is held, so that 1, 1L and 1.0 are the same; null if it can be none. */
  private static @Nullable Object held(Object choice) {
    if (choice instanceof String || choice instanceof Boolean) {
      return choice;
    }
    if (!(choice instanceof Number number) || !Double.isFinite(number.doubleValue())) {
      return null;
    }
    double value = number.doubleValue();
    return value == Math.rint(value) && Math.abs(value) < 1L << 53 ? (Object) (long) value : value;
  }
}
