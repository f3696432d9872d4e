package dev.temper.report.study;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.temper.pruner.Report;
import dev.temper.report.Json;
import dev.temper.space.Configuration;
import dev.temper.space.Parameter;
import dev.temper.study.Trial;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The trials and reports of a study for other programs, in the order of their numbers. */
final class TrialTables {

  private TrialTables() {}

  static String trialsCsv(Snapshot study) {
    return csv(
        csv -> {
          List<Parameter> parameters = study.definition().space().parameters();
          List<String> header = new ArrayList<>(List.of("number", "state", "value", "seed"));
          parameters.forEach(parameter -> header.add("params_" + parameter.name()));
          header.addAll(List.of("created", "ended", "seconds", "note"));
          csv.writeRecord(header);
          for (Trial trial : study.trials()) {
            List<String> row = new ArrayList<>();
            row.add(Long.toString(trial.number()));
            row.add(state(trial));
            row.add(number(trial.value()));
            row.add(Long.toString(trial.seed()));
            Configuration tried = trial.configuration();
            for (Parameter parameter : parameters) {
              row.add(tried.has(parameter.name()) ? tried.getString(parameter.name()) : "");
            }
            row.add(trial.created().toString());
            row.add(trial.ended().map(Object::toString).orElse(""));
            row.add(number(Json.rounded(Snapshot.seconds(trial))));
            row.add(trial.note());
            csv.writeRecord(row);
          }
        });
  }

  static String reportsCsv(Snapshot study) {
    Set<String> measures = new TreeSet<>();
    study.reports().stream()
        .flatMap(List::stream)
        .forEach(report -> measures.addAll(report.measures().keySet()));
    return csv(
        csv -> {
          List<String> header = new ArrayList<>(List.of("number", "step", "value"));
          header.addAll(measures);
          csv.writeRecord(header);
          for (int i = 0; i < study.trials().size(); i++) {
            for (Report report : study.reports().get(i)) {
              List<String> row = new ArrayList<>();
              row.add(Long.toString(study.trials().get(i).number()));
              row.add(Long.toString(report.step()));
              row.add(Double.toString(report.value()));
              measures.forEach(
                  name -> row.add(number(report.measures().getOrDefault(name, Double.NaN))));
              csv.writeRecord(row);
            }
          }
        });
  }

  private static String csv(Consumer<CsvWriter> content) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      content.accept(csv);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  static ArrayNode trialsJson(Snapshot study) {
    ArrayNode trials = Json.MAPPER.createArrayNode();
    for (Trial trial : study.trials()) {
      ObjectNode node = trials.addObject();
      node.put("number", trial.number());
      node.put("state", state(trial));
      Json.put(node, "value", trial.value());
      node.put("seed", trial.seed());
      node.set("params", params(trial));
      node.put("created", trial.created().toString());
      node.put("ended", trial.ended().map(Object::toString).orElse(null));
      Json.put(node, "seconds", Json.rounded(Snapshot.seconds(trial)));
      node.put("note", trial.note());
    }
    return trials;
  }

  /** The values of a trial by name. */
  static ObjectNode params(Trial trial) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    trial
        .configuration()
        .values()
        .forEach((name, value) -> node.set(name, Json.MAPPER.valueToTree(value)));
    return node;
  }

  /** As it is written everywhere: {@code completed}. */
  static String state(Trial trial) {
    return trial.state().label();
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }
}
