package dev.temper.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.rangetest.Consensus;
import dev.temper.rangetest.GridPoint;
import dev.temper.rangetest.LowestLoss;
import dev.temper.rangetest.Overlay;
import dev.temper.rangetest.RangeCurve;
import dev.temper.rangetest.RangeTestGrid;
import dev.temper.rangetest.RepeatedRangeTest;
import dev.temper.rangetest.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What {@code temper range-test} leaves behind: one test or several, with one seed or several. */
public final class RangeTestReport {

  private final Experiment experiment;
  private final Overlay overlay;
  private final Overlay.Test chosen;
  private final double seconds;

  /**
   * A report on finished range tests.
   *
   * @param experiment what was trained on what; its batch size is that of the grid's settings
   * @param overlay what was recorded
   * @param seconds of wall time
   */
  public RangeTestReport(Experiment experiment, Overlay overlay, double seconds) {
    this.chosen = overlay.chosen();
    this.experiment =
        new Experiment(
            experiment.data(),
            experiment.model(),
            experiment.settings().withBatchSize(chosen.point().batchSize()),
            experiment.engine());
    this.overlay = overlay;
    this.seconds = seconds;
  }

  /** The answers of all rules, the default first: a rate, or a refusal. */
  static ArrayNode suggestions(RangeCurve curve) {
    return Suggestions.json(RepeatedRangeTest.of(List.of(curve)));
  }

  /** The same as rows of a table: rule, rate, reason of a refusal. */
  static List<List<String>> rows(RangeCurve curve) {
    return Suggestions.rows(RepeatedRangeTest.of(List.of(curve)));
  }

  /** The document of {@code range-test --json} and {@code result.json}. */
  public ObjectNode json() {
    ObjectNode root = experiment.json();
    root.put("weight_decay", chosen.point().weightDecay());
    root.put("momentum", chosen.point().momentum());
    root.put("seeds", grid().seeds());
    root.set("suggestions", Suggestions.json(chosen.seeds()));
    Suggestions.putBounds(root, chosen.seeds());
    Suggestions.putTest(root, chosen.seeds());
    overlay
        .best()
        .ifPresent(
            best -> {
              ObjectNode node = root.putObject("best");
              put(node, best.test().point());
              put(node, best.lowest());
              node.put("reason", best.reason());
            });
    if (several()) {
      ArrayNode tests = root.putArray("tests");
      overlay.tests().forEach(test -> put(tests.addObject(), test));
    }
    root.put("seconds", Json.rounded(seconds));
    return root;
  }

  private RangeTestGrid grid() {
    return overlay.grid();
  }

  private boolean several() {
    return overlay.tests().size() > 1 || grid().seeds() > 1;
  }

  private void put(ObjectNode node, Overlay.Test test) {
    put(node, test.point());
    node.set("suggestions", Suggestions.json(test.seeds()));
    test.seeds().lowestValidationLoss().ifPresent(lowest -> put(node, lowest));
    node.put("ended", Suggestions.ended(test.seeds().first()));
    ArrayNode runs = node.putArray("runs");
    List<RangeCurve> curves = test.seeds().curves();
    for (int i = 0; i < curves.size(); i++) {
      runs.addObject()
          .put("seed", grid().settings().seed() + i)
          .put("iterations", curves.get(i).size())
          .put("ended", Suggestions.ended(curves.get(i)))
          .put("curves", OverlayLabels.file(grid(), test.point(), i));
    }
  }

  private static void put(ObjectNode node, GridPoint point) {
    node.put("weight_decay", point.weightDecay())
        .put("momentum", point.momentum())
        .put("batch_size", point.batchSize())
        .put("iterations", point.iterations());
  }

  private static void put(ObjectNode node, LowestLoss lowest) {
    node.put("lowest_val_loss", lowest.loss())
        .put("lowest_val_loss_low", lowest.low())
        .put("lowest_val_loss_high", lowest.high())
        .put("at_learning_rate", lowest.learningRate());
  }

  /** Writes the curves, the plots, the page and, last, result.json into the run's folder. */
  public void write(RunFolder folder) throws IOException {
    folder.write("curves.csv", CurvesCsv.of(chosen.seeds().first()));
    if (several()) {
      for (Overlay.Test test : overlay.tests()) {
        for (int i = 0; i < grid().seeds(); i++) {
          folder.write(
              OverlayLabels.file(grid(), test.point(), i),
              CurvesCsv.of(test.seeds().curves().get(i)));
        }
      }
    }
    Plots.write(folder, chosen.seeds());
    if (overlay.tests().size() > 1) {
      Plots.write(folder, overlay);
    }
    folder.write("report.html", page());
    folder.write("result.json", Json.pretty(json()));
  }

  private String page() throws IOException {
    HtmlPage page = experiment.page("Range test");
    RangeCurve curve = chosen.seeds().first();
    page.paragraph(several() ? aboutSeveral() : aboutOne(curve));
    if (overlay.tests().size() > 1) {
      overlaySection(page);
    }
    page.charts(RangeTestCharts.test(chosen.seeds()), RangeTestCharts.accuracy(curve));
    Suggestions.section(page, chosen.seeds());
    return page.render();
  }

  private String aboutSeveral() {
    return Text.of(
        "%s of up to %s iterations with %s, in %s: the rate rose from %s towards %s, each time from"
            + " fresh weights%s.%s",
        overlay.tests().size() == 1 ? "One range test" : overlay.tests().size() + " range tests",
        Collections.max(grid().iterations()),
        experiment.settings().optimizer().label(),
        Text.duration(seconds),
        Text.number(grid().test().start()),
        Text.number(grid().test().end()),
        grid().seeds() == 1 ? "" : ", with " + grid().seeds() + " seeds",
        Updates.sentences(experiment.settings().updates()));
  }

  private String aboutOne(RangeCurve curve) {
    return Text.of(
        "%d of %d iterations at batch size %d with %s, weight decay %s, in %s. The rate rose from"
            + " %s to %s; every weight and random state was put back afterwards.%s",
        curve.size(),
        curve.test().iterations(),
        experiment.settings().batchSize(),
        experiment.settings().optimizer().label(),
        Text.number(chosen.point().weightDecay()),
        Text.duration(seconds),
        Text.number(curve.learningRate()[0]),
        Text.number(curve.learningRate()[curve.size() - 1]),
        Updates.sentences(experiment.settings().updates()));
  }

  private void overlaySection(HtmlPage page) {
    page.heading("The tests beside each other");
    page.charts(RangeTestCharts.overlay(overlay), RangeTestCharts.overlayTraining(overlay));
    List<Rule> rules = List.copyOf(chosen.seeds().suggestions().keySet());
    List<String> header = new ArrayList<>(OverlayLabels.names(grid()));
    header.addAll(List.of("lowest validation loss", "at rate"));
    rules.forEach(rule -> header.add(rule.label()));
    page.table(header, overlay.tests().stream().map(test -> overlayRow(test, rules)).toList());
    Optional<Overlay.Best> best = overlay.best();
    page.heading(
        (best.isPresent() ? "The best: " : "Read here: ")
            + OverlayLabels.label(grid(), chosen.point()));
    best.ifPresent(found -> page.paragraph(found.reason()));
  }

  private List<String> overlayRow(Overlay.Test test, List<Rule> rules) {
    List<String> row = new ArrayList<>(OverlayLabels.values(grid(), test.point()));
    Optional<LowestLoss> lowest = test.seeds().lowestValidationLoss();
    row.add(lowest.map(value -> Text.number(value.loss())).orElse("none"));
    row.add(lowest.map(value -> Text.number(value.learningRate())).orElse("none"));
    for (Rule rule : rules) {
      Consensus answer = test.seeds().suggest(rule);
      String rate = Suggestions.rate(answer);
      row.add(
          grid().seeds() == 1 || answer.suggestion().rate().isEmpty()
              ? rate
              : rate + " (" + Suggestions.interval(answer) + ")");
    }
    return row;
  }
}
