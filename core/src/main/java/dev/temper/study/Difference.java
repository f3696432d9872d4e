package dev.temper.study;

import dev.temper.space.Parameter;
import dev.temper.space.Space;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What tells a study that is kept from one that is given, in words. */
final class Difference {

  private Difference() {}

  /** The first difference in what a study may not change; empty where there is none. */
  static Optional<String> between(StudyDefinition kept, StudyDefinition given) {
    if (!kept.space().equals(given.space())) {
      return Optional.of("space (" + between(kept.space(), given.space()) + ")");
    }
    if (!kept.objective().equals(given.objective())) {
      return of("objective", kept.objective(), given.objective());
    }
    if (kept.direction() != given.direction()) {
      return of("direction", kept.direction(), given.direction());
    }
    return kept.seed() == given.seed() ? Optional.empty() : of("seed", kept.seed(), given.seed());
  }

  private static Optional<String> of(String what, Object kept, Object given) {
    return Optional.of(what + " (" + kept + ", not " + given + ")");
  }

  private static String between(Space kept, Space given) {
    Map<String, Parameter> before = byName(kept);
    for (Parameter parameter : given.parameters()) {
      Parameter other = before.remove(parameter.name());
      if (other == null) {
        return "it has no '" + parameter.name() + "'";
      }
      if (!other.equals(parameter)) {
        return "its '" + parameter.name() + "' is another";
      }
    }
    return before.isEmpty()
        ? "its parameters stand in another order"
        : "it also has '" + before.keySet().iterator().next() + "'";
  }

  private static Map<String, Parameter> byName(Space space) {
    Map<String, Parameter> byName = new LinkedHashMap<>();
    space.parameters().forEach(parameter -> byName.put(parameter.name(), parameter));
    return byName;
  }
}
