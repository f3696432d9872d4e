package dev.temper.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.diagnosis.Curves;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** What {@code temper diagnose} makes of recorded runs. */
public final class DiagnosisReport {

  private final List<DiagnosedRun> runs;

  /**
   * A report on recorded runs.
   *
   * @param runs 1 or more, in the order they are told
   * @throws IllegalArgumentException if there is none
   */
  public DiagnosisReport(List<DiagnosedRun> runs) {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("A diagnosis needs one run or more.");
    }
    this.runs = List.copyOf(runs);
  }

  /**
   * The document of {@code diagnose --json}: an object with {@code findings}, of several runs an
   * array of such with {@code file} in front.
   */
  public JsonNode json() {
    if (runs.size() == 1) {
      return put(Json.MAPPER.createObjectNode(), runs.get(0));
    }
    ArrayNode all = Json.MAPPER.createArrayNode();
    runs.forEach(run -> put(all.addObject().put("file", run.name()), run));
    return all;
  }

  private static ObjectNode put(ObjectNode node, DiagnosedRun run) {
    node.set("findings", Findings.json(run.findings()));
    return node;
  }

  /**
   * Writes the curves as they were read, the plots, the page and, last, result.json. With several
   * runs the curves are {@code curves/1.csv} and so on, the plots {@code plots/1-loss.png}.
   */
  public void write(RunFolder folder) throws IOException {
    for (int i = 0; i < runs.size(); i++) {
      boolean alone = runs.size() == 1;
      folder.write(
          alone ? "curves.csv" : Text.of("curves/%d.csv", i + 1),
          CurvesCsv.of(runs.get(i).curves()));
      Plots.write(folder, alone ? "" : Text.of("%d-", i + 1), DiagnosisCharts.of(runs.get(i)));
    }
    folder.write("report.html", page());
    folder.write("result.json", Json.pretty(json()));
  }

  private String page() throws IOException {
    HtmlPage page = new HtmlPage("Diagnosis");
    for (DiagnosedRun run : runs) {
      if (runs.size() > 1) {
        page.heading(run.name());
      }
      page.paragraph(source(run));
      Findings.table(page, run.findings());
      Map<String, Chart> charts = DiagnosisCharts.of(run);
      page.charts(charts.values().toArray(Chart[]::new));
    }
    return page.render();
  }

  private String source(DiagnosedRun run) {
    Curves curves = run.curves();
    long[] iteration = curves.iteration();
    String text =
        Text.of(
            "%s%,d points of the training loss, iteration %,d to %,d; evaluations: %,d.",
            runs.size() == 1 ? "Read from " + run.name() + ": " : "",
            curves.steps(),
            iteration.length == 0 ? 0 : iteration[0],
            iteration.length == 0 ? 0 : iteration[iteration.length - 1],
            curves.evaluations());
    double lowest = finite(curves.validationLoss()).min().orElse(Double.NaN);
    double best = finite(curves.validationAccuracy()).max().orElse(Double.NaN);
    if (!Double.isNaN(lowest)) {
      text += " Lowest validation loss " + Text.number(lowest) + ".";
    }
    if (!Double.isNaN(best)) {
      text += " Best validation accuracy " + Text.percent(best) + ".";
    }
    return text;
  }

  private static DoubleStream finite(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite);
  }
}
