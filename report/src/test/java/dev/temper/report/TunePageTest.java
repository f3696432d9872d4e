package dev.temper.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.recipe.Decision;
import dev.temper.recipe.SnapshotRestarts;
import dev.temper.recipe.Stage;
import dev.temper.recipe.StageResult;
import dev.temper.recipe.TuningResult;
import dev.temper.recipe.WeightDecayBy;
import dev.temper.training.Evaluation;
import dev.temper.training.History;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
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
  void callsRestartsATieWithinTheNoiseThatWasAssumed() throws IOException {
    TuningResult result = Results.compared(WeightDecayBy.SNAPSHOT);
    StageResult stage = stage(result, Stage.WEIGHT_DECAY);
    SnapshotRestarts made = Objects.requireNonNull(stage.restarts());
    List<SnapshotRestarts.Branch> branches =
        List.of(branch(1e-2, 2), branch(1e-3, 1), branch(1e-4, 1.01));
    HtmlPage page = new HtmlPage("restarts");
    new StageSection(
            result,
            new StageResult(
                stage.stage(),
                List.of(),
                List.of(),
                new SnapshotRestarts(made.prescription(), 7, made.trunk(), branches, 1),
                List.of(new Decision("weight decay", "0.001", "It is the default.")),
                List.of(),
                stage.cost()))
        .add(page);

    assertThat(page.render()).containsSubsequence(">worse<", ">taken<", ">tie<");
  }

  private static SnapshotRestarts.Branch branch(double weightDecay, double loss) {
    History history = Results.history(10);
    history.onEvaluation(10, new Evaluation(loss, 0.5, 90));
    return new SnapshotRestarts.Branch(weightDecay, history);
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
