package dev.temper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All commands on tables that are less even than the digits: numbers for labels, rare classes. */
class TableTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path shared;

  private final Path temp;

  TableTest(@TempDir Path temp) {
    this.temp = temp;
  }

  @BeforeAll
  static void writeTables() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    StringBuilder law = new StringBuilder("a,b,price\n");
    StringBuilder rare = new StringBuilder("a,b,kind\n");
    for (int i = 0; i < 400; i++) {
      double a = 2 * random.nextDouble() - 1;
      double b = 2 * random.nextDouble() - 1;
      law.append(a).append(',').append(b).append(',').append(300 + 20 * a - 5 * b).append('\n');
      boolean odd = i % 20 == 0;
      rare.append(odd ? a + 3 : a).append(',').append(b).append(odd ? ",rare\n" : ",usual\n");
    }
    Files.writeString(shared.resolve("law.csv"), law);
    Files.writeString(shared.resolve("rare.csv"), rare);
  }

  private Outcome run(String line, String table, String... more) {
    List<String> all = new ArrayList<>(List.of(line.split(" ")));
    all.addAll(
        List.of(
            "--data",
            shared.resolve(table).toString(),
            "--threads",
            "1",
            "--precision",
            "f32",
            "--out",
            temp.resolve("out").toString()));
    all.addAll(List.of(more));
    return Outcome.of(all.toArray(new String[0]));
  }

  private JsonNode result() throws IOException {
    return JSON.readTree(temp.resolve("out/result.json").toFile());
  }

  @Test
  void trainLearnsALinearLawAndTellsTheErrorInTheLabelsUnit() throws IOException {
    Outcome outcome = run("train --lr 0.1 --budget 60epochs", "law.csv");
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    JsonNode end = result().get("final");
    assertThat(end.get("test_loss").doubleValue()).isLessThan(0.01);
    // The deviation of the label is about 12.
    assertThat(end.get("test_rmse").doubleValue()).isBetween(0.0, 1.3);
    assertThat(end.get("test_accuracy").isNull()).isTrue();
    assertThat(outcome.out()).contains("RMSE", "in the label's unit").doesNotContain("accuracy");
    assertThat(outcome.err()).contains("val. loss").doesNotContain("accuracy");
    assertThat(Files.readString(temp.resolve("out/curves.csv"))).doesNotContain("NaN");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "range-test --iterations 50",
        "range-test --iterations 30 --seeds 2 --weight-decay 1e-3,1e-4",
        "range-test --estimate clean --iterations 20 --batch-size 32 --lr 0.01",
        "sensitivity --rates 0.001,0.03,1000000 --seeds 2 --budget 30iterations",
        "tune --budget 5epochs"
      })
  void everyCommandLearnsNumbers(String line) {
    Outcome outcome = run(line, "law.csv");
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.out()).doesNotContain("NaN");
    assertThat(temp.resolve("out/plots/accuracy.png")).doesNotExist();
    assertThat(temp.resolve("out/report.html")).isNotEmptyFile();
  }

  @Test
  void aSensitivityAnalysisOfNumbersPrintsNoAccuracy() {
    Outcome outcome = run("sensitivity --seeds 1 --budget 20iterations --per-decade 1", "law.csv");
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("val. loss").doesNotContain("accuracy");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train --lr 0.1 --budget 20epochs",
        "range-test --iterations 50",
        "sensitivity --rates 0.001,0.03,0.1 --seeds 2 --budget 30iterations",
        "tune --budget 5epochs"
      })
  void everyCommandTakesATableWithARareClass(String line) throws IOException {
    Outcome outcome = run(line, "rare.csv");
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(result().get("data").asText()).endsWith("rare.csv");
    assertThat(temp.resolve("out/report.html")).isNotEmptyFile();
  }

  @Test
  void trainFindsTheRareClass() throws IOException {
    Outcome outcome = run("train --lr 0.1 --budget 40epochs", "rare.csv");
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    // A constant answer is right for 95 %.
    assertThat(result().at("/final/test_accuracy").doubleValue()).isGreaterThan(0.97);
    assertThat(result().get("loss").asText()).isEqualTo("cross-entropy");
  }

  @Test
  void anExperimentTakesALossAndAModelWithSettings() throws IOException {
    Path yaml =
        Files.writeString(
            temp.resolve("experiment.yaml"),
            "model: 'mlp:layers=3,units=16'\nloss: mse\nlr: 0.05\nbudget: 2epochs\n");
    Outcome outcome = run("train " + yaml, "law.csv");
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(result().get("model").asText()).isEqualTo("mlp:layers=3,units=16");
    assertThat(result().get("loss").asText()).isEqualTo("mse");
  }

  @Test
  void aTuningsExperimentKeepsTheModelAndTheLoss() throws IOException {
    Outcome outcome =
        run("tune --budget 3epochs --model mlp:units=16 --loss mse --target price", "law.csv");
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(result().get("model").asText()).isEqualTo("mlp:units=16");
    assertThat(Files.readString(temp.resolve("out/report.html")))
        .contains("model: 'mlp:units=16'\n", "loss: mse\n");
  }
}
