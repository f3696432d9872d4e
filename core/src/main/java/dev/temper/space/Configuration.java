package dev.temper.space;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A value for every parameter of a space that exists under the others' values: what one trial
 * tries.
 *
 * <p>Made by a {@link Space}, which has checked it. Two with the same values are equal. Immutable.
 */
public final class Configuration {

  private final Map<String, Object> values;

  /** Where it is, once somebody has asked: samplers ask for all trials again at every choice. */
  private @Nullable Placed placed;

  /**
   * Places in a space. Whoever finds one sees it whole; of two threads that both make it either's
   * is as good.
   */
  private static final class Placed {

    private final Space space;
    private final double[] places;

    private Placed(Space space, double[] places) {
      this.space = space;
      this.places = places;
    }
  }

  Configuration(Map<String, Object> values) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The values by name, in the order of the space: {@link Double}, {@link Long} or a choice. */
  public Map<String, Object> values() {
    return values;
  }

  /** Whether the parameter exists here. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /**
   * A value.
   *
   * @throws IllegalArgumentException if there is no such parameter here; one line that names those
   *     there are
   */
  public Object get(String name) {
    Object value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "There is no parameter '" + name + "' here. There are: " + names() + ".");
    }
    return value;
  }

  /**
   * A number.
   *
   * @throws IllegalArgumentException if there is no such parameter here, or it is no number
   */
  public double getDouble(String name) {
    return number(name).doubleValue();
  }

  /**
   * A whole number.
   *
   * @throws IllegalArgumentException if there is no such parameter here, or it is no whole number
   *     within the range of an int
   */
  public int getInt(String name) {
    Number number = number(name);
    if (!(number instanceof Long whole) || whole.intValue() != whole) {
      throw new IllegalArgumentException(
          "The " + name + " (" + number + ") is no whole number of 32 bits.");
    }
    return whole.intValue();
  }

  private Number number(String name) {
    if (get(name) instanceof Number number) {
      return number;
    }
    throw new IllegalArgumentException("The " + name + " (" + get(name) + ") is no number.");
  }

  /**
   * A value as text, a choice as it was given.
   *
   * @throws IllegalArgumentException if there is no such parameter here
   */
  public String getString(String name) {
    return get(name).toString();
  }

  /**
   * A truth value.
   *
   * @throws IllegalArgumentException if there is no such parameter here, or it is neither true nor
   *     false
   */
  public boolean getBoolean(String name) {
    if (get(name) instanceof Boolean truth) {
      return truth;
    }
    throw new IllegalArgumentException(
        "The " + name + " (" + get(name) + ") is neither true nor false.");
  }

  /** The places in a space it is of; not to be written to. An equal space makes them anew. */
  @SuppressWarnings("ReferenceEquality")
  double[] placesIn(Space space) {
    Placed known = placed;
    if (known == null || known.space != space) {
      known = new Placed(space, space.placesOf(values));
      placed = known;
    }
    return known.places;
  }

  private String names() {
    return String.join(", ", values.keySet());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Configuration configuration && configuration.values.equals(values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
