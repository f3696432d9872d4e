package dev.temper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.report.Text;

/** A range test's document in words: a line for every test and for every rule. */
final class RangeTestText {

  private RangeTestText() {}

  /** What the test's document says, in lines. */
  static String of(ObjectNode result) {
    StringBuilder text = new StringBuilder();
    for (JsonNode test : result.path("tests")) {
      if (result.get("tests").size() > 1) {
        text.append(line(test));
      }
    }
    if (result.has("best")) {
      JsonNode best = result.get("best");
      text.append(
          Text.of(
              "best: weight decay %s, momentum %s. %s%n",
              Text.number(best.get("weight_decay").asDouble()),
              Text.number(best.get("momentum").asDouble()),
              best.get("reason").asText()));
    }
    if (result.path("tests").size() > 1) {
      text.append(
          Text.of(
              "read at weight decay %s, momentum %s, batch size %d, %d iterations:%n",
              Text.number(result.get("weight_decay").asDouble()),
              Text.number(result.get("momentum").asDouble()),
              result.get("batch_size").asInt(),
              result.at("/test/planned_iterations").asInt()));
    }
    for (JsonNode one : result.get("suggestions")) {
      text.append(Text.of("%-9s %s%n", one.get("rule").asText(), answer(one)));
    }
    return text.toString().stripTrailing();
  }

  private static String line(JsonNode test) {
    JsonNode first = test.at("/suggestions/0");
    return Text.of(
        "weight decay %s, momentum %s, batch size %d, %d iterations: %s %s%s%n",
        Text.number(test.get("weight_decay").asDouble()),
        Text.number(test.get("momentum").asDouble()),
        test.get("batch_size").asInt(),
        test.get("iterations").asInt(),
        first.get("rule").asText(),
        answer(first),
        test.has("lowest_val_loss")
            ? Text.of(
                "; lowest validation loss %s at %s",
                Text.number(test.get("lowest_val_loss").asDouble()),
                Text.number(test.get("at_learning_rate").asDouble()))
            : "");
  }

  private static String answer(JsonNode suggestion) {
    if (suggestion.has("refused")) {
      return "refused: " + suggestion.get("refused").asText();
    }
    String rate = Text.number(suggestion.get("learning_rate").asDouble());
    return suggestion.has("low")
        ? Text.of(
            "%s (%s to %s)",
            rate,
            Text.number(suggestion.get("low").asDouble()),
            Text.number(suggestion.get("high").asDouble()))
        : rate;
  }
}
