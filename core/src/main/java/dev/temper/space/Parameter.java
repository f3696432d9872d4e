package dev.temper.space;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * One thing that is searched over: a name, the values it may take, and the {@linkplain Condition
 * condition} under which it exists.
 *
 * <p>Every value has a place from 0 to 1, such that equal lengths are equally likely before
 * anything is known: on a logarithmic scale a decade is as long as any other, and each of n
 * separate values has an n-th. Samplers work on places. Values are {@link Double}, {@link Long}, or
 * the choices of a categorical parameter. Immutable.
 */
public sealed interface Parameter permits FloatParameter, IntParameter, CategoricalParameter {

  /** What it is called; unique in its {@link Space}. */
  String name();

  /** Under which values of others it exists; {@link Condition#ALWAYS} for one that always does. */
  Condition condition();

  /**
   * The same parameter, which exists only where another one has one of these values, besides what
   * was asked for before.
   *
   * @param parent the name of the other one
   * @param values one or more of its values
   * @throws IllegalArgumentException if there are no values, or it depends on the parent already
   */
  default Parameter when(String parent, Object... values) {
    return under(condition().and(parent, Arrays.asList(values)));
  }

  /** The same parameter under another condition. */
  Parameter under(Condition other);

  /** How many different values it has; empty where they cannot be counted. */
  OptionalLong values();

  /**
   * The value at a place.
   *
   * @param place 0 to 1
   * @throws IllegalArgumentException if outside
   */
  Object valueAt(double place);

  /**
   * The place of a value; of one of n separate values the middle of its n-th.
   *
   * @throws IllegalArgumentException as {@link #checked}
   */
  double placeOf(Object value);

  /**
   * How much of the scale has a value, half of it on either side of its {@linkplain #placeOf
   * place}; 0 where values are not separate.
   *
   * @throws IllegalArgumentException as {@link #checked}
   */
  double shareOf(Object value);

  /**
   * A value as this parameter holds it, however it was written: a whole number for a float
   * parameter, 3.0 for an int one.
   *
   * @throws IllegalArgumentException if it is none of its values; one line that names it and what
   *     is accepted
   */
  Object checked(Object value);

  /** Refuses a place outside 0 to 1. */
  static double checkedPlace(double place) {
    if (!(place >= 0 && place <= 1)) {
      throw new IllegalArgumentException("The place (" + place + ") must be 0 to 1.");
    }
    return place;
  }

  /** Refuses a name that cannot be told in a line. */
  static String checkedName(String name) {
    if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "The parameter's name (" + name.strip() + ") must be a word or more in one line.");
    }
    return name;
  }
}
