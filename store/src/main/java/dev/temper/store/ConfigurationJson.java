package dev.temper.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.space.Configuration;
import dev.temper.space.Space;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A configuration as JSON: an object of values by name, such as {@code {"learning_rate":0.003,
 * "optimizer":"adam"}}. What is written reads back as an equal configuration, every bit of a number
 * included. A value that is null is as good as left out.
 */
public final class ConfigurationJson {

  private ConfigurationJson() {}

  /**
   * Reads a configuration.
   *
   * @param space it is of
   * @throws IllegalArgumentException if the text is no JSON or no configuration of the space; one
   *     line that names the parameter, the value and what is accepted
   */
  public static Configuration read(Space space, String json) {
    return configuration(space, JsonTree.parse("configuration", json));
  }

  /**
   * Reads a configuration from what a parser of JSON or YAML has made.
   *
   * @param tree a {@link JsonNode}, or a map of texts, numbers and truth values
   * @throws IllegalArgumentException as {@link #read}
   */
  public static Configuration readTree(Space space, Object tree) {
    return configuration(space, JsonTree.of("configuration", tree));
  }

  /** Writes a configuration in one line. */
  public static String write(Configuration configuration) {
    return tree(configuration).toString();
  }

  /** The configuration as a tree, to stand within a larger one. */
  public static ObjectNode tree(Configuration configuration) {
    ObjectNode tree = JsonTree.MAPPER.createObjectNode();
    configuration.values().forEach((name, value) -> tree.set(name, JsonTree.node(value)));
    return tree;
  }

  private static Configuration configuration(Space space, JsonNode tree) {
    if (!tree.isObject()) {
      throw new IllegalArgumentException(
          "The configuration ("
              + JsonTree.shown(tree)
              + ") must be an object with a value for each parameter.");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : tree.properties()) {
      if (!entry.getValue().isNull()) {
        values.put(entry.getKey(), JsonTree.value(entry.getValue()));
      }
    }
    return space.configuration(values);
  }
}
