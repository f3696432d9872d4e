package dev.temper.report;

import dev.temper.recipe.Comparison;
import dev.temper.recipe.Decision;
import dev.temper.recipe.SnapshotRestarts;
import dev.temper.recipe.StageCost;
import dev.temper.recipe.StageResult;
import dev.temper.recipe.TuningResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One stage of a tuning: its question, what was tried, what was decided, and what that cost. */
final class StageSection {

  private static final double SAME = 1e-9;

  private final TuningResult result;
  private final StageResult stage;

  StageSection(TuningResult result, StageResult stage) {
    this.result = result;
    this.stage = stage;
  }

  /** All charts of the stage, in the order of the page. */
  List<Chart> charts() {
    List<Chart> charts = new ArrayList<>();
    StageRangeTests.of(result, stage).ifPresent(tests -> charts.addAll(tests.charts()));
    stage.comparisons().forEach(comparison -> charts.addAll(ComparisonCharts.of(comparison)));
    SnapshotRestarts restarts = stage.restarts();
    if (restarts != null) {
      charts.addAll(RestartCharts.of(restarts));
    }
    return charts;
  }

  /** Adds the section. */
  void add(HtmlPage page) {
    page.heading(heading());
    page.question(TuneText.question(stage.stage()), TuneText.why(stage.stage()));
    addTried(page);
    addOutcome(page);
  }

  private String heading() {
    String label = stage.stage().label();
    return Character.toUpperCase(label.charAt(0)) + label.substring(1);
  }

  private void addTried(HtmlPage page) {
    Optional<StageRangeTests> tests = StageRangeTests.of(result, stage);
    if (tests.isPresent()) {
      page.charts(tests.get().charts().toArray(Chart[]::new));
      tests.get().table(page, stage.comparisons().isEmpty() ? choice() : "");
    }
    for (Comparison comparison : stage.comparisons()) {
      page.trio(ComparisonCharts.of(comparison));
      ComparisonTable.add(page, comparison);
    }
    SnapshotRestarts restarts = stage.restarts();
    if (restarts != null) {
      page.charts(RestartCharts.of(restarts).toArray(Chart[]::new));
      table(page, restarts);
    }
  }

  /** The value that the stage is named for. */
  private String choice() {
    return stage.decisions().stream()
        .filter(decision -> decision.subject().equals(stage.stage().label()))
        .map(Decision::choice)
        .reduce("", (earlier, later) -> later);
  }

  private void table(HtmlPage page, SnapshotRestarts restarts) {
    double chosen = Double.parseDouble(choice());
    List<SnapshotRestarts.Branch> branches = restarts.branches();
    int taken = -1;
    for (int i = 0; i < branches.size(); i++) {
      double value = branches.get(i).weightDecay();
      taken = Math.abs(value - chosen) <= SAME * chosen ? i : taken;
    }
    double own = taken < 0 ? Double.NaN : branches.get(taken).validationLoss();
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < branches.size(); i++) {
      double loss = branches.get(i).validationLoss();
      String verdict = i == taken ? "taken" : ComparisonTable.verdict(loss, own, indifference());
      rows.add(
          List.of(
              Text.number(branches.get(i).weightDecay()),
              loss == Double.POSITIVE_INFINITY ? "–" : Text.number(loss),
              ComparisonTable.difference(loss, own),
              verdict));
    }
    page.table(
        List.of("weight decay", "final validation loss", "against the taken", "verdict"),
        rows,
        taken);
  }

  /** By the noise of the last comparison so far, as the stage reckoned with it. */
  private double indifference() {
    double noise = Comparison.assumedNoise(result.data().validationExamples());
    for (StageResult earlier : result.stages()) {
      for (Comparison comparison : earlier.comparisons()) {
        noise = comparison.noise();
      }
      if (earlier.stage() == stage.stage()) {
        break;
      }
    }
    return Comparison.indifference(noise, 1, 1);
  }

  /** Adds what was decided, and what the stage cost. */
  void addOutcome(HtmlPage page) {
    for (Decision decision : stage.decisions()) {
      page.decision(decision.subject(), decision.choice(), decision.reason());
    }
    page.note(cost());
  }

  private String cost() {
    StageCost cost = stage.cost();
    return cost.iterations() == 0
        ? "Nothing was spent on it."
        : Text.of(
            "Cost: %,d training examples in %,d updates and %s; %s of the final run.",
            cost.examples(),
            cost.iterations(),
            Text.duration(cost.seconds()),
            CostSection.share(cost.examples(), result.chosen()));
  }
}
