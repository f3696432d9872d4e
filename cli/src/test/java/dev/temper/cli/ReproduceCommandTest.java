package dev.temper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.dynamics.Dynamics;
import dev.temper.dynamics.Panel;
import dev.temper.dynamics.PanelOutcome;
import dev.temper.report.RunFolder;
import dev.temper.schedule.OneCycle;
import dev.temper.torch.data.DataSettings;
import dev.temper.torch.data.Datasets;
import dev.temper.torch.engine.Precision;
import dev.temper.torch.engine.TorchTask;
import dev.temper.torch.model.Models;
import dev.temper.training.DataSummary;
import dev.temper.training.History;
import dev.temper.training.Optimizer;
import dev.temper.training.Parallel;
import dev.temper.training.SessionSettings;
import dev.temper.training.TrainingSession;
import dev.temper.training.TrainingTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code temper reproduce dynamics}: the pictures show what the classic ones do. */
class ReproduceCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path temp;

  private static Outcome outcome = new Outcome(-1, "", "");

  @BeforeAll
  static void reproduce() {
    outcome = run("two", "--parallel", "2");
  }

  private static Outcome run(String folder, String... parallel) {
    return Outcome.of(
        "reproduce",
        "dynamics",
        "--json",
        "--quiet",
        "--epochs",
        "40",
        parallel[0],
        parallel[1],
        "--out",
        temp.resolve(folder).toString());
  }

  private static ObjectNode document(Outcome outcome) throws IOException {
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out().stripTrailing()).hasLineCount(1);
    return (ObjectNode) JSON.readTree(outcome.out());
  }

  private static double accuracy(JsonNode document, int group, int panel) {
    return document
        .at("/groups/" + group + "/panels/" + panel + "/val_accuracy")
        .asDouble(Double.NaN);
  }

  @Test
  void theDocumentIsWhatTheFolderHolds() throws IOException {
    ObjectNode document = document(outcome);

    assertThat(document.remove("folder").asText()).isEqualTo(temp.resolve("two").toString());
    assertThat(JSON.readTree(temp.resolve("two/result.json").toFile())).isEqualTo(document);
    assertThat(temp.resolve("two/plots/dynamics-learning-rate.png")).isNotEmptyFile();
  }

  @Test
  void moderateRatesLearnAndExtremeOnesDoNot() throws IOException {
    JsonNode document = document(outcome);

    // Three classes: a constant answer is right for a third.
    assertThat(accuracy(document, 0, 1)).as("0.1").isGreaterThan(0.75);
    assertThat(accuracy(document, 0, 2)).as("0.01").isGreaterThan(0.75);
    assertThat(accuracy(document, 0, 0)).as("1").isLessThan(accuracy(document, 0, 1) - 0.05);
    assertThat(accuracy(document, 0, 6)).as("1e-6").isLessThan(0.5);
    assertThat(accuracy(document, 0, 7)).as("1e-7").isLessThan(0.5);
  }

  @Test
  void everyOptimizerLearnsAtItsDefaultRate() throws IOException {
    for (int panel = 0; panel < 4; panel++) {
      assertThat(accuracy(document(outcome), 4, panel)).isGreaterThan(0.75);
    }
  }

  /** A task of whose sessions some cannot be opened. */
  private record Failing(TrainingTask task, Predicate<SessionSettings> fails)
      implements TrainingTask {

    @Override
    public String model() {
      return task.model();
    }

    @Override
    public DataSummary data() {
      return task.data();
    }

    @Override
    public long parameters() {
      return task.parameters();
    }

    @Override
    public TrainingSession open(SessionSettings settings) {
      if (fails.test(settings)) {
        throw new IllegalStateException("no memory\nleft");
      }
      return task.open(settings);
    }

    @Override
    public long peakMemory() {
      return task.peakMemory();
    }
  }

  private static ObjectNode run(Path folder, Predicate<SessionSettings> fails) throws Exception {
    TorchTask task =
        TorchTask.of(
            Models.mlp(List.of(8L), 0),
            Datasets.open("blobs", DataSettings.DEFAULT),
            1,
            Precision.F32);
    Dynamics dynamics = Dynamics.classic(new Failing(task, fails), 0, Parallel.of(1)).withEpochs(1);
    try (Progress progress = Progress.create(true)) {
      return ReproduceCommand.run(dynamics, RunFolder.open(folder), progress);
    }
  }

  @Test
  void failsWhereNoPanelCouldBeRun() {
    Path folder = temp.resolve("none");

    assertThatExceptionOfType(RunFailedException.class)
        .isThrownBy(() -> run(folder, settings -> true))
        .withMessage(
            "No panel was run to its end; 'rate 1' failed: java.lang.IllegalStateException: no memory.");
    assertThat(folder.resolve("result.json")).doesNotExist();
    assertThat(folder.resolve("curves.csv")).isNotEmptyFile();
  }

  @Test
  void aPanelThatFailedIsCalledSoBesideOthersThatDidNot() throws Exception {
    ObjectNode document =
        run(temp.resolve("some"), settings -> settings.optimizer() == Optimizer.ADAM);

    assertThat(ReproduceCommand.summary(document).lines())
        .hasSize(24)
        .filteredOn(line -> line.endsWith(", failed"))
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("Adam");
    Panel panel = new Panel("Adam", Optimizer.ADAM, OneCycle.smith(9, 1));
    assertThat(ReproduceCommand.words(new PanelOutcome(panel, new History(), List.of(), "why")))
        .isEqualTo("Adam failed");
    assertThat(ReproduceCommand.words(new PanelOutcome(panel, new History(), List.of(), "")))
        .isEqualTo("Adam diverged");
  }

  @Test
  void theResultDoesNotDependOnHowManyRunAtATime() throws IOException {
    ObjectNode one = document(run("one", "--parallel", "1"));

    assertThat(one.get("groups")).isEqualTo(document(outcome).get("groups"));
    assertThat(temp.resolve("one/curves.csv"))
        .hasSameTextualContentAs(temp.resolve("two/curves.csv"));
  }
}
