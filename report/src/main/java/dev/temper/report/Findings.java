package dev.temper.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.temper.diagnosis.Finding;
import java.util.List;

/** Findings as JSON and as a section of a page. */
final class Findings {

  private Findings() {}

  static ArrayNode json(List<Finding> findings) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    for (Finding finding : findings) {
      array
          .addObject()
          .put("code", finding.code())
          .put("confidence", finding.confidence())
          .put("from", finding.from())
          .put("to", finding.to())
          .put("evidence", finding.evidence())
          .put("advice", finding.advice());
    }
    return array;
  }

  /** Adds a section, or nothing where there is nothing to tell. */
  static void section(HtmlPage page, List<Finding> findings) {
    if (!findings.isEmpty()) {
      page.heading("What was noticed");
      table(page, findings);
    }
  }

  /** Adds the table alone. */
  static void table(HtmlPage page, List<Finding> findings) {
    page.table(
        List.of("finding", "confidence", "iterations", "evidence", "advice"),
        findings.stream()
            .map(
                finding ->
                    List.of(
                        finding.code(),
                        Text.of("%.0f %%", 100 * finding.confidence()),
                        finding.from() + " – " + finding.to(),
                        finding.evidence(),
                        finding.advice()))
            .toList());
  }
}
