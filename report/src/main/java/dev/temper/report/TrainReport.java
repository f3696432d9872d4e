package dev.temper.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.diagnosis.Curves;
import dev.temper.diagnosis.Diagnosis;
import dev.temper.diagnosis.Finding;
import dev.temper.training.Evaluation;
import dev.temper.training.History;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** What {@code temper train} leaves behind. */
public final class TrainReport {

  private final Experiment experiment;
  private final String schedule;
  private final History history;
  private final Evaluation test;
  private final long iterationsPerEpoch;
  private final double seconds;
  private final List<Finding> findings;

  /**
   * A report on a finished run.
   *
   * @param experiment what was trained on what
   * @param schedule the schedule in words
   * @param history the curves
   * @param test the final weights on the test split
   * @param iterationsPerEpoch updates in an epoch
   * @param seconds of wall time
   */
  public TrainReport(
      Experiment experiment,
      String schedule,
      History history,
      Evaluation test,
      long iterationsPerEpoch,
      double seconds) {
    this.experiment = experiment;
    this.schedule = schedule;
    this.history = history;
    this.test = test;
    this.iterationsPerEpoch = iterationsPerEpoch;
    this.seconds = seconds;
    this.findings = Diagnosis.of(Curves.of(history));
  }

  /** The document of {@code train --json} and {@code result.json}. */
  public ObjectNode json() {
    ObjectNode root = experiment.json();
    root.put("schedule", schedule);
    root.putObject("values")
        .put("learning_rate_first", history.learningRate()[0])
        .put("learning_rate_max", max(history.learningRate()))
        .put("learning_rate_last", history.learningRate()[history.iterations() - 1])
        .put("momentum_max", max(history.momentum()))
        .put("momentum_min", -max(Arrays.stream(history.momentum()).map(m -> -m).toArray()))
        .put("weight_decay", history.weightDecay()[0]);
    root.putObject("cost")
        .put("iterations", history.iterations())
        .put("examples", history.iterations() * experiment.settings().examplesPerUpdate())
        .put("seconds", Json.rounded(seconds));
    ObjectNode end = root.putObject("final");
    Quality.put(end, "test", experiment.data(), test);
    Quality.put(end, "validation", experiment.data(), validation());
    end.put("epochs", (double) history.iterations() / iterationsPerEpoch);
    end.put("iterations", history.iterations());
    end.put("clipped_share", history.clippedShare());
    root.set("findings", Findings.json(findings));
    return root;
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }

  private Evaluation validation() {
    List<History.Evaluated> evaluations = history.evaluations();
    return evaluations.get(evaluations.size() - 1).evaluation();
  }

  /**
   * Removes what the report of an earlier run left in a folder, so that nothing of it stands beside
   * a run that failed.
   */
  public static void removeFrom(RunFolder folder) throws IOException {
    folder.remove("", "{result.json,report.html,curves.csv}");
    folder.remove("plots", "{loss,gap,accuracy,learning-rate,momentum}.png");
  }

  /** Writes the curves, the plots, the page and, last, result.json into the run's folder. */
  public void write(RunFolder folder) throws IOException {
    folder.write("curves.csv", CurvesCsv.of(history));
    Plots.write(folder, history);
    folder.write("report.html", page());
    folder.write("result.json", Json.pretty(json()));
  }

  private String page() throws IOException {
    HtmlPage page = experiment.page("Training");
    page.figures(
        List.of(
            Quality.figure("test", experiment.data(), test),
            List.of(Text.number(test.loss()), "test loss"),
            Quality.figure("validation", experiment.data(), validation()),
            List.of(Text.duration(seconds), "training")));
    page.paragraph(
        Text.of(
            "%,d iterations at batch size %d with %s. Schedule: %s.%s",
            history.iterations(),
            experiment.settings().batchSize(),
            experiment.settings().optimizer().label(),
            schedule,
            Updates.sentences(experiment.settings().updates(), history.clippedShare())));
    Findings.section(page, findings);
    page.charts(
        RunCharts.loss(history),
        RunCharts.gap(history),
        RunCharts.accuracy(history),
        RunCharts.learningRate(history),
        RunCharts.momentum(history));
    return page.render();
  }
}
