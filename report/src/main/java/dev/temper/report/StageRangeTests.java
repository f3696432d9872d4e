package dev.temper.report;

import dev.temper.rangetest.LowestLoss;
import dev.temper.rangetest.RangeCurve;
import dev.temper.rangetest.RepeatedRangeTest;
import dev.temper.rangetest.Rule;
import dev.temper.recipe.RangeTrial;
import dev.temper.recipe.Stage;
import dev.temper.recipe.StageResult;
import dev.temper.recipe.TuningResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The range tests of a stage beside each other, with the plain one where that is one of them. */
final class StageRangeTests {

  private final String subject;
  private final List<String> values = new ArrayList<>();
  private final List<RangeCurve> curves = new ArrayList<>();

  private StageRangeTests(String subject) {
    this.subject = subject;
  }

  /** Those of a stage, or nothing where it made none; that of the range test stands by itself. */
  static Optional<StageRangeTests> of(TuningResult result, StageResult stage) {
    if (stage.rangeTests().isEmpty() || stage.stage() == Stage.RANGE_TEST) {
      return Optional.empty();
    }
    boolean sizes = stage.stage() == Stage.BATCH_SIZE;
    List<RangeTrial> trials = new ArrayList<>(stage.rangeTests());
    trials.sort(
        Comparator.comparingDouble(
            trial ->
                sizes ? trial.prescription().batchSize() : trial.prescription().weightDecay()));
    StageRangeTests tests = new StageRangeTests(sizes ? "batch size" : "weight decay");
    for (RangeTrial trial : trials) {
      if (sizes && trial.prescription().batchSize() > result.plain().batchSize()) {
        tests.add(Integer.toString(result.plain().batchSize()), result.rangeTest());
      }
      tests.add(
          sizes
              ? Integer.toString(trial.prescription().batchSize())
              : Text.number(trial.prescription().weightDecay()),
          trial.curve());
    }
    if (sizes) {
      tests.add(Integer.toString(result.plain().batchSize()), result.rangeTest());
    }
    return Optional.of(tests);
  }

  private void add(String value, RangeCurve curve) {
    if (!values.contains(value)) {
      values.add(value);
      curves.add(curve);
    }
  }

  List<Chart> charts() {
    return RangeTestCharts.overlay(values, curves);
  }

  /** The lowest validation loss of each, where it is, and what the rules read off. */
  void table(HtmlPage page, String taken) {
    List<Rule> rules = List.copyOf(curves.get(0).suggestions().keySet());
    List<String> header = new ArrayList<>(List.of(subject, "lowest validation loss", "at rate"));
    rules.forEach(rule -> header.add("rule " + rule.label()));
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      RangeCurve curve = curves.get(i);
      Optional<LowestLoss> lowest = RepeatedRangeTest.of(List.of(curve)).lowestValidationLoss();
      List<String> row = new ArrayList<>();
      row.add(values.get(i));
      row.add(lowest.map(value -> Text.number(value.loss())).orElse("–"));
      row.add(lowest.map(value -> Text.number(value.learningRate())).orElse("–"));
      for (Rule rule : rules) {
        row.add(
            curve.suggest(rule).rate().isPresent()
                ? Text.number(curve.suggest(rule).orElseThrow())
                : "–");
      }
      rows.add(row);
    }
    page.table(header, rows, values.indexOf(taken));
  }
}
