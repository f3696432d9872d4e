package dev.temper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.report.Text;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A race of samplers as a table: a line for every problem, Temper's samplers beside a peer's. */
final class BenchSamplersText {

  private static final String NAME = "%-26s";
  private static final String FIGURE = "%11s";
  private static final String GAP = "   ";

  private BenchSamplersText() {}

  /** What the race's document says, in lines. */
  static String of(ObjectNode result) {
    Map<String, Map<String, String>> own = figures(result.get("results"));
    Map<String, Map<String, String>> peers = figures(result.get("peers"));
    Set<String> samplers = samplers(own);
    Set<String> others = samplers(peers);
    StringBuilder text = new StringBuilder();
    text.append(
        Text.of(
            "Median regret over %d seeds after %d trials%s.%n%n",
            result.get("seeds").asInt(),
            result.get("trials").asInt(),
            others.isEmpty() ? "" : "; on the right " + peer(result.at("/peers/0"))));
    text.append(Text.of(NAME, "problem"));
    samplers.forEach(name -> text.append(Text.of(FIGURE, name)));
    text.append(GAP);
    others.forEach(name -> text.append(Text.of(FIGURE, name)));
    own.forEach(
        (problem, figures) -> {
          text.append(Text.of("%n" + NAME, problem));
          text.append(cells(figures, samplers));
          text.append(GAP);
          text.append(cells(peers.getOrDefault(problem, Map.of()), others));
        });
    return text.toString().lines().map(String::stripTrailing).collect(Collectors.joining("\n"));
  }

  private static String cells(Map<String, String> figures, Set<String> samplers) {
    return samplers.stream()
        .map(name -> Text.of(FIGURE, figures.getOrDefault(name, "")))
        .collect(Collectors.joining());
  }

  private static String peer(JsonNode figure) {
    return Text.of(
        "recorded figures of %s %s, over %d seeds after %d trials",
        figure.get("peer").asText(),
        figure.get("version").asText(),
        figure.get("seeds").asInt(),
        figure.get("trials").asInt());
  }

  /** By problem and sampler, in the order of the document. */
  private static Map<String, Map<String, String>> figures(JsonNode all) {
    Map<String, Map<String, String>> figures = new LinkedHashMap<>();
    for (JsonNode one : all) {
      figures
          .computeIfAbsent(one.get("problem").asText(), problem -> new LinkedHashMap<>())
          .put(one.get("sampler").asText(), Text.number(one.get("median_regret").asDouble()));
    }
    return figures;
  }

  private static Set<String> samplers(Map<String, Map<String, String>> figures) {
    Set<String> samplers = new LinkedHashSet<>();
    figures.values().forEach(each -> samplers.addAll(each.keySet()));
    return samplers;
  }
}
