package dev.temper.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as it was written, without an opinion of what it means. */
final class JsonTree {

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final int SHOWN_LENGTH = 80;

  private JsonTree() {}

  /**
   * Reads a text.
   *
   * @param what it is, for the message
   * @throws IllegalArgumentException if it is no JSON, or has a name twice; one line
   */
  static JsonNode parse(String what, String text) {
    JsonNode tree;
    try {
      tree = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      String place =
          e.getLocation() == null
              ? ""
              : " (line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr()
                  + ")";
      throw new IllegalArgumentException(
          "The " + what + " is no JSON: " + firstLine(e.getOriginalMessage()) + place + ".", e);
    }
    if (tree.isMissingNode()) {
      throw new IllegalArgumentException("The " + what + " is no JSON: the text is empty.");
    }
    return tree;
  }

  /**
   * The tree of what a parser of JSON or YAML has made.
   *
   * @throws IllegalArgumentException if there is something else in it than maps, lists, texts,
   *     numbers and truth values; one line
   */
  static JsonNode of(String what, @Nullable Object parsed) {
    if (parsed instanceof JsonNode tree) {
      return tree;
    }
    checkPlain(what, parsed);
    JsonNode tree = MAPPER.valueToTree(parsed);
    return tree == null ? JsonNodeFactory.instance.nullNode() : tree;
  }

  private static void checkPlain(String what, @Nullable Object parsed) {
    if (parsed instanceof Map<?, ?> map) {
      map.values().forEach(value -> checkPlain(what, value));
    } else if (parsed instanceof List<?> list) {
      list.forEach(value -> checkPlain(what, value));
    } else if (!(parsed == null
        || parsed instanceof JsonNode
        || parsed instanceof String
        || parsed instanceof Number
        || parsed instanceof Boolean)) {
      throw new IllegalArgumentException(
          "The "
              + what
              + " holds a "
              + parsed.getClass().getSimpleName()
              + " ("
              + shortened(parsed.toString())
              + "); maps, lists, texts, numbers and truth values are expected.");
    }
  }

  /** A value as it stands there, in one line; shortened where it is long. */
  static String shown(JsonNode value) {
    return shortened(value.toString());
  }

  /** A text in one line; shortened where it is long. */
  static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= SHOWN_LENGTH ? line : line.substring(0, SHOWN_LENGTH) + "…";
  }

  /**
   * A text, number or truth value as a space takes it; anything else, which is no value of any
   * parameter, as it is.
   */
  static Object value(JsonNode node) {
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isNumber()) {
      return node.isIntegralNumber() && node.canConvertToLong()
          ? (Object) node.longValue()
          : (Object) node.doubleValue();
    }
    return node.isTextual() ? node.textValue() : node;
  }

  /** The node of a value as a space holds it. */
  static JsonNode node(Object value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (value instanceof Long whole) {
      return nodes.numberNode(whole.longValue());
    }
    if (value instanceof Double number) {
      return nodes.numberNode(number.doubleValue());
    }
    return value instanceof Boolean truth
        ? nodes.booleanNode(truth)
        : nodes.textNode(value.toString());
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("").strip();
  }
}
