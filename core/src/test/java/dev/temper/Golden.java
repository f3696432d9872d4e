package dev.temper;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.StreamSupport;

/** Values recorded from other implementations, read from the test resources. */
public final class Golden {

  private Golden() {}

  /** The cases of the named file. */
  public static List<JsonNode> cases(String file) {
    try (InputStream stream = Golden.class.getResourceAsStream("golden/" + file)) {
      if (stream == null) {
        throw new IllegalArgumentException("There is no golden file '" + file + "'.");
      }
      return list(new ObjectMapper().readTree(stream).required("cases"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The elements of an array. */
  public static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  /** The numbers of an array, NaN for null. */
  public static double[] doubles(JsonNode array) {
    return list(array).stream()
        .mapToDouble(value -> value.isNull() ? Double.NaN : value.doubleValue())
        .toArray();
  }
}
