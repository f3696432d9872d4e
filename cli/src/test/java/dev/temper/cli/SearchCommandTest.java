package dev.temper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code temper search} at work, and searches that are killed and go on. */
class SearchCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path temp;

  SearchCommandTest(@TempDir Path temp) {
    this.temp = temp;
  }

  /** A short search over a small network. */
  private static List<String> search(Path out, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                ("search --data digits --model mlp --precision f32 --threads 2 --quiet"
                        + " --budget 60iterations --out "
                        + out)
                    .split(" ")));
    all.addAll(List.of(more));
    return all;
  }

  private static Outcome run(List<String> arguments) {
    return Outcome.of(arguments.toArray(new String[0]));
  }

  private static ObjectNode printed(Outcome outcome) throws IOException {
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.out().stripTrailing()).hasLineCount(1);
    return (ObjectNode) JSON.readTree(outcome.out());
  }

  /** The trials without their times. */
  private static List<List<String>> trials(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("trials.csv")).stream()
        .skip(1)
        .map(line -> Arrays.asList(line.split(",", -1)).subList(0, 8))
        .toList();
  }

  @Test
  void findsTrainsTheBestOnceMoreAndReports() throws IOException {
    Path out = temp.resolve("out");
    ObjectNode document =
        printed(run(search(out, "--json", "--trials", "8", "--parallel", "2", "--seed", "4")));

    assertThat(document.at("/trials/total").intValue()).isEqualTo(8);
    assertThat(document.at("/trials/completed").intValue()).isEqualTo(8);
    assertThat(document.get("data").textValue()).isEqualTo("digits");
    assertThat(document.get("model").textValue()).isEqualTo("mlp");
    assertThat(document.get("objective").textValue()).isEqualTo("val_loss");
    assertThat(document.get("sampler").textValue()).isEqualTo("auto");
    assertThat(document.at("/best/params").properties())
        .extracting(entry -> entry.getKey())
        .containsExactly("learning_rate", "momentum", "weight_decay", "dropout");
    assertThat(document.at("/final/same_as_trial").booleanValue()).isTrue();
    assertThat(document.at("/final/validation_loss").doubleValue())
        .isEqualTo(document.at("/best/value").doubleValue());
    assertThat(document.at("/final/test_accuracy").doubleValue()).isGreaterThan(0.85);
    document.remove("folder");
    assertThat(JSON.readTree(out.resolve("result.json").toFile())).isEqualTo(document);
    assertThat(out.resolve("study.db-wal")).doesNotExist();
    Outcome asked = Outcome.of("study", "ask", "--store", out.toString());
    assertThat(asked.exit()).isEqualTo(2);
    assertThat(asked.err()).contains("are run by 'temper search'", "study resume");
    for (String file :
        List.of("model.pt", "report.html", "curves.csv", "best-curves.csv", "study.db")) {
      assertThat(out.resolve(file)).isNotEmptyFile();
    }

    Path again = temp.resolve("again");
    ObjectNode trained =
        printed(
            Outcome.of(
                "train",
                out.resolve("best.yaml").toString(),
                "--json",
                "--quiet",
                "--out",
                again.toString()));
    assertThat(trained.at("/values/learning_rate_max").doubleValue())
        .isEqualTo(document.at("/best/params/learning_rate").doubleValue());
    assertThat(trained.at("/final/iterations").intValue()).isEqualTo(60);
  }

  @Test
  void theRangeTestSetsTheIntervalAndIsTriedFirst() throws IOException {
    Path out = temp.resolve("out");
    ObjectNode document = printed(run(search(out, "--json", "--trials", "3", "--discipline")));

    double rate = document.at("/range_test/learning_rate").doubleValue();
    double low = document.at("/range_test/low").doubleValue();
    double high = document.at("/range_test/high").doubleValue();
    assertThat(trials(out).get(0).get(4)).isEqualTo(Double.toString(rate));
    assertThat(low).isLessThan(rate / 20);
    assertThat(high).isBetween(3 * rate, 10.1 * rate);
    assertThat(trials(out))
        .allSatisfy(trial -> assertThat(Double.parseDouble(trial.get(4))).isBetween(low, high));
    assertThat(out.resolve("range-test.csv")).isNotEmptyFile();

    // The study keeps what was found: nothing is tested again.
    ObjectNode resumed =
        printed(
            Outcome.of(
                "study",
                "resume",
                "--store",
                out.toString(),
                "--trials",
                "4",
                "--json",
                "--quiet"));
    assertThat(resumed.get("range_test")).isEqualTo(document.get("range_test"));
    assertThat(resumed.at("/trials/completed").intValue()).isEqualTo(4);
    assertThat(out.resolve("range-test.csv")).isNotEmptyFile();
  }

  @Test
  void theSameCommandWithARangeTestGoesOn() throws IOException {
    Path space = temp.resolve("space.yaml");
    Files.writeString(
        space, "parameters: [{name: learning_rate, type: float, low: 1e-3, high: 1, log: true}]\n");
    String store = temp.resolve("a.db").toString();
    for (String count : List.of("2", "3")) {
      ObjectNode document =
          printed(
              run(
                  search(
                      temp.resolve("out" + count),
                      "--json",
                      "--discipline",
                      "--space",
                      space.toString(),
                      "--store",
                      store,
                      "--trials",
                      count)));
      assertThat(document.at("/trials/completed").asText()).isEqualTo(count);
    }
    Outcome other =
        run(search(temp.resolve("other"), "--store", store, "--validation-share", "0.3"));
    assertThat(other.exit()).isEqualTo(2);
    assertThat(other.err()).contains("validation share 0.1", "validation share 0.3");
  }

  @Test
  void withoutWeightDecayNoneIsSearched() throws IOException {
    ObjectNode document =
        printed(run(search(temp.resolve("out"), "--json", "--trials", "2", "--weight-decay", "0")));
    assertThat(document.at("/best/params").has("weight_decay")).isFalse();
  }

  @Test
  void killedItGoesOnToTheSameTrials() throws Exception {
    String[] options = {"--trials", "10", "--seed", "3"};
    Path whole = temp.resolve("whole");
    assertThat(run(search(whole, options)).exit()).isZero();

    Path killed = temp.resolve("killed");
    List<String> arguments = search(killed, options);
    arguments.remove("--quiet");
    assertThat(KilledCommand.at(line -> line.contains("3/10  best"), arguments)).isTrue();
    assertThat(killed.resolve("result.json")).doesNotExist();
    Outcome list = Outcome.of("study", "list", "--json", "--store", killed.toString());
    JsonNode before = JSON.readTree(list.out()).at("/studies/0/trials");
    assertThat(before.get("completed").intValue()).isBetween(3, 9);

    Outcome resumed = Outcome.of("study", "resume", "--store", killed.toString(), "--quiet");

    assertThat(resumed.exit()).as(resumed.err()).isZero();
    assertThat(trials(killed)).isEqualTo(trials(whole)).hasSize(10);
    assertThat(killed.resolve("model.pt")).isNotEmptyFile();
  }

  @Test
  void whatWasPlannedByOneWhoResumedIsKept() throws Exception {
    Path out = temp.resolve("out");
    assertThat(run(search(out, "--trials", "2", "--sampler", "random")).exit()).isZero();
    List<String> more =
        List.of("study", "resume", "--store", out.toString(), "--trials", "6", "--parallel", "1");
    assertThat(KilledCommand.at(line -> line.contains("3/6  best"), more)).isTrue();

    ObjectNode document =
        printed(Outcome.of("study", "resume", "--store", out.toString(), "--json", "--quiet"));
    assertThat(document.at("/trials/total").intValue()).isEqualTo(6);
    assertThat(document.at("/trials/planned").intValue()).isEqualTo(6);
  }

  @Test
  void dataMayBeNamedByARelativePathAndMove() throws IOException {
    Path file = temp.resolve("points.csv");
    StringBuilder table = new StringBuilder("x,y,label\n");
    for (int i = 0; i < 200; i++) {
      table.append(i % 7).append(',').append(i % 5).append(',').append(i % 7 > 3).append('\n');
    }
    Files.writeString(file, table);
    Path out = temp.resolve("out");
    List<String> arguments = search(out, "--trials", "1", "--sampler", "random");
    arguments.set(2, Path.of("").toAbsolutePath().relativize(file).toString());
    assertThat(run(arguments).exit()).isZero();
    List<String> resume =
        List.of("study", "resume", "--store", out.toString(), "--json", "--quiet", "--trials");

    assertThat(printed(resumed(resume, "2")).at("/trials/total").intValue()).isEqualTo(2);

    Path moved = Files.createDirectory(temp.resolve("elsewhere")).resolve("other.csv");
    Files.move(file, moved);
    Outcome missing = resumed(resume, "3");
    assertThat(missing.exit()).isEqualTo(2);
    assertThat(missing.err()).contains("There is no data '" + file + "'");
    assertThat(
            printed(resumed(resume, "3", "--data", moved.toString()))
                .at("/trials/total")
                .intValue())
        .isEqualTo(3);

    Files.writeString(moved, table.append("1,1,false\n2,2,false\n3,3,true\n"));
    Outcome other = resumed(resume, "4", "--data", moved.toString());
    assertThat(other.exit()).isEqualTo(2);
    assertThat(other.err()).contains("The trials of the study").contains("data of 1");
  }

  private static Outcome resumed(List<String> arguments, String... more) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of(more));
    return run(all);
  }

  @Test
  void saysWhyAStudyEndsWithFewerTrialsThanPlannedOrBeginsNone() throws IOException {
    Path space = temp.resolve("space.yaml");
    Files.writeString(
        space, "parameters: [{name: batch_size, type: categorical, choices: [32, 64]}]\n");
    String store = temp.resolve("a.db").toString();
    Outcome grid =
        run(
            search(
                temp.resolve("grid"),
                "--json",
                "--store",
                store,
                "--sampler",
                "grid",
                "--lr",
                "0.1",
                "--space",
                space.toString(),
                "--trials",
                "5"));
    assertThat(grid.err().stripTrailing())
        .isEqualTo("temper: All of the grid was tried: the study ends with 2 of 5 trials.");
    assertThat(printed(grid).at("/trials/total").intValue()).isEqualTo(2);
    assertThat(printed(grid).at("/trials/planned").intValue()).isEqualTo(5);

    Outcome fewer =
        run(
            search(
                temp.resolve("fewer"),
                "--store",
                store,
                "--space",
                space.toString(),
                "--lr",
                "0.1",
                "--trials",
                "1"));
    assertThat(fewer.exit()).isZero();
    assertThat(fewer.err().stripTrailing())
        .isEqualTo(
            "temper: The study has 2 trials already, and 1 was asked for: no other is begun.");
  }

  @Test
  void saysWhichValuesAreOnlyTriedFirst() throws IOException {
    Outcome learns =
        run(
            search(
                temp.resolve("learns"),
                "--trials",
                "1",
                "--lr",
                "0.125",
                "--weight-decay",
                "0.0002",
                "--momentum",
                "0.5"));
    assertThat(learns.err().lines())
        .containsExactly(
            "temper: The space searches over what was given a value, which is only what is tried"
                + " first: learning_rate (0.125), weight_decay (0.0002).",
            "temper: The space searches over what was given a value, which is not used: momentum"
                + " (0.5).");
    assertThat(trials(temp.resolve("learns")).get(0).get(4)).isEqualTo("0.125");

    Outcome random =
        run(search(temp.resolve("random"), "--trials", "1", "--lr", "0.1", "--sampler", "random"));
    assertThat(random.err()).hasLineCount(1).contains("not used: learning_rate (0.1).");
  }

  @Test
  void aSearchInAFolderIsNotRemovedUnasked() throws IOException {
    Path out = temp.resolve("out");
    ObjectNode first = printed(run(search(out, "--json", "--trials", "2")));
    Outcome again = run(search(out, "--trials", "2"));
    assertThat(again.exit()).isEqualTo(2);
    assertThat(again.err().stripTrailing())
        .hasLineCount(1)
        .containsSubsequence(
            "temper study resume --store " + out,
            "--overwrite removes its trials, network and report",
            "another folder");

    // It has its trials: nothing is trained or tested again.
    byte[] model = Files.readAllBytes(out.resolve("model.pt"));
    ObjectNode resumed =
        printed(Outcome.of("study", "resume", "--store", out.toString(), "--json"));
    first.put("folder", resumed.get("folder").textValue());
    assertThat(resumed).isEqualTo(first);
    assertThat(Files.readAllBytes(out.resolve("model.pt"))).isEqualTo(model);

    ObjectNode other =
        printed(run(search(out, "--json", "--trials", "3", "--overwrite", "--seed", "9")));
    assertThat(other.at("/trials/total").intValue()).isEqualTo(3);
  }

  @Test
  void theSameStoreAndNameGoOnAndAnotherSpaceIsRefused() throws IOException {
    String store = temp.resolve("a.db").toString();
    for (String count : List.of("2", "5")) {
      Path out = temp.resolve("out" + count);
      ObjectNode document =
          printed(
              run(
                  search(
                      out,
                      "--json",
                      "--store",
                      store,
                      "--name",
                      "mine",
                      "--trials",
                      count,
                      "--sampler",
                      "random")));
      assertThat(document.at("/trials/total").asText()).isEqualTo(count);
    }
    Path space = temp.resolve("space.yaml");
    Files.writeString(
        space, "parameters:\n- {name: learning_rate, type: float, low: 0.01, high: 0.1}\n");
    Outcome other =
        run(
            search(
                temp.resolve("other"),
                "--store",
                store,
                "--name",
                "mine",
                "--space",
                space.toString()));
    Outcome longer =
        run(
            search(
                temp.resolve("other"),
                "--store",
                store,
                "--name",
                "mine",
                "--budget",
                "70iterations"));
    assertThat(longer.exit()).isEqualTo(2);
    assertThat(longer.err().stripTrailing())
        .hasLineCount(1)
        .contains(
            "The trials of the study 'mine' are (digits, mlp,", "60 iterations", "70 iterations");
    assertThat(other.exit()).isEqualTo(2);
    assertThat(other.err())
        .contains("There is a study 'mine' with another")
        .contains("a name of its own");
    assertThat(temp.resolve("other")).doesNotExist();
  }

  @Test
  void anExperimentHoldsTheSpaceToo() throws IOException {
    Path experiment = temp.resolve("search.yaml");
    Files.writeString(
        experiment,
        """
        data: digits
        model: mlp
        trials: 4
        sampler: grid
        points: 2
        schedule: cosine
        space:
          parameters:
            - {name: learning_rate, type: float, low: 0.05, high: 0.2, log: true}
            - {name: batch_size, type: categorical, choices: [32, 64]}
        """);
    List<String> arguments = search(temp.resolve("out"), "--json");
    arguments.add(1, experiment.toString());
    ObjectNode document = printed(run(arguments));

    assertThat(document.at("/trials/completed").intValue()).isEqualTo(4);
    assertThat(document.get("schedule").textValue()).isEqualTo("cosine");
    assertThat(trials(temp.resolve("out")))
        .extracting(trial -> trial.get(4) + " " + trial.get(5))
        .containsExactlyInAnyOrder("0.05 32", "0.05 64", "0.2 32", "0.2 64");
  }

  @Test
  void trialsThatArePausedGoOnOrArePruned() throws IOException {
    ObjectNode document =
        printed(
            run(
                search(
                    temp.resolve("out"),
                    "--json",
                    "--trials",
                    "12",
                    "--parallel",
                    "2",
                    "--sampler",
                    "random",
                    "--early-stopping",
                    "asha-promotion")));

    assertThat(document.at("/trials/total").intValue()).isEqualTo(12);
    assertThat(document.at("/trials/pruned").intValue()).isBetween(6, 11);
    assertThat(document.at("/trials/paused").intValue()).isZero();
    assertThat(document.at("/trials/completed").intValue())
        .isEqualTo(12 - document.at("/trials/pruned").intValue());
    assertThat(document.at("/final/same_as_trial").booleanValue()).isTrue();
  }

  @Test
  void whereEveryTrialDivergesItFailsInOneLineAndKeepsTheTrials() throws IOException {
    Path space = temp.resolve("space.json");
    Files.writeString(
        space,
        "{\"parameters\":[{\"name\":\"learning_rate\",\"type\":\"float\",\"low\":1e7,\"high\":1e8}]}");
    Path out = temp.resolve("out");
    Outcome outcome = run(search(out, "--trials", "3", "--space", space.toString()));

    assertThat(outcome.exit()).isOne();
    assertThat(outcome.err().stripTrailing()).hasLineCount(1).contains("Every trial diverged");
    assertThat(trials(out)).extracting(trial -> trial.get(1)).containsOnly("infeasible").hasSize(3);
    assertThat(out.resolve("model.pt")).doesNotExist();
  }
}
