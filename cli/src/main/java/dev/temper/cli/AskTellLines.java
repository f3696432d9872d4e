package dev.temper.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.space.Configuration;
import dev.temper.store.ConfigurationJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked and told in lines of JSON, one answer to each line; a line that is wrong is
 * answered by {@code {"error":"…"}} and changes nothing.
 *
 * <p>Answers are ASCII: other characters are escaped, whatever the encoding of the stream.
 */
final class AskTellLines {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // Read so that their refusal can say what to write instead.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  private static final String REQUESTS = "ask, tell, best.";
  private static final List<String> TOLD = List.of("id", "params", "value", "failed");
  private static final String OF_DIVERGED =
      " Of a trial that diverged say \"value\":null,\"failed\":true.";

  /** Of what a line holds an error shows so many characters. */
  private static final int MOST_SHOWN = 80;

  private static final int LONGEST_ERROR = 1000;

  private final AskTell search;

  /** Lines that drive a search. */
  AskTellLines(AskTell search) {
    this.search = search;
  }

  /** The answer to a line, in one line without its end. */
  String answer(String line) {
    try {
      return text(answer(request(line)));
    } catch (IllegalArgumentException e) {
      return error(e);
    }
  }

  /** The answer to a line that cannot be read. */
  static String error(IllegalArgumentException refusal) {
    return text(
        JSON.createObjectNode()
            .put("error", shortened(String.valueOf(refusal.getMessage()), LONGEST_ERROR)));
  }

  private static String text(JsonNode answer) {
    try {
      return JSON.writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode request(String line) {
    if (line.isBlank()) {
      throw new IllegalArgumentException("The line is empty. Accepted: " + REQUESTS);
    }
    JsonNode request;
    try {
      request = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The line is no JSON: " + fault(e) + ".", e);
    }
    if (!request.isObject() || request.size() != 1) {
      throw new IllegalArgumentException(
          "The line (" + shown(request) + ") must be an object with one of these: " + REQUESTS);
    }
    return request;
  }

  /** What is wrong and where, without what the parser adds in brackets and behind a colon. */
  private static String fault(JsonProcessingException e) {
    String fault = shown(e.getOriginalMessage().split(": | \\(", 2)[0]);
    return e.getLocation() == null ? fault : fault + " at column " + e.getLocation().getColumnNr();
  }

  private JsonNode answer(JsonNode request) {
    String name = request.fieldNames().next();
    JsonNode content = request.get(name);
    return switch (name) {
      case "ask" -> ask(content);
      case "tell" -> tell(content);
      case "best" -> best(content);
      default ->
          throw new IllegalArgumentException(
              "There is no '" + shown(name) + "'. Accepted: " + REQUESTS);
    };
  }

  private JsonNode ask(JsonNode count) {
    if (!count.isIntegralNumber() || !count.canConvertToLong()) {
      throw new IllegalArgumentException(
          "The number of trials to ask for ("
              + shown(count)
              + ") must be a whole number from 1 to "
              + AskTell.MOST_AT_ONCE
              + ".");
    }
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode trials = answer.putArray("trials");
    for (AskTell.Trial trial : search.ask(count.longValue())) {
      trials
          .addObject()
          .put("id", trial.id())
          .set("params", ConfigurationJson.tree(trial.configuration()));
    }
    return answer;
  }

  private JsonNode tell(JsonNode told) {
    if (!told.isObject()) {
      throw new IllegalArgumentException(
          "What is told ("
              + shown(told)
              + ") must be an object with "
              + String.join(", ", TOLD)
              + ".");
    }
    told.fieldNames()
        .forEachRemaining(
            name -> {
              if (!TOLD.contains(name)) {
                throw new IllegalArgumentException(
                    "There is no '"
                        + shown(name)
                        + "' in tell. Accepted: "
                        + String.join(", ", TOLD)
                        + ".");
              }
            });
    if (told.has("id") == told.has("params")) {
      throw new IllegalArgumentException(
          "Told must be either the id of a trial that was asked for or the params of one that ran"
              + " elsewhere.");
    }
    double value = value(told.get("value"), told.get("failed"));
    ObjectNode answer = JSON.createObjectNode().put("ok", true);
    if (told.has("params")) {
      Configuration configuration = ConfigurationJson.readTree(search.space(), told.get("params"));
      return answer.put("id", search.add(configuration, value));
    }
    JsonNode id = told.get("id");
    if (!id.isIntegralNumber() || !id.canConvertToLong()) {
      throw new IllegalArgumentException("The id (" + shown(id) + ") must be a whole number.");
    }
    search.tell(id.longValue(), value);
    return answer;
  }

  /** The value of a trial; NaN of one that diverged. */
  private static double value(@Nullable JsonNode value, @Nullable JsonNode failed) {
    if (failed != null && !failed.isBoolean()) {
      throw new IllegalArgumentException(
          "What failed says (" + shown(failed) + ") must be true or false.");
    }
    boolean diverged = failed != null && failed.booleanValue();
    if (value == null) {
      throw new IllegalArgumentException("The value is missing." + OF_DIVERGED);
    }
    if (diverged && !value.isNull()) {
      throw new IllegalArgumentException(
          "The value (" + shown(value) + ") of a trial that failed must be null.");
    }
    if (!diverged && !(value.isNumber() && Double.isFinite(value.doubleValue()))) {
      throw new IllegalArgumentException(
          "The value (" + shown(value) + ") must be a finite number." + OF_DIVERGED);
    }
    return diverged ? Double.NaN : value.doubleValue();
  }

  private JsonNode best(JsonNode content) {
    if (!content.isBoolean() || !content.booleanValue()) {
      throw new IllegalArgumentException("What best says (" + shown(content) + ") must be true.");
    }
    ObjectNode answer = JSON.createObjectNode().putNull("best");
    search
        .best()
        .ifPresent(
            best ->
                answer
                    .putObject("best")
                    .put("id", best.trial().id())
                    .put("value", best.value())
                    .set("params", ConfigurationJson.tree(best.trial().configuration())));
    return answer;
  }

  private static String shown(JsonNode value) {
    return shown(value.isNumber() ? value.asText() : value.toString());
  }

  private static String shown(String text) {
    return shortened(text, MOST_SHOWN);
  }

  private static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }
}
