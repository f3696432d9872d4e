package dev.temper.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.temper.recipe.Budget;
import dev.temper.schedule.OneCycle;
import dev.temper.sensitivity.Sensitivity;
import dev.temper.sensitivity.SensitivityResult;
import dev.temper.training.Evaluation;
import dev.temper.training.History;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.Split;
import dev.temper.training.SyntheticTask;
import dev.temper.training.TrainingListener;
import dev.temper.training.TrainingRun;
import dev.temper.training.TrainingSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports on a regression: errors in the label's unit where accuracies stand else. */
class RegressionReportsTest {

  private static final SessionSettings SETTINGS = new SessionSettings(16, Optimizer.SGD, 7);

  private static final SyntheticTask TASK = new SyntheticTask().withoutClasses();

  private static final Experiment EXPERIMENT =
      new Experiment(TASK.data(), TASK.model(), SETTINGS, Map.of());

  private static TrainReport training() {
    try (TrainingSession session = TASK.open(SETTINGS)) {
      History history =
          new TrainingRun(OneCycle.smith(60, 0.1), 60, 20).run(session, TrainingListener.NONE);
      Evaluation test = session.evaluate(Split.TEST);
      return new TrainReport(EXPERIMENT, "one-cycle", history, test, 31, 1);
    }
  }

  /** Three rates, of which the last diverges. */
  private static SensitivityReport sensitivity() {
    try {
      SensitivityResult result =
          Sensitivity.of(TASK)
              .settings(SETTINGS)
              .rates(List.of(1e-3, 1e-2, 1e6))
              .budget(Budget.iterations(60))
              .run();
      return new SensitivityReport(EXPERIMENT, "constant rate", result);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The page's text, without its scripts. */
  private static String page(Path folder) throws IOException {
    String page = Files.readString(folder.resolve("report.html"));
    return page.substring(0, page.indexOf("<script>"));
  }

  @Test
  void aTrainingsDocumentHasTheErrorInTheLabelsUnitAndNoAccuracy() {
    JsonNode json = training().json();
    assertThat(json.get("loss").asText()).isEqualTo("mse");
    for (String split : List.of("test", "validation")) {
      assertThat(json.at("/final/" + split + "_accuracy").isNull()).isTrue();
      double loss = json.at("/final/" + split + "_loss").doubleValue();
      assertThat(json.at("/final/" + split + "_rmse").doubleValue())
          .isCloseTo(20 * Math.sqrt(loss), within(1e-12));
    }
  }

  @Test
  void aTrainingOfClassesHasNoErrorInAUnit() {
    JsonNode json = Results.train(Results.history(20), new Evaluation(0.5, 0.8, 90)).json();
    assertThat(json.get("loss").asText()).isEqualTo("cross-entropy");
    assertThat(json.get("final").has("test_rmse")).isFalse();
  }

  @Test
  void aTrainingsPageShowsTheErrorAndNoAccuracy(@TempDir Path temp) throws IOException {
    training().write(RunFolder.open(temp));
    assertThat(page(temp))
        .contains("test RMSE, in the label's unit", "validation RMSE", "test loss")
        .doesNotContain("test accuracy", "alidation accuracy", "unknown");
    assertThat(temp.resolve("plots/accuracy.png")).doesNotExist();
    assertThat(temp.resolve("plots/loss.png")).isNotEmptyFile();
  }

  @Test
  void aSensitivityAnalysisShowsLossesAlone(@TempDir Path temp) throws IOException {
    SensitivityReport report = sensitivity();
    for (JsonNode rate : report.json().get("rates")) {
      assertThat(rate.get("val_accuracy_median").isNull()).isTrue();
      assertThat(rate.get("val_accuracy")).hasSize(3).allMatch(JsonNode::isNull);
    }
    report.write(RunFolder.open(temp));
    assertThat(page(temp)).contains("median loss").doesNotContain("median accuracy", "unknown");
    assertThat(temp.resolve("plots/sensitivity-accuracy.png")).doesNotExist();
    assertThat(temp.resolve("plots/sensitivity.png")).isNotEmptyFile();
  }
}
