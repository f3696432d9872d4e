package dev.temper.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.rangetest.RangeCurve;
import dev.temper.report.study.StudyReport;
import dev.temper.search.BestRun;
import dev.temper.search.Discipline;
import dev.temper.study.StudyReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code temper search} leaves behind: the report of its study, and the best run. */
public final class SearchReport {

  private final Experiment experiment;
  private final StudyReader study;
  private final SearchMethod method;
  private final Map<String, String> options;
  private final @Nullable RangeCurve rangeTest;
  private final @Nullable BestRun best;
  private final StudyReport report;

  /**
   * A report on a search, as it stands now.
   *
   * @param experiment what was trained on what, where a trial says nothing else
   * @param study its trials
   * @param method how it was searched
   * @param options of the same run beyond its values, by their long names without dashes
   * @param rangeTest the range test that was made before the first trial; null where it was made
   *     earlier, or none was
   * @param best the best trial once more; null where there is none
   */
  public SearchReport(
      Experiment experiment,
      StudyReader study,
      SearchMethod method,
      Map<String, String> options,
      @Nullable RangeCurve rangeTest,
      @Nullable BestRun best) {
    this.experiment = experiment;
    this.study = study;
    this.method = method;
    this.options = Map.copyOf(options);
    this.rangeTest = rangeTest;
    this.best = best;
    this.report =
        StudyReport.of(study)
            .withFields(this::fields)
            .withIntroduction(this::introduction)
            .withSections(this::sections);
  }

  /** What a range test found, as a study keeps it among its settings. */
  public static Map<String, String> settings(Discipline discipline) {
    return KeptRangeTest.of(discipline).settings();
  }

  private Optional<KeptRangeTest> found() {
    return KeptRangeTest.of(study.definition().settings());
  }

  /** The document of {@code search --json} and {@code result.json}. */
  public ObjectNode json() {
    return report.json();
  }

  private void fields(ObjectNode root) {
    root.setAll(experiment.json());
    root.withObject("/trials").put("planned", method.trials());
    root.put("sampler", method.sampler());
    root.put("early_stopping", method.earlyStopping());
    root.put("budget", method.budget());
    root.put("schedule", method.schedule());
    found().ifPresent(test -> test.put(root.putObject("range_test")));
    BestRun run = best;
    if (run == null) {
      root.putNull("final");
      return;
    }
    ObjectNode end = root.putObject("final");
    Quality.put(end, "test", experiment.data(), run.test());
    Quality.put(end, "validation", experiment.data(), run.validation());
    end.put("epochs", (double) run.history().iterations() / run.iterationsPerEpoch());
    end.put("iterations", run.history().iterations());
    end.put("same_as_trial", run.replay().isSame());
  }

  private void introduction(HtmlPage page) {
    page.paragraph(
        Text.of(
            "Trained was %s on %s. Sampler %s, early stopping %s, %s a trial, schedule %s.",
            experiment.model(),
            experiment.data().name(),
            method.sampler(),
            method.earlyStopping(),
            method.budget(),
            method.schedule()));
    found().ifPresent(test -> page.paragraph(test.words()));
    RangeCurve curve = rangeTest;
    if (curve != null) {
      page.charts(RangeTestCharts.test(curve));
    }
    BestRun run = best;
    if (run != null) {
      page.paragraph(
          Text.of(
              "The best trial was trained once more for its network, model.pt, and %s. On the test"
                  + " data, looked at once, it has %s and a loss of %s.",
              run.replay().isSame()
                  ? "gave the same to the last bit"
                  : Text.of(
                      "came to %s this time: more threads or another machine add in another order",
                      Text.number(run.replay().value())),
              quality(run),
              Text.number(run.test().loss())));
    }
  }

  private String quality(BestRun run) {
    List<String> figure = Quality.figure("test", experiment.data(), run.test());
    return figure.get(1) + " " + figure.get(0);
  }

  private void sections(HtmlPage page) {
    BestRun run = best;
    if (run == null) {
      return;
    }
    page.heading("Best run");
    page.charts(
        RunCharts.loss(run.history()),
        RunCharts.gap(run.history()),
        RunCharts.accuracy(run.history()),
        RunCharts.learningRate(run.history()),
        RunCharts.momentum(run.history()));
    page.heading("Values");
    page.paragraph(
        "The same values for a whole run of one's own, in best.yaml; it begins from other weights."
            + (run.history().iterations() < run.planned()
                ? Text.of(
                    " The trial was pruned after %,d of its %,d updates.",
                    run.history().iterations(), run.planned())
                : ""));
    page.code(yaml(run));
  }

  private String yaml(BestRun run) {
    return ExperimentYaml.of(experiment.data().name(), run, experiment.settings().seed(), options);
  }

  /** Removes what the report of an earlier search left in a folder. */
  public static void removeFrom(RunFolder folder) throws IOException {
    folder.remove(
        "",
        "{result.json,report.html,trials.csv,curves.csv,best-curves.csv,best.yaml,range-test.csv}");
    folder.remove("plots", "{range-test,loss,gap,accuracy,learning-rate,momentum}.png");
  }

  /** Writes the tables, the plots, the page and, last, result.json into the run's folder. */
  public void write(RunFolder folder) throws IOException {
    RangeCurve curve = rangeTest;
    if (curve != null) {
      folder.write("range-test.csv", CurvesCsv.of(curve));
      Plots.write(folder, curve);
    }
    BestRun run = best;
    if (run != null) {
      folder.write("best-curves.csv", CurvesCsv.of(run.history()));
      folder.write("best.yaml", yaml(run) + "\n");
      Plots.write(folder, run.history());
    }
    report.write(folder);
  }
}
