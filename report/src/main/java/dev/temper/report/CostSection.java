package dev.temper.report;

import dev.temper.recipe.Budget;
import dev.temper.recipe.Prescription;
import dev.temper.recipe.StageCost;
import dev.temper.recipe.TuningResult;
import java.util.ArrayList;
import java.util.List;

/** What a tuning cost, stage by stage, measured by its final run. */
final class CostSection {

  private CostSection() {}

  static void add(HtmlPage page, TuningResult result) {
    Prescription chosen = result.chosen();
    page.heading("What it cost");
    page.paragraph(
        Text.of(
            "Finding the values took %.2f times as many training examples as the final run, of at"
                + " most %.1f.",
            result.findingShare(), Budget.FINDING_SHARE));
    List<HtmlPage.Bar> bars = new ArrayList<>();
    for (StageCost cost : result.costs()) {
      bars.add(
          new HtmlPage.Bar(
              cost.stage().label(),
              (double) cost.examples() / chosen.examples(),
              Double.NaN,
              share(cost.examples(), chosen)));
    }
    double finding = result.findingShare();
    bars.add(
        new HtmlPage.Bar(
            "finding, in all",
            finding,
            Budget.FINDING_SHARE,
            Text.of("%.0f %% of %.0f %%", 100 * finding, 100 * Budget.FINDING_SHARE)));
    page.bars(bars);
    page.table(
        List.of("stage", "updates", "training examples", "seconds", "share of the final run"),
        result.costs().stream().map(cost -> row(cost, chosen)).toList());
  }

  private static List<String> row(StageCost cost, Prescription chosen) {
    return List.of(
        cost.stage().label(),
        Text.of("%,d", cost.iterations()),
        Text.of("%,d", cost.examples()),
        Text.of("%.1f", cost.seconds()),
        share(cost.examples(), chosen));
  }

  /** Examples in percent of the final run's. */
  static String share(long examples, Prescription chosen) {
    return Text.of("%.0f %%", 100.0 * examples / chosen.examples());
  }
}
