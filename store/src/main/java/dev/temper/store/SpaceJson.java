package dev.temper.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.space.CategoricalParameter;
import dev.temper.space.FloatParameter;
import dev.temper.space.IntParameter;
import dev.temper.space.Parameter;
import dev.temper.space.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A search space as JSON:
 *
 * <pre>{@code
 * {"parameters": [
 *   {"name": "learning_rate", "type": "float", "low": 1e-5, "high": 1, "log": true},
 *   {"name": "layers", "type": "int", "low": 1, "high": 4},
 *   {"name": "optimizer", "type": "categorical", "choices": ["sgd", "adam"]},
 *   {"name": "momentum", "type": "float", "low": 0.8, "high": 0.99, "when": {"optimizer": ["sgd"]}}
 * ]}
 * }</pre>
 *
 * <p>{@code log}, {@code step}, {@code likely} (of a float) and {@code when} may be left out; a key
 * whose value is null is as good as left out. Nothing else is accepted. What is written reads back
 * as an equal space.
 */
public final class SpaceJson {

  private SpaceJson() {}

  /**
   * Reads a space.
   *
   * @throws IllegalArgumentException if the text is no JSON or describes no space; one line that
   *     names the parameter, the value and what is accepted
   */
  public static Space read(String json) {
    return space(JsonTree.parse("space", json));
  }

  /**
   * Reads a space from what a parser of JSON or YAML has made.
   *
   * @param tree a {@link JsonNode}, or maps and lists of texts, numbers and truth values
   * @throws IllegalArgumentException as {@link #read}
   */
  public static Space readTree(Object tree) {
    return space(JsonTree.of("space", tree));
  }

  /** Writes a space in one line. */
  public static String write(Space space) {
    return tree(space).toString();
  }

  /** The space as a tree, to stand within a larger one. */
  public static ObjectNode tree(Space space) {
    ObjectNode tree = JsonTree.MAPPER.createObjectNode();
    ArrayNode list = tree.putArray("parameters");
    space.parameters().forEach(parameter -> list.add(tree(parameter)));
    return tree;
  }

  private static Space space(JsonNode tree) {
    if (!tree.isObject()) {
      throw new IllegalArgumentException(
          "The space ("
              + JsonTree.shown(tree)
              + ") must be an object of the form {\"parameters\": [...]}.");
    }
    tree.fieldNames()
        .forEachRemaining(
            key -> {
              if (!key.equals("parameters")) {
                throw new IllegalArgumentException(
                    "The space has an unknown key '"
                        + JsonTree.shortened(key)
                        + "'. Accepted: parameters.");
              }
            });
    JsonNode list = tree.path("parameters");
    if (!list.isArray()) {
      throw new IllegalArgumentException(
          "The parameters of the space ("
              + (list.isMissingNode() ? "there are none" : JsonTree.shown(list))
              + ") must be a list.");
    }
    List<Parameter> parameters = new ArrayList<>();
    for (JsonNode each : list) {
      parameters.add(new ParameterReader(each, parameters.size() + 1).parameter());
    }
    return Space.of(parameters);
  }

  private static ObjectNode tree(Parameter parameter) {
    ObjectNode tree = JsonTree.MAPPER.createObjectNode().put("name", parameter.name());
    if (parameter instanceof FloatParameter number) {
      tree.put("type", "float").put("low", number.low()).put("high", number.high());
      if (number.log()) {
        tree.put("log", true);
      }
      if (number.step() != 0) {
        tree.put("step", number.step());
      }
      if (!Double.isNaN(number.likely())) {
        tree.put("likely", number.likely());
      }
    } else if (parameter instanceof IntParameter whole) {
      tree.put("type", "int").put("low", whole.low()).put("high", whole.high());
      if (whole.log()) {
        tree.put("log", true);
      }
      if (whole.step() != 1) {
        tree.put("step", whole.step());
      }
    } else if (parameter instanceof CategoricalParameter choice) {
      tree.put("type", "categorical");
      put(tree, "choices", choice.choices());
    }
    Map<String, List<Object>> required = parameter.condition().required();
    if (!required.isEmpty()) {
      ObjectNode when = tree.putObject("when");
      required.forEach((parent, values) -> put(when, parent, values));
    }
    return tree;
  }

  private static void put(ObjectNode tree, String key, List<Object> values) {
    ArrayNode list = tree.putArray(key);
    values.forEach(value -> list.add(JsonTree.node(value)));
  }
}
