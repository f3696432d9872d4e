package dev.temper.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Numbers by name as JSON; those that are not finite, which JSON has not, as texts. */
final class MeasuresJson {

  private static final String NONE = "{}";

  private MeasuresJson() {}

  static String write(Map<String, Double> measures) {
    if (measures.isEmpty()) {
      return NONE;
    }
    ObjectNode tree = JsonTree.MAPPER.createObjectNode();
    measures.forEach(
        (name, value) -> {
          if (Double.isFinite(value)) {
            tree.put(name, value);
          } else {
            tree.put(name, Double.toString(value));
          }
        });
    return tree.toString();
  }

  /**
   * Reads what was written.
   *
   * @throws IllegalArgumentException if it is something else; one line
   */
  static Map<String, Double> read(String json) {
    if (json.equals(NONE)) {
      return Map.of();
    }
    Map<String, Double> measures = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : JsonTree.parse("report", json).properties()) {
      measures.put(entry.getKey(), Double.parseDouble(entry.getValue().asText()));
    }
    return measures;
  }
}
