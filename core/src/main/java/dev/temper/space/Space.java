package dev.temper.space;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that is searched over at once, as in
 *
 * <pre>{@code
 * Space space =
 *     Space.of(
 *         FloatParameter.log("learning_rate", 1e-5, 1),
 *         IntParameter.linear("layers", 1, 4),
 *         CategoricalParameter.of("optimizer", "sgd", "adam"),
 *         FloatParameter.linear("momentum", 0.8, 0.99).when("optimizer", "sgd"));
 * }</pre>
 *
 * <p>A point of the space is a {@link Configuration}; a sampler sees it as a vector of places from
 * 0 to 1, one for each parameter in the order of {@link #parameters}. Immutable.
 */
public final class Space {

  private final Map<String, Parameter> byName;
  private final List<Parameter> parameters;

  /** Every parameter behind those it depends on. */
  private final List<Parameter> parentsFirst;

  /** Where these stand among all. */
  private final int[] index;

  private Space(Map<String, Parameter> byName, List<Parameter> parentsFirst) {
    this.byName = Collections.unmodifiableMap(byName);
    this.parameters = List.copyOf(byName.values());
    this.parentsFirst = List.copyOf(parentsFirst);
    List<String> names = List.copyOf(byName.keySet());
    index = parentsFirst.stream().mapToInt(parameter -> names.indexOf(parameter.name())).toArray();
  }

  /**
   * A space.
   *
   * @throws IllegalArgumentException as {@link #of(List)}
   */
  public static Space of(Parameter... parameters) {
    return of(Arrays.asList(parameters));
  }

  /**
   * A space.
   *
   * @param parameters one or more, in any order
   * @throws IllegalArgumentException if there is none, two have one name, or a condition names a
   *     parameter that is not there, one without separate values, or a value it has not, goes round
   *     in a circle, or can never hold; one line
   */
  public static Space of(List<? extends Parameter> parameters) {
    if (parameters.isEmpty()) {
      throw new IllegalArgumentException("A space (of 0 parameters) must have one or more.");
    }
    Map<String, Parameter> byName = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      if (byName.put(parameter.name(), parameter) != null) {
        throw new IllegalArgumentException(
            "There are two parameters '" + parameter.name() + "'; one is expected.");
      }
    }
    List<Parameter> parentsFirst = new Dependencies(byName).parentsFirst();
    // Those that are there already keep their places.
    parentsFirst.forEach(parameter -> byName.put(parameter.name(), parameter));
    return new Space(byName, parentsFirst);
  }

  /** All parameters, in the order they were given. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** How many parameters there are, those that do not always exist among them. */
  public int dimension() {
    return byName.size();
  }

  /**
   * A parameter.
   *
   * @throws IllegalArgumentException if there is none of that name; one line that tells the names
   */
  public Parameter parameter(String name) {
    Parameter parameter = byName.get(name);
    if (parameter == null) {
      throw new IllegalArgumentException(
          "There is no parameter '"
              + name
              + "'. Parameters: "
              + String.join(", ", byName.keySet())
              + ".");
    }
    return parameter;
  }

  /** Whether some parameter exists only under values of others. */
  public boolean isConditional() {
    return parameters.stream().anyMatch(p -> !p.condition().required().isEmpty());
  }

  /**
   * The configuration at a place.
   *
   * @param places 0 to 1 for each parameter in the order of {@link #parameters}; those of
   *     parameters that do not exist there are not looked at
   * @throws IllegalArgumentException if there are more or fewer, or one is outside
   */
  public Configuration at(double... places) {
    if (places.length != byName.size()) {
      throw new IllegalArgumentException(
          "The places ("
              + places.length
              + ") must be as many as parameters: "
              + byName.size()
              + ".");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < index.length; i++) {
      Parameter parameter = parentsFirst.get(i);
      if (parameter.condition().holds(values)) {
        values.put(parameter.name(), parameter.valueAt(places[index[i]]));
      }
    }
    return inOrder(values);
  }

  /** The places of a configuration of this space, in the same order; NaN where none exists. */
  public double[] placesOf(Configuration configuration) {
    return configuration.placesIn(this).clone();
  }

  /** The places of values by name. */
  double[] placesOf(Map<String, Object> values) {
    double[] places = new double[parameters.size()];
    for (int i = 0; i < places.length; i++) {
      Parameter parameter = parameters.get(i);
      Object value = values.get(parameter.name());
      places[i] = value == null ? Double.NaN : parameter.placeOf(value);
    }
    return places;
  }

  /**
   * A configuration from values by name, however they were written.
   *
   * @param given a value for each parameter that exists under the others, and no more
   * @throws IllegalArgumentException if one is missing, unknown, does not exist under the others,
   *     or has a value it may not have; one line
   */
  public Configuration configuration(Map<String, ?> given) {
    given.keySet().forEach(this::parameter);
    Map<String, Object> values = new LinkedHashMap<>();
    for (Parameter parameter : parentsFirst) {
      Object value = given.get(parameter.name());
      if (parameter.condition().holds(values)) {
        if (value == null) {
          throw new IllegalArgumentException("There is no value of '" + parameter.name() + "'.");
        }
        values.put(parameter.name(), parameter.checked(value));
      } else if (given.containsKey(parameter.name())) {
        throw new IllegalArgumentException(
            "The "
                + parameter.name()
                + " ("
                + value
                + ") exists only with "
                + parameter.condition()
                + ".");
      }
    }
    return inOrder(values);
  }

  private Configuration inOrder(Map<String, Object> values) {
    Map<String, Object> ordered = new LinkedHashMap<>();
    for (String name : byName.keySet()) {
      if (values.containsKey(name)) {
        ordered.put(name, values.get(name));
      }
    }
    return new Configuration(ordered);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Space space && space.parameters().equals(parameters());
  }

  @Override
  public int hashCode() {
    return parameters().hashCode();
  }

  @Override
  public String toString() {
    return "Space" + parameters();
  }
}
