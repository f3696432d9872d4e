package dev.temper.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.rangetest.Bounds;
import dev.temper.rangetest.RangeCurve;
import dev.temper.rangetest.Suggestion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code temper range-test} leaves behind. */
public final class RangeTestReport {

  private final Experiment experiment;
  private final double weightDecay;
  private final RangeCurve curve;
  private final double seconds;

  /**
   * A report on a finished range test.
   *
   * @param experiment what was trained on what
   * @param weightDecay constant through the test
   * @param curve what was recorded
   * @param seconds of wall time
   */
  public RangeTestReport(
      Experiment experiment, double weightDecay, RangeCurve curve, double seconds) {
    this.experiment = experiment;
    this.weightDecay = weightDecay;
    this.curve = curve;
    this.seconds = seconds;
  }

  /** The answers of all rules, the default first: a rate, or a refusal. */
  static ArrayNode suggestions(RangeCurve curve) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    curve
        .suggestions()
        .forEach(
            (rule, suggestion) -> {
              ObjectNode one = array.addObject().put("rule", rule.label());
              if (suggestion instanceof Suggestion.Refused refused) {
                one.put("refused", refused.reason());
              } else {
                one.put("learning_rate", suggestion.orElseThrow());
              }
            });
    return array;
  }

  /** The same as rows of a table: rule, rate, reason of a refusal. */
  static List<List<String>> rows(RangeCurve curve) {
    List<List<String>> rows = new ArrayList<>();
    curve
        .suggestions()
        .forEach(
            (rule, suggestion) ->
                rows.add(
                    suggestion instanceof Suggestion.Refused refused
                        ? List.of(rule.label(), "refused", refused.reason())
                        : List.of(rule.label(), Text.number(suggestion.orElseThrow()), "")));
    return rows;
  }

  /** The document of {@code range-test --json} and {@code result.json}. */
  public ObjectNode json() {
    ObjectNode root = experiment.json();
    root.put("weight_decay", weightDecay);
    root.set("suggestions", suggestions(curve));
    curve
        .suggestions()
        .values()
        .iterator()
        .next()
        .rate()
        .ifPresent(
            max -> {
              ObjectNode bounds = root.putObject("bounds");
              bounds(bounds, "cyclical", Bounds.cyclical(max));
              bounds(bounds, "one_cycle", Bounds.oneCycle(max));
              bounds(bounds, "super_convergence", Bounds.superConvergence(max));
            });
    root.putObject("test")
        .put("ramp", curve.test().ramp().name().toLowerCase(Locale.ROOT))
        .put("start", curve.test().start())
        .put("end", curve.test().end())
        .put("planned_iterations", curve.test().iterations())
        .put("iterations", curve.size())
        .put("ended", curve.end().name().toLowerCase(Locale.ROOT));
    root.put("seconds", Json.rounded(seconds));
    return root;
  }

  private static void bounds(ObjectNode node, String use, Bounds bounds) {
    node.putObject(use)
        .put("learning_rate_min", bounds.min())
        .put("learning_rate_max", bounds.max());
  }

  /** Writes the curve, the plot, the page and, last, result.json into the run's folder. */
  public void write(RunFolder folder) throws IOException {
    folder.write("curves.csv", CurvesCsv.of(curve));
    Plots.write(folder, curve);
    folder.write("report.html", page());
    folder.write("result.json", Json.pretty(json()));
  }

  private String page() throws IOException {
    HtmlPage page = experiment.page("Range test");
    page.paragraph(
        Text.of(
            "%d of %d iterations at batch size %d with %s, weight decay %s, in %s. The rate rose from"
                + " %s to %s; every weight and random state was put back afterwards.%s",
            curve.size(),
            curve.test().iterations(),
            experiment.settings().batchSize(),
            experiment.settings().optimizer().label(),
            Text.number(weightDecay),
            Text.duration(seconds),
            Text.number(curve.learningRate()[0]),
            Text.number(curve.learningRate()[curve.size() - 1]),
            Updates.sentences(experiment.settings().updates())));
    page.charts(Charts.rangeTest(curve), Charts.rangeTestAccuracy(curve));
    page.heading("What the rules make of it");
    page.table(List.of("rule", "learning rate", "why not"), rows(curve));
    curve.suggestions().values().iterator().next().rate().ifPresent(max -> boundsOf(page, max));
    return page.render();
  }

  private static void boundsOf(HtmlPage page, double max) {
    page.heading("Bounds that follow from the first rule");
    page.table(
        List.of("use", "from", "to"),
        List.of(
            row("cyclical rates", Bounds.cyclical(max)),
            row("one cycle", Bounds.oneCycle(max)),
            row("super-convergence", Bounds.superConvergence(max))));
  }

  private static List<String> row(String use, Bounds bounds) {
    return List.of(use, Text.number(bounds.min()), Text.number(bounds.max()));
  }
}
