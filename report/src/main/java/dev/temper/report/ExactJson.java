package dev.temper.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** JSON whose numbers read back as exactly the same, also those that are not finite. */
final class ExactJson {

  private ExactJson() {}

  /** Puts a number, as text where it is not finite. */
  static void put(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.put(name, Double.toString(value));
    }
  }

  /** Numbers, those that are not finite as text. */
  static ArrayNode numbers(double[] values) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    for (double value : values) {
      if (Double.isFinite(value)) {
        array.add(value);
      } else {
        array.add(Double.toString(value));
      }
    }
    return array;
  }

  /**
   * The numbers of a member.
   *
   * @throws IllegalArgumentException if there is no such member, or one of them is no number
   */
  static double[] numbers(JsonNode node, String name) {
    JsonNode array = member(node, name);
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = number(array.get(i));
    }
    return values;
  }

  /**
   * The number of a member.
   *
   * @throws IllegalArgumentException if there is no such member, or it is no number
   */
  static double number(JsonNode node, String name) {
    return number(member(node, name));
  }

  private static double number(JsonNode value) {
    if (value.isTextual()) {
      return Double.parseDouble(value.textValue());
    }
    if (!value.isNumber()) {
      throw new IllegalArgumentException("The value (" + value + ") is no number.");
    }
    return value.doubleValue();
  }

  /**
   * The whole number of a member.
   *
   * @throws IllegalArgumentException if there is no such member, or it is no whole number
   */
  static long whole(JsonNode node, String name) {
    JsonNode value = member(node, name);
    if (!value.isIntegralNumber()) {
      throw new IllegalArgumentException("The value (" + value + ") is no whole number.");
    }
    return value.longValue();
  }

  /**
   * The text of a member.
   *
   * @throws IllegalArgumentException if there is no such member
   */
  static String text(JsonNode node, String name) {
    return member(node, name).asText();
  }

  /**
   * A member that must be there.
   *
   * @throws IllegalArgumentException if it is not
   */
  static JsonNode member(JsonNode node, String name) {
    @Nullable JsonNode value = node.get(name);
    if (value == null) {
      throw new IllegalArgumentException("The member '" + name + "' is missing.");
    }
    return value;
  }
}
