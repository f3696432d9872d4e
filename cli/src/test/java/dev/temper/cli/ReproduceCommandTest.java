package dev.temper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
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

  @Test
  void theResultDoesNotDependOnHowManyRunAtATime() throws IOException {
    ObjectNode one = document(run("one", "--parallel", "1"));

    assertThat(one.get("groups")).isEqualTo(document(outcome).get("groups"));
    assertThat(temp.resolve("one/curves.csv"))
        .hasSameTextualContentAs(temp.resolve("two/curves.csv"));
  }
}
