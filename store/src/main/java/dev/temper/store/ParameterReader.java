package dev.temper.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.temper.space.CategoricalParameter;
import dev.temper.space.Condition;
import dev.temper.space.FloatParameter;
import dev.temper.space.IntParameter;
import dev.temper.space.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One parameter of a space's JSON. */
final class ParameterReader {

  private static final List<String> FLOAT_KEYS =
      List.of("name", "type", "low", "high", "log", "step", "likely", "when");
  private static final List<String> INT_KEYS =
      List.of("name", "type", "low", "high", "log", "step", "when");
  private static final List<String> CHOICE_KEYS = List.of("name", "type", "choices", "when");
  private static final String TYPES = "float, int or categorical";

  private final JsonNode tree;
  private final String name;

  /**
   * Begins.
   *
   * @param tree what stands there
   * @param place where it stands in the list, from 1
   * @throws IllegalArgumentException if it has no name
   */
  ParameterReader(JsonNode tree, int place) {
    String about = "The parameter at place " + place + " (" + JsonTree.shown(tree) + ") must ";
    if (!tree.isObject()) {
      throw new IllegalArgumentException(about + "be an object with a name and a type.");
    }
    if (!tree.path("name").isTextual()) {
      throw new IllegalArgumentException(about + "have a text for its name.");
    }
    this.tree = tree;
    this.name = tree.path("name").textValue();
  }

  /**
   * The parameter.
   *
   * @throws IllegalArgumentException if a key or value is missing, unknown or not accepted; one
   *     line
   */
  Parameter parameter() {
    JsonNode type = required("type", TYPES + " is expected");
    switch (type.asText()) {
      case "float" -> {
        checkKeys("float", FLOAT_KEYS);
        double step = given("step") == null ? 0 : number("step");
        // A step of 0 would be no step at all, which is not what whoever wrote it means.
        if (given("step") != null && step == 0) {
          throw refusal("step", "above 0");
        }
        double likely = given("likely") == null ? Double.NaN : number("likely");
        return new FloatParameter(
            name, number("low"), number("high"), log(), step, likely, condition());
      }
      case "int" -> {
        checkKeys("int", INT_KEYS);
        long step = given("step") == null ? 1 : whole("step");
        return new IntParameter(name, whole("low"), whole("high"), log(), step, condition());
      }
      case "categorical" -> {
        checkKeys("categorical", CHOICE_KEYS);
        return new CategoricalParameter(name, choices(), condition());
      }
      default -> throw refusal("type", TYPES);
    }
  }

  private void checkKeys(String type, List<String> accepted) {
    for (Map.Entry<String, JsonNode> entry : tree.properties()) {
      String key = entry.getKey();
      boolean other = FLOAT_KEYS.contains(key) || CHOICE_KEYS.contains(key);
      if (accepted.contains(key) || (other && entry.getValue().isNull())) {
        continue;
      }
      throw new IllegalArgumentException(
          "The parameter '"
              + JsonTree.shortened(name)
              + "' ("
              + type
              + ") has an unknown key '"
              + JsonTree.shortened(key)
              + "'. Accepted: "
              + String.join(", ", accepted)
              + ".");
    }
  }

  private boolean log() {
    JsonNode log = given("log");
    if (log != null && !log.isBoolean()) {
      throw refusal("log", "true or false");
    }
    return log != null && log.booleanValue();
  }

  private double number(String key) {
    JsonNode number = required(key, "a number is expected");
    if (!number.isNumber()) {
      throw refusal(key, "a number");
    }
    return number.doubleValue();
  }

  private long whole(String key) {
    JsonNode number = required(key, "a whole number is expected");
    if (!number.isNumber()
        || !number.canConvertToLong()
        || number.doubleValue() != Math.rint(number.doubleValue())) {
      throw refusal(key, "a whole number within 2^40");
    }
    return number.longValue();
  }

  private List<Object> choices() {
    JsonNode choices = required("choices", "a list is expected");
    if (!choices.isArray()) {
      throw refusal("choices", "a list of texts, numbers or truth values");
    }
    return values(choices);
  }

  private Condition condition() {
    Condition condition = Condition.ALWAYS;
    JsonNode when = given("when");
    if (when == null) {
      return condition;
    }
    String accepted = "an object with a list of values for each parent";
    if (!when.isObject()) {
      throw refusal("when", accepted);
    }
    for (Map.Entry<String, JsonNode> entry : when.properties()) {
      if (!entry.getValue().isArray() || entry.getValue().isEmpty()) {
        throw refusal("when", accepted);
      }
      condition = condition.and(entry.getKey(), values(entry.getValue()));
    }
    return condition;
  }

  private List<Object> values(JsonNode list) {
    List<Object> values = new ArrayList<>();
    for (JsonNode each : list) {
      values.add(JsonTree.value(each));
    }
    return values;
  }

  /** What stands there; null where nothing does. */
  private @Nullable JsonNode given(String key) {
    JsonNode value = tree.path(key);
    return value.isMissingNode() || value.isNull() ? null : value;
  }

  private JsonNode required(String key, String expected) {
    JsonNode value = given(key);
    if (value == null) {
      throw new IllegalArgumentException(
          "The parameter '"
              + JsonTree.shortened(name)
              + "' has no '"
              + key
              + "'; "
              + expected
              + ".");
    }
    return value;
  }

  private IllegalArgumentException refusal(String key, String accepted) {
    return new IllegalArgumentException(
        "The "
            + key
            + " of '"
            + JsonTree.shortened(name)
            + "' ("
            + JsonTree.shown(tree.path(key))
            + ") must be "
            + accepted
            + ".");
  }
}
