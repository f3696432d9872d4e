package dev.temper.space;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who depends on whom in a space: checks the conditions, brings their values into the form that the
 * parents hold them in, and puts parents first.
 */
final class Dependencies {

  private final Map<String, Parameter> given;
  private final Map<String, Parameter> checked = new LinkedHashMap<>();

  /** By the name of a parameter which values of which others it needs, those of its parents too. */
  private final Map<String, Map<String, Set<Object>>> needed = new LinkedHashMap<>();

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if a condition cannot be kept; one line
   */
  Dependencies(Map<String, Parameter> given) {
    this.given = given;
    given.values().forEach(parameter -> visit(parameter, new ArrayList<>()));
  }

  /**
   * All parameters, each behind those it depends on, with conditions as they hold for the values of
   * parents.
   */
  List<Parameter> parentsFirst() {
    return List.copyOf(checked.values());
  }

  private void visit(Parameter parameter, List<String> path) {
    String name = parameter.name();
    if (checked.containsKey(name)) {
      return;
    }
    int met = path.indexOf(name);
    path.add(name);
    if (met >= 0) {
      throw new IllegalArgumentException(
          "The conditions go round in a circle: "
              + String.join(" on ", path.subList(met, path.size()))
              + ".");
    }
    Condition condition = Condition.ALWAYS;
    Map<String, Set<Object>> all = new LinkedHashMap<>();
    for (Map.Entry<String, List<Object>> each : parameter.condition().required().entrySet()) {
      String parent = each.getKey();
      if (!given.containsKey(parent)) {
        throw new IllegalArgumentException(
            "The parameter '"
                + name
                + "' depends on '"
                + parent
                + "', which is not there. Parameters: "
                + String.join(", ", given.keySet())
                + ".");
      }
      visit(given.get(parent), path);
      Set<Object> values = values(name, given.get(parent), each.getValue());
      condition = condition.and(parent, List.copyOf(values));
      narrow(name, all, parent, values);
      needed.getOrDefault(parent, Map.of()).forEach((other, its) -> narrow(name, all, other, its));
    }
    path.remove(path.size() - 1);
    needed.put(name, all);
    checked.put(name, parameter.under(condition));
  }

  /** The values of a condition as the parent holds them. */
  private static Set<Object> values(String child, Parameter parent, List<Object> written) {
    String about = "The condition of '" + child + "' on '" + parent.name() + "'";
    if (parent.values().isEmpty()) {
      throw new IllegalArgumentException(
          about + " needs a parameter of separate values: categorical, whole or in steps.");
    }
    Set<Object> values = new LinkedHashSet<>();
    for (Object value : written) {
      try {
        values.add(parent.checked(value));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(about + " can never hold: " + e.getMessage(), e);
      }
    }
    return values;
  }

  private static void narrow(
      String child, Map<String, Set<Object>> all, String parent, Set<Object> values) {
    Set<Object> both = new LinkedHashSet<>(all.getOrDefault(parent, values));
    both.retainAll(values);
    if (both.isEmpty()) {
      throw new IllegalArgumentException(
          "The parameter '"
              + child
              + "' can never exist: its conditions ask for different values of '"
              + parent
              + "'.");
    }
    all.put(parent, both);
  }
}
