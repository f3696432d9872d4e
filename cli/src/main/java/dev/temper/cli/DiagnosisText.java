package dev.temper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.temper.report.Text;

/** A diagnosis in words: a block for every run, and in it one for every finding. */
final class DiagnosisText {

  private DiagnosisText() {}

  /** What the document of one run or of several says, in lines. */
  static String of(JsonNode result) {
    StringBuilder text = new StringBuilder();
    if (result.isArray()) {
      for (JsonNode run : result) {
        text.append(text.isEmpty() ? "" : "\n").append(run.get("file").asText()).append('\n');
        append(text, run.get("findings"));
      }
    } else {
      append(text, result.get("findings"));
    }
    return text.toString().stripTrailing();
  }

  private static void append(StringBuilder text, JsonNode findings) {
    for (JsonNode finding : findings) {
      text.append(
          Text.of(
              "%s (%.0f %%), iterations %d to %d\n",
              finding.get("code").asText(),
              100 * finding.get("confidence").asDouble(),
              finding.get("from").asLong(),
              finding.get("to").asLong()));
      for (String sentence : new String[] {"evidence", "advice"}) {
        if (!finding.get(sentence).asText().isBlank()) {
          text.append("  ").append(finding.get(sentence).asText()).append('\n');
        }
      }
    }
    if (findings.isEmpty()) {
      text.append("too few points to say anything\n");
    }
  }
}
