package dev.temper.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.dynamics.DynamicsResult;
import dev.temper.dynamics.GroupOutcome;
import dev.temper.dynamics.PanelOutcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What {@code temper reproduce dynamics} leaves behind. */
public final class DynamicsReport {

  private static final int COLUMNS = 4;
  private static final int NARROW = 2;

  private final DynamicsResult result;
  private final Map<String, String> engine;

  /**
   * A report on finished panels.
   *
   * @param result their curves
   * @param engine facts on the engine that decide the figures: library, precision, threads
   */
  public DynamicsReport(DynamicsResult result, Map<String, String> engine) {
    this.result = result;
    this.engine = Map.copyOf(engine);
  }

  /** The document of {@code reproduce dynamics --json} and {@code result.json}. */
  public ObjectNode json() {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("experiment", "dynamics");
    root.put("data", result.data().name());
    root.put("model", result.model());
    root.put("seed", result.seed());
    root.put("batch_size", result.batchSize());
    root.put("epochs", result.epochs());
    root.set("engine", Json.object(engine));
    ArrayNode groups = root.putArray("groups");
    for (GroupOutcome group : result.groups()) {
      ArrayNode panels = groups.addObject().put("group", group.group().name()).putArray("panels");
      double learned = group.learnedAccuracy();
      group.panels().forEach(panel -> panels.add(json(panel, learned)));
    }
    root.putObject("cost")
        .put("iterations", result.totalIterations())
        .put("examples", result.totalIterations() * result.batchSize())
        .put("seconds", Json.rounded(result.seconds()));
    return root;
  }

  private static ObjectNode json(PanelOutcome panel, double learned) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("panel", panel.panel().name());
    node.put("optimizer", panel.panel().optimizer().label());
    double[] rate = panel.history().learningRate();
    Json.put(node, "learning_rate_first", rate.length == 0 ? Double.NaN : rate[0]);
    Json.put(node, "learning_rate_last", last(rate));
    Json.put(node, "train_accuracy", last(panel.trainingAccuracy()));
    Json.put(node, "val_accuracy", last(panel.validationAccuracy()));
    Json.put(
        node,
        "val_accuracy_best",
        Arrays.stream(panel.validationAccuracy()).max().orElse(Double.NaN));
    panel
        .epochsTo(learned)
        .ifPresentOrElse(
            epoch -> node.put("epochs_to_learn", epoch), () -> node.putNull("epochs_to_learn"));
    node.put("epochs", panel.epochs());
    node.put("diverged", panel.history().diverged());
    node.put("failed", !panel.failure().isEmpty());
    return node;
  }

  private static double last(double[] values) {
    return values.length == 0 ? Double.NaN : values[values.length - 1];
  }

  /** Writes the curves, the pictures, the page and, last, result.json into the run's folder. */
  public void write(RunFolder folder) throws IOException {
    folder.write("curves.csv", CurvesCsv.of(result));
    for (GroupOutcome group : result.groups()) {
      String name = "dynamics-" + group.group().name();
      Plots.write(folder, name, accuracies(group), columns(group));
      if (group.group().rateChanges()) {
        Plots.write(folder, name + "-rate", DynamicsCharts.rates(group), columns(group));
      }
    }
    folder.write("report.html", page());
    folder.write("result.json", Json.pretty(json()));
  }

  /** Four panels are a square, more are rows of four. */
  private static int columns(GroupOutcome group) {
    return group.panels().size() <= COLUMNS ? NARROW : COLUMNS;
  }

  private List<Chart> accuracies(GroupOutcome group) {
    return group.panels().stream()
        .map(panel -> DynamicsCharts.accuracy(panel, result.epochs()))
        .toList();
  }

  private String page() throws IOException {
    HtmlPage page = new HtmlPage("Training dynamics: " + result.data().name());
    page.paragraph(
        Text.of(
            "%,d points of 2-D Gaussian blobs to train on and %,d held out, in %d classes; one hidden"
                + " layer of 50 ReLU units, batch size %d, %d epochs, seed %d; a constant answer"
                + " would be right for %s. Every panel starts from the same weights. All of it took"
                + " %s.",
            result.data().trainingExamples(),
            result.data().validationExamples(),
            result.data().classes().size(),
            result.batchSize(),
            result.epochs(),
            result.seed(),
            Text.percent(result.data().majorityShare()),
            Text.duration(result.seconds())));
    for (GroupOutcome group : result.groups()) {
      double learned = group.learnedAccuracy();
      page.heading(group.group().title());
      page.panels(accuracies(group).toArray(new Chart[0]));
      if (group.group().rateChanges()) {
        page.panels(DynamicsCharts.rates(group).toArray(new Chart[0]));
      }
      page.table(
          List.of(
              "panel",
              "training accuracy",
              "validation accuracy",
              "best",
              "epochs to " + Text.percent(learned),
              "epochs",
              "remark"),
          group.panels().stream().map(panel -> row(panel, learned)).toList());
    }
    return page.render();
  }

  private static String remark(PanelOutcome panel, double learned) {
    if (!panel.failure().isEmpty()) {
      return panel.failure();
    }
    if (panel.history().diverged()) {
      return "diverged";
    }
    return panel.epochsTo(learned).isPresent() ? "" : "does not reach it in this time";
  }

  private static List<String> row(PanelOutcome panel, double learned) {
    List<String> cells = new ArrayList<>();
    cells.add(panel.panel().name());
    cells.add(Text.percent(last(panel.trainingAccuracy())));
    cells.add(Text.percent(last(panel.validationAccuracy())));
    cells.add(Text.percent(Arrays.stream(panel.validationAccuracy()).max().orElse(Double.NaN)));
    cells.add(panel.epochsTo(learned).stream().mapToObj(Integer::toString).findAny().orElse("–"));
    cells.add(Integer.toString(panel.epochs()));
    cells.add(remark(panel, learned));
    return cells;
  }
}
