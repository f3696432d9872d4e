package dev.temper.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.rateestimate.EstimateForm;
import dev.temper.rateestimate.RateEstimates;
import dev.temper.schedule.HyperParameters;
import java.io.IOException;

/** What {@code temper range-test --estimate} leaves behind. */
public final class RateEstimateReport {

  private final Experiment experiment;
  private final RateEstimates estimates;
  private final double seconds;

  /**
   * A report on estimates of the optimal learning rate.
   *
   * @param experiment what was trained on what
   * @param estimates what was found; with at least one estimate
   * @param seconds of wall time
   */
  public RateEstimateReport(Experiment experiment, RateEstimates estimates, double seconds) {
    this.experiment = experiment;
    this.estimates = estimates;
    this.seconds = seconds;
  }

  private double median() {
    return estimates.median().orElseThrow();
  }

  private HyperParameters values() {
    return estimates.estimation().values();
  }

  /** The document of {@code range-test --estimate --json} and {@code result.json}. */
  public ObjectNode json() {
    ObjectNode root = experiment.json();
    double[] smoothed = estimates.smoothed();
    ObjectNode node = root.putObject("estimate");
    node.put("form", estimates.estimation().form().label())
        .put("learning_rate", median())
        .put("last", smoothed[smoothed.length - 1])
        .put("at", values().learningRate())
        .put("ratio", median() / values().learningRate())
        .put("momentum", values().momentum())
        .put("weight_decay", values().weightDecay())
        .put("iterations", estimates.size());
    root.put("seconds", Json.rounded(seconds));
    return root;
  }

  /** Writes the estimates, the plot, the page and, last, result.json into the run's folder. */
  public void write(RunFolder folder) throws IOException {
    folder.write("curves.csv", CurvesCsv.of(estimates));
    Plots.write(folder, estimates);
    folder.write("report.html", page());
    folder.write("result.json", Json.pretty(json()));
  }

  private String page() throws IOException {
    HtmlPage page = experiment.page("Optimal learning rate");
    page.paragraph(
        Text.of(
            "The estimate is %s: the median over %d updates of SGD at a rate of %s, momentum %s,"
                + " weight decay %s, batch size %d, in %s. Its ratio to the rate of the run is %s.",
            Text.number(median()),
            estimates.size(),
            Text.number(values().learningRate()),
            Text.number(values().momentum()),
            Text.number(values().weightDecay()),
            experiment.settings().batchSize(),
            Text.duration(seconds),
            Text.number(median() / values().learningRate())));
    page.charts(RangeTestCharts.estimate(estimates));
    page.heading("How far to trust it");
    page.paragraph(
        estimates.estimation().form() == EstimateForm.PAPER
            ? "This form compares three successive weights of the run, each move made by another"
                + " batch. Where the noise of the batches outweighs the curvature, the ratio is a"
                + " constant, 0.71 for independent moves: the estimate then only echoes the rate of"
                + " the run. Momentum inflates it. Estimate at two rates; if the answer moves with"
                + " the rate, it says nothing of the loss."
            : "This form takes two steps without momentum on the same batch, with the same dropout,"
                + " and undoes them: it measures the curvature along the gradient of that batch and"
                + " depends on the rate only as far as the loss is no quadratic, which with ReLU and"
                + " max-pooling it is not. The rate it gives is the best for one step there, not the"
                + " maximum of a whole run.");
    return page.render();
  }
}
