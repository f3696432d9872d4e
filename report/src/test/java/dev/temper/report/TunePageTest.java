package dev.temper.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.recipe.Stage;
import dev.temper.recipe.StageResult;
import dev.temper.recipe.TuningResult;
import dev.temper.recipe.WeightDecayBy;
import java.io.IOException;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The story a tuning's page tells. */
class TunePageTest {

  private static String page(TuningResult result) throws IOException {
    return new TunePage(result, new TreeMap<>())
        .render()
        .replaceAll("(?s)<script.*?</script>", "")
        .replaceAll("(?s)<style.*?</style>", "");
  }

  @Test
  void tellsTheStagesInOrderAndEndsWithThePrescription() throws IOException {
    TuningResult result = Results.compared(WeightDecayBy.GRID);
    String page = page(result);

    assertThat(page)
        .containsSubsequence(
            "<nav>",
            "Data and model</h2>",
            "Before the first experiment</h2>",
            "Baseline</h2>",
            "Learning rate</h2>",
            "Batch size</h2>",
            "Momentum</h2>",
            "Weight decay</h2>",
            "Balance</h2>",
            "Final run</h2>",
            "What it cost</h2>",
            "Prescription</h2>",
            "temper train</h3>",
            "Java</h3>",
            "PyTorch</h3>");
    assertThat(page)
        .contains("href=\"#section-0\"", "id=\"section-0\"", "of 150 %", "final validation loss");
    for (StageResult stage : result.stages()) {
      assertThat(page).contains(TuneText.question(stage.stage()));
      stage.decisions().forEach(decision -> assertThat(page).contains(decision.choice()));
    }
  }

  @Test
  void hasTheCurvesOfEveryComparison() throws IOException {
    TuningResult result = Results.compared(WeightDecayBy.GRID);
    long charts =
        result.stages().stream()
            .flatMap(stage -> stage.comparisons().stream())
            .mapToLong(comparison -> ComparisonCharts.of(comparison).size())
            .sum();

    assertThat(charts).isGreaterThanOrEqualTo(6);
    assertThat(HtmlPageTest.charts(new TunePage(result, new TreeMap<>()).render()))
        .hasSizeGreaterThanOrEqualTo(8 + (int) charts);
  }

  @Test
  void showsRestartsAsOneTrunkAndItsBranches() throws IOException {
    TuningResult result = Results.compared(WeightDecayBy.SNAPSHOT);
    StageResult stage = stage(result, Stage.WEIGHT_DECAY);

    assertThat(stage.restarts()).isNotNull();
    assertThat(new StageSection(result, stage).charts())
        .hasSize(2)
        .allMatch(chart -> chart.title().startsWith("Restarts: "))
        .allMatch(chart -> chart.series().size() == 4)
        .allMatch(chart -> chart.markers().size() == 1);
    assertThat(page(result)).contains("aria-label=\"Restarts: validation loss\"");
  }

  @Test
  void laysTheRangeTestsOfAStageOverEachOther() throws IOException {
    TuningResult result = Results.compared(WeightDecayBy.RANGE);
    StageResult stage = stage(result, Stage.WEIGHT_DECAY);

    assertThat(new StageSection(result, stage).charts())
        .hasSize(2)
        .allMatch(chart -> chart.series().size() == 3);
    assertThat(page(result)).contains("lowest validation loss");
  }

  private static StageResult stage(TuningResult result, Stage wanted) {
    return result.stages().stream()
        .filter(stage -> stage.stage() == wanted)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void tellsTheErrorsOfARegressionInTheLabelsUnit() throws IOException {
    String page = page(Results.regression());

    assertThat(page)
        .contains("3.8</b><span>test error (root mean square)", "that of the mean")
        .contains("whose deviation is 9.5", "with dropout 0.2, layers 3", "dropout</span>")
        .contains("torch.nn.MSELoss()")
        .doesNotContain("NaN", "test accuracy", "classes", "unknown %");
  }

  @Test
  void saysWhereNothingWasSpent() throws IOException {
    assertThat(page(Results.tuning())).contains("Nothing was spent on it.", "Not compared");
  }
}
