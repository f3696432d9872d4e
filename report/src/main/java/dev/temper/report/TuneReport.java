package dev.temper.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.recipe.Decision;
import dev.temper.recipe.Preflight;
import dev.temper.recipe.Prescription;
import dev.temper.recipe.StageCost;
import dev.temper.recipe.TuningResult;
import dev.temper.training.DataSummary;
import dev.temper.training.Evaluation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What {@code temper tune} leaves behind. */
public final class TuneReport {

  private final TuningResult result;
  private final Map<String, String> engine;
  private final SortedMap<String, String> settings;

  /** A report on a finished procedure that was run with nothing but default settings. */
  public TuneReport(TuningResult result, Map<String, String> engine) {
    this(result, engine, Map.of());
  }

  /**
   * A report on a finished procedure.
   *
   * @param result what it found
   * @param engine facts on the engine that decide the figures: precision, threads
   * @param settings further options of {@code temper train} that the same run needs, by their long
   *     names without dashes
   */
  public TuneReport(TuningResult result, Map<String, String> engine, Map<String, String> settings) {
    this.result = result;
    this.engine = Map.copyOf(engine);
    this.settings = new TreeMap<>(settings);
  }

  /**
   * The document of {@code tune --json} and {@code result.json}; two runs of one seed differ in
   * members whose name contains {@code seconds} only.
   */
  public ObjectNode json() {
    Prescription p = result.chosen();
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("data", result.data().name());
    root.put("model", result.model());
    root.put("seed", result.seed());
    root.put("optimizer", p.optimizer().label());
    root.set("update", Updates.json(p.updates()));
    root.set("engine", Json.object(engine));
    root.putObject("chosen")
        .put("learning_rate_max", p.learningRateMax())
        .put("learning_rate_min", p.learningRateMin())
        .put("batch_size", p.batchSize())
        .put("momentum_max", p.momentumMax())
        .put("momentum_min", p.momentumMin())
        .put("weight_decay", p.weightDecay());
    root.set("cost", cost());
    ObjectNode end = root.putObject("final");
    Json.put(end, "test_accuracy", result.test().accuracy());
    Json.put(end, "test_loss", result.test().loss());
    Json.put(end, "validation_accuracy", result.validation().accuracy());
    Json.put(end, "validation_loss", result.validation().loss());
    end.put("epochs", result.epochs());
    end.put("iterations", result.finalRun().iterations());
    end.put("clipped_share", result.finalRun().clippedShare());
    root.set("findings", Findings.json(result.findings()));
    ArrayNode decisions = root.putArray("decisions");
    for (Decision decision : result.decisions()) {
      decisions
          .addObject()
          .put("subject", decision.subject())
          .put("choice", decision.choice())
          .put("reason", decision.reason());
    }
    root.set("preflight", preflight());
    root.putObject("range_test")
        .put("rule", result.rule().label())
        .put("iterations", result.rangeTest().size())
        .set("suggestions", RangeTestReport.suggestions(result.rangeTest()));
    return root;
  }

  private ObjectNode cost() {
    ObjectNode cost = Json.MAPPER.createObjectNode();
    cost.put("iterations", result.costs().stream().mapToLong(StageCost::iterations).sum());
    cost.put("examples", result.costs().stream().mapToLong(StageCost::examples).sum());
    cost.put(
        "seconds", Json.rounded(result.costs().stream().mapToDouble(StageCost::seconds).sum()));
    ArrayNode stages = cost.putArray("stages");
    for (StageCost stage : result.costs()) {
      stages
          .addObject()
          .put("stage", stage.stage().label())
          .put("iterations", stage.iterations())
          .put("examples", stage.examples())
          .put("seconds", Json.rounded(stage.seconds()));
    }
    return cost;
  }

  private ObjectNode preflight() {
    Preflight preflight = result.preflight();
    ObjectNode node = Json.MAPPER.createObjectNode();
    Json.put(node, "untrained_loss", preflight.untrained().loss());
    Json.put(node, "expected_loss", preflight.expectedLoss());
    node.put("overfits_one_batch", preflight.overfitsOneBatch());
    ArrayNode timings = node.putArray("batch_sizes");
    for (Preflight.Timing timing : preflight.timings()) {
      timings
          .addObject()
          .put("batch_size", timing.batchSize())
          .put("seconds_per_iteration", timing.secondsPerIteration());
    }
    return node;
  }

  /** Writes the curves, the plots, the page and, last, result.json into the run's folder. */
  public void write(RunFolder folder) throws IOException {
    folder.write("curves.csv", CurvesCsv.of(result.finalRun()));
    folder.write("curves-baseline.csv", CurvesCsv.of(result.baseline().history()));
    folder.write("range-test.csv", CurvesCsv.of(result.rangeTest()));
    Plots.write(folder, result.rangeTest());
    Plots.write(folder, result.finalRun());
    folder.write("report.html", page());
    folder.write("result.json", Json.pretty(json()));
  }

  private String page() throws IOException {
    DataSummary data = result.data();
    Prescription p = result.chosen();
    Evaluation test = result.test();
    HtmlPage page = new HtmlPage("Temper: " + data.name() + " with " + result.model());
    page.figures(
        List.of(
            List.of(Text.percent(test.accuracy()), "test accuracy"),
            List.of(Text.number(test.loss()), "test loss"),
            List.of(Text.number(p.learningRateMax()), "maximum learning rate"),
            List.of(Integer.toString(p.batchSize()), "batch size"),
            List.of(Text.of("%.2f–%.2f", p.momentumMax(), p.momentumMin()), "momentum"),
            List.of(Text.number(p.weightDecay()), "weight decay"),
            List.of(Text.duration(seconds()), "all stages")));
    page.paragraph(summary());

    page.heading("Data and model");
    page.paragraph(
        Text.of(
            "%s: %,d examples to train on, %,d held out to choose by, %,d for the test, in %d"
                + " classes; a constant answer would be right for %s of them. Examples have the"
                + " shape %s. The network '%s' has %,d trainable values.",
            data.name(),
            data.trainingExamples(),
            data.validationExamples(),
            data.testExamples(),
            data.classes().size(),
            Text.percent(data.majorityShare()),
            Text.shape(data.shape()),
            result.model(),
            result.parameters()));
    if (!data.attribution().isEmpty()) {
      page.paragraph("Data: " + data.attribution());
    }

    page.heading("Before the first experiment");
    Preflight preflight = result.preflight();
    page.paragraph(
        Text.of(
            "The untrained network's loss is %s; knowing nothing means ln(%d) = %s. Trained on one"
                + " batch alone, its loss went from %s to %s in %d updates%s. Adam at its"
                + " defaults (rate 0.001, no schedule), the baseline to beat, reached a validation"
                + " accuracy of %s in %d updates.",
            Text.number(preflight.untrained().loss()),
            data.classes().size(),
            Text.number(preflight.expectedLoss()),
            Text.number(preflight.firstBatchLoss()),
            Text.number(preflight.overfittedLoss()),
            preflight.overfitIterations(),
            preflight.overfitsOneBatch() ? ", so it can learn" : ": it may not be able to learn",
            baselineAccuracy(),
            result.baseline().history().iterations()));
    List<List<String>> timings = new ArrayList<>();
    for (Preflight.Timing timing : preflight.timings()) {
      timings.add(
          List.of(
              Integer.toString(timing.batchSize()),
              Text.of("%.1f", timing.secondsPerIteration() * 1000),
              Text.of("%,.0f", timing.examplesPerSecond()),
              timing.memoryBytes() < 0 ? "unknown" : Text.of("%,d", timing.memoryBytes() >> 20)));
    }
    page.table(
        List.of("batch size", "ms per update", "examples/s", "process memory, MiB"), timings);

    page.heading("Which learning rate");
    page.paragraph(
        "The range test trains while the rate rises at every iteration, then puts every weight and"
            + " random state back. Where the loss falls, the rate is useful; where it climbs, the"
            + " rate is too large. The marked lines are the answers of the reading rules.");
    page.charts(
        RangeTestCharts.test(result.rangeTest()), RangeTestCharts.accuracy(result.rangeTest()));
    page.table(
        List.of("rule", "learning rate", "why not"), RangeTestReport.rows(result.rangeTest()));

    page.heading("What was chosen, and why");
    page.table(
        List.of("value", "choice", "reason"),
        result.decisions().stream()
            .map(decision -> List.of(decision.subject(), decision.choice(), decision.reason()))
            .toList());

    page.heading("The final run");
    page.paragraph(
        Text.of(
            "One cycle over %d iterations (%s epochs): the rate rises from %s to %s and falls"
                + " again, ending far below where it began%s.%s",
            result.finalRun().iterations(),
            Text.number(result.epochs()),
            Text.number(p.learningRateMin()),
            Text.number(p.learningRateMax()),
            p.momentumMax() > 0 ? ", while the momentum moves the opposite way" : "",
            Updates.sentences(p.updates(), result.finalRun().clippedShare())));
    page.charts(
        RunCharts.loss(result.finalRun()),
        RunCharts.accuracy(result.finalRun()),
        RunCharts.learningRate(result.finalRun()),
        RunCharts.momentum(result.finalRun()));

    Findings.section(page, result.findings());

    page.heading("What it cost");
    page.table(
        List.of("stage", "updates", "training examples", "seconds"),
        result.costs().stream()
            .map(
                stage ->
                    List.of(
                        stage.stage().label(),
                        Text.of("%,d", stage.iterations()),
                        Text.of("%,d", stage.examples()),
                        Text.of("%.1f", stage.seconds())))
            .toList());

    page.heading("To train again with these values");
    page.code(yaml());
    page.code(
        Text.of(
            "OneCycle.smith(%d, %s)%n    .withMinLearningRate(%s)%n    .withMomentum(%s, %s)%n"
                + "    .withWeightDecay(%s)",
            p.iterations(),
            p.learningRateMax(),
            p.learningRateMin(),
            p.momentumMax(),
            p.momentumMin(),
            p.weightDecay()));
    return page.render();
  }

  private double seconds() {
    return result.costs().stream().mapToDouble(StageCost::seconds).sum();
  }

  private String summary() {
    long wrong = Math.round((1 - result.test().accuracy()) * result.test().examples());
    String findings =
        switch (result.findings().size()) {
          case 0 -> "Nothing unusual was noticed on the way.";
          case 1 -> "One thing was noticed on the way; see below.";
          default ->
              Text.of("%d things were noticed on the way; see below.", result.findings().size());
        };
    return Text.of(
        "The network gets %s of %,d test examples right, %,d wrong. The test data was looked at"
            + " once, after every choice had been made. %s",
        Text.percent(result.test().accuracy()), result.test().examples(), wrong, findings);
  }

  private String baselineAccuracy() {
    var evaluations = result.baseline().history().evaluations();
    return evaluations.isEmpty()
        ? "nothing, it diverged,"
        : Text.percent(evaluations.get(evaluations.size() - 1).evaluation().accuracy());
  }

  /** The values as an experiment for {@code temper train}. */
  private String yaml() {
    Prescription p = result.chosen();
    StringBuilder yaml = new StringBuilder();
    yaml.append(
        String.join(
            "\n",
            "# temper train experiment.yaml",
            "data: " + scalar(result.data().name()),
            "model: " + result.model(),
            "seed: " + result.seed(),
            "optimizer: " + p.optimizer().label(),
            "batch-size: " + p.batchSize(),
            "schedule: one-cycle",
            "lr: " + p.learningRateMax(),
            "min-lr: " + p.learningRateMin(),
            Text.of("momentum: %s,%s", p.momentumMax(), p.momentumMin()),
            "weight-decay: " + p.weightDecay(),
            Text.of("budget: %diterations", p.iterations())));
    settings.forEach(
        (name, value) -> yaml.append('\n').append(name).append(": ").append(scalar(value)));
    return yaml.toString();
  }

  /** A text as YAML reads it back, quoted where it has characters that may mean something. */
  private static String scalar(String text) {
    return text.matches("[A-Za-z0-9_./][A-Za-z0-9_./-]*")
        ? text
        : "'" + text.replace("'", "''") + "'";
  }
}
