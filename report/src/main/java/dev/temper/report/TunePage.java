package dev.temper.report;

import dev.temper.recipe.Preflight;
import dev.temper.recipe.Prescription;
import dev.temper.recipe.Stage;
import dev.temper.recipe.StageCost;
import dev.temper.recipe.StageResult;
import dev.temper.recipe.TuningResult;
import dev.temper.training.DataSummary;
import dev.temper.training.Evaluation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** The page of a tuning: the story in order, and at its end the values to copy. */
final class TunePage {

  private final TuningResult result;
  private final DataSummary data;
  private final SortedMap<String, String> settings;
  private final HtmlPage page;

  TunePage(TuningResult result, SortedMap<String, String> settings) {
    this.result = result;
    this.data = result.data();
    this.settings = settings;
    this.page = new HtmlPage("Temper: " + data.name() + " with " + result.model());
  }

  String render() throws IOException {
    page.figures(figures());
    page.paragraph(
        TuneText.summary(result, result.costs().stream().mapToDouble(StageCost::seconds).sum()));
    page.contents();
    page.heading("Data and model");
    page.paragraph(TuneText.data(result));
    if (!data.attribution().isEmpty()) {
      page.paragraph("Data: " + data.attribution());
    }
    for (StageResult stage : result.stages()) {
      StageSection section = new StageSection(result, stage);
      switch (stage.stage()) {
        case PREFLIGHT -> preflight(section);
        case BASELINE -> baseline(section);
        case RANGE_TEST -> rangeTest(section);
        case BATCH_SIZE, MOMENTUM, WEIGHT_DECAY, BALANCE, CHECK -> section.add(page);
        case FINAL_RUN -> finalRun(section);
      }
    }
    Findings.section(page, result.findings());
    CostSection.add(page, result);
    prescription();
    return page.render();
  }

  private List<List<String>> figures() {
    Prescription p = result.chosen();
    Evaluation test = result.test();
    List<List<String>> figures = new ArrayList<>();
    figures.add(
        data.isRegression()
            ? List.of(
                Text.number(data.rootMeanSquaredError(test.loss())),
                "test error (root mean square)")
            : List.of(Text.percent(test.accuracy()), "test accuracy"));
    figures.add(List.of(Text.number(test.loss()), "test loss"));
    figures.add(List.of(Text.number(p.learningRateMax()), "maximum learning rate"));
    figures.add(List.of(Integer.toString(p.batchSize()), "batch size"));
    figures.add(List.of(TuneText.momentum(p), "momentum"));
    figures.add(List.of(Text.number(p.weightDecay()), "weight decay"));
    p.model().forEach((name, value) -> figures.add(List.of(Text.number(value), name)));
    figures.add(
        List.of(
            Text.duration(result.costs().stream().mapToDouble(StageCost::seconds).sum()),
            "all stages"));
    return figures;
  }

  private void open(Stage stage, String heading) {
    page.heading(heading);
    page.question(TuneText.question(stage), TuneText.why(stage));
  }

  private void preflight(StageSection section) {
    open(Stage.PREFLIGHT, "Before the first experiment");
    Preflight preflight = result.preflight();
    page.paragraph(
        Text.of(
            "The untrained network's loss is %s; knowing nothing means %s. Trained on one batch"
                + " alone, its loss went from %s to %s in %d updates%s.",
            Text.number(preflight.untrained().loss()),
            data.isRegression()
                ? Text.number(preflight.expectedLoss()) + ", that of the mean"
                : Text.of(
                    "ln(%d) = %s", data.classes().size(), Text.number(preflight.expectedLoss())),
            Text.number(preflight.firstBatchLoss()),
            Text.number(preflight.overfittedLoss()),
            preflight.overfitIterations(),
            preflight.overfitsOneBatch() ? ", so it can learn" : ": it may not be able to learn"));
    List<List<String>> timings = new ArrayList<>();
    for (Preflight.Timing timing : preflight.timings()) {
      timings.add(
          List.of(
              Integer.toString(timing.batchSize()),
              Text.of("%.2f", timing.secondsPerIteration() * 1000),
              Text.of("%,.0f", timing.examplesPerSecond()),
              timing.memoryBytes() < 0 ? "unknown" : Text.of("%,d", timing.memoryBytes() >> 20)));
    }
    page.table(
        List.of("batch size", "ms per update", "examples/s", "most memory so far, MiB"), timings);
    section.addOutcome(page);
  }

  private void baseline(StageSection section) {
    open(Stage.BASELINE, "Baseline");
    page.paragraph(
        Text.of(
            "With a constant rate of %s it %s in %,d updates; the final run %s.",
            Text.number(result.baseline().prescription().learningRateMax()),
            TuneText.end(data, result.baseline().history()),
            result.baseline().history().iterations(),
            TuneText.end(data, result.finalRun())));
    page.charts(
        RunCharts.loss(result.baseline().history()),
        RunCharts.accuracy(result.baseline().history()));
    section.addOutcome(page);
  }

  private void rangeTest(StageSection section) {
    open(Stage.RANGE_TEST, "Learning rate");
    page.charts(
        RangeTestCharts.test(result.rangeTest()), RangeTestCharts.accuracy(result.rangeTest()));
    List<List<String>> rows = RangeTestReport.rows(result.rangeTest());
    boolean refused = rows.stream().anyMatch(row -> !row.get(2).isEmpty());
    page.table(
        refused ? List.of("rule", "learning rate", "why not") : List.of("rule", "learning rate"),
        refused ? rows : rows.stream().map(row -> row.subList(0, 2)).toList());
    section.addOutcome(page);
  }

  private void finalRun(StageSection section) {
    Prescription p = result.chosen();
    open(Stage.FINAL_RUN, "Final run");
    page.paragraph(
        Text.of(
            "Over %,d iterations (%s epochs) the rate rises from %s to %s and falls again, ending far"
                + " below where it began%s. It %s; on the test data %s and a loss of %s.%s",
            result.finalRun().iterations(),
            Text.number(result.epochs()),
            Text.number(p.learningRateMin()),
            Text.number(p.learningRateMax()),
            p.momentumMax() > p.momentumMin() ? ", while the momentum moves the opposite way" : "",
            TuneText.end(data, result.finalRun()),
            TuneText.quality(data, result.test()),
            Text.number(result.test().loss()),
            Updates.sentences(p.updates(), result.finalRun().clippedShare())));
    page.charts(
        RunCharts.loss(result.finalRun()),
        RunCharts.gap(result.finalRun()),
        RunCharts.accuracy(result.finalRun()),
        RunCharts.learningRate(result.finalRun()),
        RunCharts.momentum(result.finalRun()));
    section.addOutcome(page);
  }

  private void prescription() {
    page.heading("Prescription");
    page.paragraph(
        "The same values in three forms. They hold for this data, this network and this length of"
            + " the run; for another length tune again, or keep all but the number of iterations.");
    page.subheading("temper train");
    page.code(ExperimentYaml.of(result, settings));
    page.subheading("Java");
    page.code(JavaProgram.of(result, settings));
    page.subheading("PyTorch");
    page.code(PyTorchProgram.of(result));
  }
}
