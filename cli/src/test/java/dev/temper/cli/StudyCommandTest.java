package dev.temper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code temper study}: a search whose trials another program runs, one command at a time. */
class StudyCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path temp;

  StudyCommandTest(@TempDir Path temp) {
    this.temp = temp;
  }

  private Outcome study(String... arguments) {
    List<String> all = new ArrayList<>(List.of("study"));
    all.add(arguments[0]);
    all.addAll(List.of("--store", temp.resolve("a.db").toString()));
    all.addAll(Arrays.asList(arguments).subList(1, arguments.length));
    return Outcome.of(all.toArray(new String[0]));
  }

  private JsonNode answer(String... arguments) throws IOException {
    Outcome outcome = study(arguments);
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    return JSON.readTree(outcome.out());
  }

  @BeforeEach
  void createStudy() throws IOException {
    Path space = temp.resolve("space.yaml");
    Files.writeString(
        space,
        """
        parameters:
          - {name: x, type: float, low: -2, high: 2}
          - {name: kind, type: categorical, choices: [a, b]}
        """);
    assertThat(
            answer("create", "--name", "bowl", "--space", space.toString(), "--maximize")
                .get("study")
                .textValue())
        .isEqualTo("bowl");
  }

  private static double value(JsonNode params) {
    double x = params.get("x").doubleValue();
    return -x * x - (params.get("kind").textValue().equals("a") ? 0 : 1);
  }

  @Test
  void aShellRunsASearch() throws IOException {
    for (int i = 0; i < 12; i++) {
      JsonNode trial = answer("ask").at("/trials/0");
      assertThat(trial.get("id").intValue()).isEqualTo(i);
      JsonNode told =
          answer(
              "tell",
              "--id",
              trial.get("id").asText(),
              "--value",
              Double.toString(value(trial.get("params"))));
      assertThat(told.get("state").textValue()).isEqualTo("completed");
    }

    JsonNode best = answer("best", "--json");
    assertThat(best.get("value").doubleValue()).isGreaterThan(-0.5);
    assertThat(best.at("/params/kind").textValue()).isEqualTo("a");
    JsonNode shown = answer("show", "--json");
    assertThat(shown.at("/trials/completed").intValue()).isEqualTo(12);
    assertThat(shown.get("direction").textValue()).isEqualTo("maximize");
    assertThat(shown.at("/best/number")).isEqualTo(best.get("number"));
    assertThat(study("show").out()).contains("12 completed", "best: trial " + best.get("number"));
    assertThat(study("list").out()).contains("bowl", "12 trials, 12 completed");
    assertThat(study("best").out()).startsWith("trial " + best.get("number"));

    String csv = study("export").out();
    assertThat(csv.lines()).hasSize(13);
    assertThat(csv).startsWith("number,state,value,seed,params_x,params_kind,created,ended");
    JsonNode exported = answer("export", "--format", "json");
    assertThat(exported).hasSize(12);
    assertThat(exported.get(best.get("number").intValue()).at("/value"))
        .isEqualTo(best.get("value"));
    assertThat(study("export", "--reports").out()).startsWith("number,step,value");
  }

  @Test
  void showsOneTrialAndItsValuesInFewDigits() throws IOException {
    answer("ask");
    answer("tell", "--id", "0", "--value", "0.123456789");

    assertThat(study("list").out()).contains("1 trial, 1 completed");
    assertThat(study("show").out())
        .contains("1 trial\n", "best: trial 0, value 0.1235, x ")
        .doesNotContainPattern("\\.[0-9]{7}");
    assertThat(study("best").out()).doesNotContainPattern("\\.[0-9]{7}");
  }

  @Test
  void trialsThatAreAskedForAtOnceDifferAndEndAsTheyAreTold() throws IOException {
    JsonNode trials = answer("ask", "--count", "4").get("trials");
    assertThat(trials).hasSize(4);
    assertThat(Stream.of(0, 1, 2, 3).map(i -> trials.get(i).get("params")).distinct()).hasSize(4);
    assertThat(answer("show", "--json").get("running")).hasSize(4);

    assertThat(study("show").out())
        .contains("4 trials", "running: trial 3 by shell", "over 2 parameters");

    JsonNode infeasible = answer("tell", "--id", "0", "--infeasible", "--why", "too large");
    assertThat(infeasible.get("value").isNull()).isTrue();
    assertThat(answer("tell", "--id", "1", "--failed").get("state").textValue())
        .isEqualTo("failed");
    assertThat(answer("tell", "--id", "2", "--value", "NaN").get("state").textValue())
        .isEqualTo("infeasible");
    assertThat(answer("tell", "--id", "3", "--give-up").get("state").textValue())
        .isEqualTo("waiting");
    assertThat(answer("ask").at("/trials/0/id").intValue()).as("waits").isEqualTo(3);
    assertThat(study("export").out()).contains("too large");
  }

  @Test
  void refusesInOneLineWhatIsNotThereOrHasEnded() throws IOException {
    assertThat(answer("ask", "--worker", "me").at("/trials/0/id").intValue()).isZero();
    refused("There is no trial 7", "tell", "--id", "7", "--value", "1");
    refused("'me'", "tell", "--id", "0", "--value", "1");
    answer("tell", "--id", "0", "--value", "1", "--worker", "me");
    refused("0", "tell", "--id", "0", "--value", "2", "--worker", "me");
    refused("There is no study 'other'. Studies: bowl.", "show", "--name", "other");
    refused("(0) must be 1 to 1000", "ask", "--count", "0");
    refused("was not begun by 'temper search'", "resume");
    refused("--reports", "export", "--reports", "--format", "json");
    refused(
        "There is a study 'bowl'",
        "create",
        "--name",
        "bowl",
        "--space",
        temp.resolve("space.yaml").toString());
    answer("create", "--name", "second", "--space", temp.resolve("space.yaml").toString());
    refused("Accepted: bowl, second", "show");
    Outcome none = study("best", "--name", "second");
    assertThat(none.exit()).isOne();
    assertThat(none.err()).contains("No trial of the study 'second' has a value.");
  }

  private void refused(String part, String... arguments) {
    Outcome outcome = study(arguments);
    assertThat(outcome.exit()).as(outcome.out()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().stripTrailing()).hasLineCount(1).contains(part);
  }

  @Test
  void noMessageHoldsAPassword() {
    assertThat(StoreLocation.of("postgresql://ann:secret@host:5432/db?ssl=true").toString())
        .contains("host:5432/db")
        .doesNotContain("secret", "ann", "ssl");
  }

  @Test
  void theReportIsWrittenWhileTrialsRun() throws IOException {
    JsonNode trials = answer("ask", "--count", "3").get("trials");
    answer("tell", "--id", "0", "--value", Double.toString(value(trials.get(0).get("params"))));
    Path out = temp.resolve("out");

    JsonNode document = answer("report", "--json", "--out", out.toString());

    assertThat(document.at("/trials/running").intValue()).isEqualTo(2);
    assertThat(out.resolve("report.html")).isNotEmptyFile();
    assertThat(out.resolve("trials.csv")).isNotEmptyFile();
  }
}
