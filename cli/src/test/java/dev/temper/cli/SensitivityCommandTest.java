package dev.temper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code temper sensitivity} at work. */
class SensitivityCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path temp;

  SensitivityCommandTest(@TempDir Path temp) {
    this.temp = temp;
  }

  /** A short analysis of a small network. */
  private Outcome run(String folder, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "sensitivity",
                "--model",
                "mlp",
                "--precision",
                "f32",
                "--quiet",
                "--seeds",
                "2",
                "--budget",
                "60iterations",
                "--out",
                temp.resolve(folder).toString()));
    all.addAll(List.of(more));
    return Outcome.of(all.toArray(new String[0]));
  }

  private static ObjectNode printed(Outcome outcome) throws IOException {
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.out().stripTrailing()).hasLineCount(1);
    return (ObjectNode) JSON.readTree(outcome.out());
  }

  @Test
  void jsonHasEverySeedOfEveryRateAndTheGoodRates() throws IOException {
    ObjectNode document = printed(run("out", "--json", "--seed", "5", "--per-decade", "1"));

    assertThat(document.get("rates").findValuesAsText("learning_rate"))
        .containsExactly("1.0E-5", "1.0E-4", "0.001", "0.01", "0.1", "1.0");
    assertThat(document.get("seeds").toString()).isEqualTo("[5,6]");
    for (JsonNode rate : document.get("rates")) {
      assertThat(rate.get("val_loss")).hasSize(2);
      assertThat(rate.get("val_accuracy")).hasSize(2);
    }
    assertThat(document.get("best_learning_rate").asDouble()).isBetween(1e-3, 0.5);
    assertThat(document.at("/good/from").asDouble())
        .isLessThanOrEqualTo(document.at("/good/to").asDouble());
    // A constant answer is right for a tenth.
    assertThat(document.at("/rates/4/val_accuracy_median").asDouble()).isGreaterThan(0.7);
    document.remove("folder");
    assertThat(JSON.readTree(temp.resolve("out/result.json").toFile())).isEqualTo(document);
    assertThat(temp.resolve("out/plots/sensitivity.png")).isNotEmptyFile();
    assertThat(temp.resolve("out/report.html")).isNotEmptyFile();
  }

  @Test
  void theResultDoesNotDependOnHowManyTrialsRunAtATime() throws IOException {
    String[] rates = {"--json", "--rates", "0.003,0.03,0.3", "--schedule", "one-cycle"};
    ObjectNode one = printed(run("one", with(rates, "--parallel", "1")));
    ObjectNode three = printed(run("three", with(rates, "--parallel", "3")));

    assertThat(one.get("rates")).isEqualTo(three.get("rates"));
    assertThat(temp.resolve("one/curves.csv"))
        .hasSameTextualContentAs(temp.resolve("three/curves.csv"));
    assertThat(Files.readAllLines(temp.resolve("one/curves.csv"))).hasSize(7);
  }

  private static String[] with(String[] arguments, String... more) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of(more));
    return all.toArray(new String[0]);
  }

  @Test
  void saysWhichOptionShowsMoreWhereTheBestLiesAtAnEnd() {
    Outcome outcome = run("out", "--rates", "1e-6,1e-5,1e-4");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out())
        .contains("The best rate (1.0E-4) is the highest of the grid", "Maybe --to 0.01.");
  }

  @Test
  void withoutJsonPrintsALineForEachRate() {
    Outcome outcome = run("out", "--rates", "0.001,0.01,0.1,1e9", "--momentum", "0.5");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out().lines()).hasSize(6);
    assertThat(outcome.out().lines().toList().get(3)).endsWith("2 diverged");
  }

  @Test
  void failsInOneLineWhereEveryTrialDiverges() {
    Outcome outcome = run("out", "--rates", "1e9,1e10,1e11", "--json");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().stripTrailing())
        .hasLineCount(1)
        .startsWith("temper: Every trial diverged, also at the lowest rate (1e+09).");
    assertThat(temp.resolve("out/result.json")).doesNotExist();
    assertThat(temp.resolve("out/curves.csv")).isNotEmptyFile();
  }

  @Test
  void advisesLowerRatesWhereNoMedianIsFinite() throws IOException {
    JsonNode document =
        JSON.readTree(
            """
            {"rates": [{"learning_rate": 10.0, "val_loss_median": null,
                        "val_accuracy_median": 0.1, "diverged": 1}],
             "best_learning_rate": null,
             "good": {"refused": "At no rate."}}
            """);

    assertThat(new SensitivityCommand().summary((ObjectNode) document))
        .endsWith("At no rate. Maybe --from 0.1.");
  }

  @Test
  void anExperimentMayNameTheRates() throws IOException {
    Path yaml = Files.writeString(temp.resolve("e.yaml"), "rates: [0.001, 0.01, 0.1]\nseeds: 1\n");
    ObjectNode document = printed(run("out", yaml.toString(), "--json"));

    assertThat(document.get("rates")).hasSize(3);
  }
}
