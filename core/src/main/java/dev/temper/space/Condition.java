package dev.temper.space;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Under which values of other parameters a parameter exists: each parent must exist and have one of
 * its values.
 *
 * @param required by the parent's name the values that will do, one or more; empty for always
 */
public record Condition(Map<String, List<Object>> required) {

  /** No condition. */
  public static final Condition ALWAYS = new Condition(Map.of());

  /**
   * Copies.
   *
   * @throws IllegalArgumentException if a parent has no values
   */
  public Condition {
    Map<String, List<Object>> copy = new LinkedHashMap<>();
    required.forEach(
        (parent, values) -> {
          if (values.isEmpty()) {
            throw new IllegalArgumentException(
                "The condition on '" + parent + "' must name one or more of its values.");
          }
          copy.put(parent, List.copyOf(values));
        });
    required = Collections.unmodifiableMap(copy);
  }

  /**
   * This and another parent.
   *
   * @throws IllegalArgumentException if there are no values, or the parent is there already
   */
  public Condition and(String parent, List<?> values) {
    if (required.containsKey(parent)) {
      throw new IllegalArgumentException(
          "There is a condition on '" + parent + "' already; one with all its values is expected.");
    }
    Map<String, List<Object>> more = new LinkedHashMap<>(required);
    more.put(parent, new ArrayList<>(values));
    return new Condition(more);
  }

  /**
   * Whether it holds.
   *
   * @param values of the parameters that exist, by name
   */
  public boolean holds(Map<String, Object> values) {
    return required.entrySet().stream()
        .allMatch(
            entry ->
                values.containsKey(entry.getKey())
                    && entry.getValue().contains(values.get(entry.getKey())));
  }

  @Override
  public String toString() {
    return required.entrySet().stream()
        .map(entry -> entry.getKey() + " in " + entry.getValue())
        .collect(Collectors.joining(" and "));
  }
}
