package dev.temper.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.store.ConfigurationJson;
import dev.temper.study.Summary;
import dev.temper.study.Trial;
import dev.temper.study.TrialState;

/** What the commands over a store print. */
final class StudyJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private StudyJson() {}

  /** A document in the making. */
  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** A trial with its number, state, value (null where there is none) and parameters. */
  static ObjectNode of(Trial trial) {
    ObjectNode node = object();
    node.put("number", trial.number());
    node.put("state", trial.state().label());
    if (Double.isFinite(trial.value())) {
      node.put("value", trial.value());
    } else {
      node.putNull("value");
    }
    node.set("params", ConfigurationJson.tree(trial.configuration()));
    return node;
  }

  /** How many trials there are, in total and in each state. */
  static ObjectNode of(Summary summary) {
    ObjectNode node = object().put("total", summary.trials());
    for (TrialState state : TrialState.values()) {
      node.put(state.label(), summary.count(state));
    }
    return node;
  }
}
