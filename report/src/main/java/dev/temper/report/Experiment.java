package dev.temper.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.training.DataSummary;
import dev.temper.training.SessionSettings;
import java.util.Map;

/**
 * What was trained on what, the head of a report.
 *
 * @param data what it trained on
 * @param model the network's name
 * @param settings batch size, optimizer, seed and what surrounds an update
 * @param engine facts on the engine that decide the figures: library, precision, threads
 */
public record Experiment(
    DataSummary data, String model, SessionSettings settings, Map<String, String> engine) {

  /** Copies the map. */
  public Experiment {
    engine = Map.copyOf(engine);
  }

  /** A document that begins with these facts. */
  ObjectNode json() {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("data", data.name());
    putColumns(root, data);
    root.put("model", model);
    root.put("loss", data.isRegression() ? "mse" : "cross-entropy");
    root.put("seed", settings.seed());
    root.put("optimizer", settings.optimizer().label());
    root.put("batch_size", settings.batchSize());
    root.set("update", Updates.json(settings.updates()));
    root.set("engine", Json.object(engine));
    return root;
  }

  /** Tells what the inputs of the saved network are, where they have names. */
  static void putColumns(ObjectNode root, DataSummary data) {
    if (!data.columns().isEmpty()) {
      ArrayNode columns = root.putArray("columns");
      data.columns().forEach(columns::add);
    }
  }

  /** A page titled with what was done, to which data, with which network. */
  HtmlPage page(String what) {
    return new HtmlPage(what + ": " + data.name() + " with " + model);
  }
}
