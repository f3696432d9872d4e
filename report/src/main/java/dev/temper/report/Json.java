package dev.temper.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** How JSON is written. */
public final class Json {

  /** Builds nodes. */
  public static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** Puts a number, or null where it is not finite: JSON has no NaN. */
  public static void put(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }

  /** Adds a number, or null where it is not finite. */
  static void add(ArrayNode array, double value) {
    if (Double.isFinite(value)) {
      array.add(value);
    } else {
      array.addNull();
    }
  }

  /** An object of facts, in the order of their names; whole numbers stand as numbers. */
  static ObjectNode object(Map<String, String> facts) {
    ObjectNode node = MAPPER.createObjectNode();
    new TreeMap<>(facts)
        .forEach(
            (name, value) -> {
              if (value.matches("[0-9]{1,9}")) {
                node.put(name, Integer.parseInt(value));
              } else {
                node.put(name, value);
              }
            });
    return node;
  }

  /** A time to the millisecond. */
  public static double rounded(double seconds) {
    return Math.rint(seconds * 1000) / 1000;
  }

  /** A document for people, ending with a line break. */
  public static String pretty(JsonNode node) throws IOException {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
  }

  /** The version of a script library, from its jar. */
  static String libraryVersion(String artifact) throws IOException {
    String path = "META-INF/maven/org.webjars.npm/" + artifact + "/pom.properties";
    try (InputStream in = Json.class.getClassLoader().getResourceAsStream(path)) {
      if (in == null) {
        throw new IOException("The library " + artifact + " is missing from the class path.");
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    }
  }
}
