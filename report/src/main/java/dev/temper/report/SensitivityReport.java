package dev.temper.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.sensitivity.GoodRates;
import dev.temper.sensitivity.RateOutcome;
import dev.temper.sensitivity.SensitivityResult;
import dev.temper.sensitivity.Trial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What {@code temper sensitivity} leaves behind. */
public final class SensitivityReport {

  private final Experiment experiment;
  private final String schedule;
  private final SensitivityResult result;

  /**
   * A report on a finished analysis.
   *
   * @param experiment what was trained on what
   * @param schedule the schedule of every trial in words
   * @param result what it gave
   */
  public SensitivityReport(Experiment experiment, String schedule, SensitivityResult result) {
    this.experiment = experiment;
    this.schedule = schedule;
    this.result = result;
  }

  /** The document of {@code sensitivity --json} and {@code result.json}. */
  public ObjectNode json() {
    ObjectNode root = experiment.json();
    root.put("schedule", schedule);
    root.put("weight_decay", result.weightDecay());
    root.put("epochs", epochs());
    ArrayNode seeds = root.putArray("seeds");
    result.seeds().forEach(seeds::add);
    ArrayNode rates = root.putArray("rates");
    result.rates().forEach(rate -> rates.add(json(rate)));
    Json.put(root, "best_learning_rate", result.bestLearningRate().orElse(Double.NaN));
    ObjectNode good = root.putObject("good");
    if (result.good() instanceof GoodRates.Interval interval) {
      good.put("from", interval.from()).put("to", interval.to());
      good.put("val_loss_threshold", interval.threshold());
    } else if (result.good() instanceof GoodRates.Refused refused) {
      good.put("refused", refused.reason());
    }
    root.putObject("cost")
        .put("trials", result.trials().size())
        .put("iterations", result.totalIterations())
        .put("examples", result.totalIterations() * result.settings().examplesPerUpdate())
        .put("seconds", Json.rounded(result.seconds()));
    return root;
  }

  private ObjectNode json(RateOutcome rate) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("learning_rate", rate.learningRate());
    ArrayNode losses = node.putArray("val_loss");
    rate.trials().forEach(trial -> Json.add(losses, trial.validationLoss()));
    Json.put(node, "val_loss_median", rate.medianLoss());
    Json.put(node, "val_loss_low", rate.lowestLoss());
    Json.put(node, "val_loss_high", rate.highestLoss());
    ArrayNode accuracies = node.putArray("val_accuracy");
    rate.trials().forEach(trial -> Json.add(accuracies, trial.validationAccuracy()));
    Json.put(node, "val_accuracy_median", regression() ? Double.NaN : rate.medianAccuracy());
    Json.put(node, "val_accuracy_low", rate.lowestAccuracy());
    Json.put(node, "val_accuracy_high", rate.highestAccuracy());
    node.put("diverged", rate.diverged());
    node.put("failed", rate.failed());
    return node;
  }

  private double epochs() {
    return (double) result.iterations() / result.iterationsPerEpoch();
  }

  /** Writes the trials, the plots, the page and, last, result.json into the run's folder. */
  public void write(RunFolder folder) throws IOException {
    folder.write("curves.csv", CurvesCsv.of(result));
    Plots.write(folder, result);
    folder.write("report.html", page());
    folder.write("result.json", Json.pretty(json()));
  }

  private String page() throws IOException {
    HtmlPage page = experiment.page("Sensitivity");
    page.figures(
        List.of(
            List.of(number(result.bestLearningRate().orElse(Double.NaN)), "best learning rate"),
            List.of(interval(), "good learning rates"),
            List.of(Integer.toString(result.seeds().size()), "seeds at each rate"),
            List.of(Text.duration(result.seconds()), "all trials")));
    page.paragraph(
        Text.of(
            "%d trials of %s epochs (%,d iterations) at batch size %d with %s, weight decay %s, %s."
                + " Only the validation data was looked at, never the test.",
            result.trials().size(),
            Text.number(epochs()),
            result.iterations(),
            result.settings().batchSize(),
            result.settings().optimizer().label(),
            Text.number(result.weightDecay()),
            schedule));
    page.paragraph(reading());
    page.charts(SensitivityCharts.loss(result), SensitivityCharts.accuracy(result));
    page.heading("Every rate");
    List<String> header = new ArrayList<>(List.of("learning rate", "median loss", "best", "worst"));
    if (!regression()) {
      header.add("median accuracy");
    }
    header.add("diverged");
    page.table(header, result.rates().stream().map(this::row).toList());
    List<Trial> failed = result.trials().stream().filter(Trial::failed).toList();
    if (!failed.isEmpty()) {
      page.heading("Trials that failed");
      page.table(
          List.of("learning rate", "seed", "why"),
          failed.stream()
              .map(
                  trial ->
                      List.of(
                          Text.number(trial.learningRate()),
                          Long.toString(trial.seed()),
                          trial.failure()))
              .toList());
    }
    return page.render();
  }

  private List<String> row(RateOutcome rate) {
    List<String> row = new ArrayList<>();
    row.add(Text.number(rate.learningRate()));
    row.add(number(rate.medianLoss()));
    row.add(number(rate.lowestLoss()));
    row.add(number(rate.highestLoss()));
    if (!regression()) {
      row.add(Text.percent(rate.medianAccuracy()));
    }
    row.add(Text.of("%d of %d", rate.diverged(), rate.trials().size()));
    return row;
  }

  private boolean regression() {
    return result.data().isRegression();
  }

  private String interval() {
    return result.good() instanceof GoodRates.Interval good
        ? Text.number(good.from()) + " – " + Text.number(good.to())
        : "not named";
  }

  /** What the curve says, in words. */
  private String reading() {
    if (result.good() instanceof GoodRates.Refused refused) {
      return refused.reason();
    }
    GoodRates.Interval good = (GoodRates.Interval) result.good();
    String text =
        Text.of(
            "The best rate is %s. From %s to %s the median loss is at most %s: that of the worst"
                + " seed at the best rate, or %.0f %% above its median where that is more.",
            Text.number(result.bestLearningRate().orElseThrow()),
            Text.number(good.from()),
            Text.number(good.to()),
            Text.number(good.threshold()),
            100 * GoodRates.TOLERANCE);
    if (good.reachesLowEnd()) {
      text += " They begin with the lowest rate of the grid: lower ones may be as good.";
    }
    if (good.reachesHighEnd()) {
      text += " They end with the highest rate of the grid: higher ones may be as good.";
    }
    return text;
  }

  private static String number(double value) {
    return Double.isFinite(value) ? Text.number(value) : "none";
  }
}
