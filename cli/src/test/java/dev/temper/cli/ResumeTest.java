package dev.temper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.recipe.Stage;
import dev.temper.report.JournalFile;
import dev.temper.report.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tuning of the digits that is killed, as by kill -9, and goes on. */
class ResumeTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path temp;

  ResumeTest(@TempDir Path temp) {
    this.temp = temp;
  }

  /** Long enough for every stage to make its experiments, on updates that take no time. */
  private static final String LONG = "12epochs";

  private static final String SHORT = "60iterations";

  private static List<String> tune(Path out, String budget) {
    return List.of(
        ("tune --data digits --model mlp --threads 1 --precision f32 --seed 3 --budget "
                + budget
                + " --out "
                + out)
            .split(" "));
  }

  @Test
  void killedInEachStageItEndsAsIfItHadNeverBeenInterrupted() throws Exception {
    Path killed = temp.resolve("killed");
    for (Stage stage : Stage.values()) {
      List<String> arguments =
          Files.exists(killed)
              ? List.of("tune", "--resume", killed.toString())
              : tune(killed, LONG);
      assertThat(killedIn(stage, arguments)).as(stage.label()).isTrue();
      assertThat(killed.resolve("result.json")).doesNotExist();
    }
    Outcome resumed = Outcome.of("tune", "--resume", killed.toString(), "--json", "--quiet");
    assertThat(resumed.exit()).as(resumed.err()).isZero();

    // Only the times that were measured first are taken over: batch sizes are compared by them.
    Path whole = temp.resolve("whole");
    Files.createDirectory(whole);
    Files.copy(killed.resolve("experiment.yaml"), whole.resolve("experiment.yaml"));
    String first = Files.readAllLines(killed.resolve("journal.jsonl")).get(0);
    Files.writeString(whole.resolve("journal.jsonl"), first + "\n");
    Outcome uninterrupted = Outcome.of("tune", "--resume", whole.toString(), "--json", "--quiet");

    assertThat(document(resumed)).isEqualTo(document(uninterrupted));
    assertThat(killed.resolve("curves.csv")).hasSameTextualContentAs(whole.resolve("curves.csv"));
    assertThat(killed.resolve("model.pt")).isNotEmptyFile();
  }

  @Test
  void aLineThatWasCutOffIsMadeAgain() throws Exception {
    Path folder = temp.resolve("run");
    assertThat(Outcome.of(tune(folder, SHORT).toArray(new String[0])).exit()).isZero();
    JsonNode before = withoutSeconds(JSON.readTree(folder.resolve("result.json").toFile()));
    byte[] journal = Files.readAllBytes(folder.resolve("journal.jsonl"));
    Files.write(folder.resolve("journal.jsonl"), Arrays.copyOf(journal, journal.length - 100));

    assertThat(Outcome.of("tune", "--resume", folder.toString()).exit()).isZero();

    assertThat(withoutSeconds(JSON.readTree(folder.resolve("result.json").toFile())))
        .isEqualTo(before);
  }

  @Test
  void aNetworkThatWasRemovedIsTrainedAgain() throws Exception {
    Path folder = temp.resolve("run");
    assertThat(Outcome.of(tune(folder, SHORT).toArray(new String[0])).exit()).isZero();
    JsonNode before = withoutSeconds(JSON.readTree(folder.resolve("result.json").toFile()));
    byte[] model = Files.readAllBytes(folder.resolve("model.pt"));
    Files.delete(folder.resolve("model.pt"));

    assertThat(Outcome.of("tune", "--resume", folder.toString()).exit()).isZero();

    assertThat(folder.resolve("model.pt")).isNotEmptyFile();
    assertThat(Files.size(folder.resolve("model.pt"))).isEqualTo(model.length);
    assertThat(withoutSeconds(JSON.readTree(folder.resolve("result.json").toFile())))
        .isEqualTo(before);
  }

  @Test
  void anotherRunInTheSameFolderTakesNothingOver() throws Exception {
    Path folder = temp.resolve("run");
    List<String> arguments = new ArrayList<>(tune(folder, SHORT));
    assertThat(Outcome.of(arguments.toArray(new String[0])).exit()).isZero();
    arguments.set(arguments.indexOf("3"), "4");
    arguments.add("--overwrite");
    assertThat(Outcome.of(arguments.toArray(new String[0])).exit()).isZero();

    for (String line : Files.readAllLines(folder.resolve("journal.jsonl"))) {
      assertThat(JSON.readTree(line).get("seed").asLong()).isBetween(4L, 6L);
    }
  }

  @Test
  void aFailedRunKeepsNothingOfTheOneItOverwrites() throws Exception {
    Path folder = temp.resolve("run");
    assertThat(Outcome.of(tune(folder, SHORT).toArray(new String[0])).exit()).isZero();
    Path own = Files.writeString(folder.resolve("notes.txt"), "mine");
    List<String> arguments = new ArrayList<>(tune(folder, SHORT));
    arguments.addAll(List.of("--overwrite", "--weight-decay", "1e6"));
    assertThat(Outcome.of(arguments.toArray(new String[0])).exit()).isOne();

    try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
      assertThat(files.map(file -> folder.relativize(file).toString().replace('\\', '/')))
          .containsExactlyInAnyOrder(
              "notes.txt",
              "experiment.yaml",
              "journal.jsonl",
              "curves/02-baseline.csv",
              "curves/03-range-test.csv",
              "range-test.csv");
    }
    assertThat(own).hasContent("mine");
  }

  @Test
  void refusesAFolderInWhichAnotherRunGoesOn() throws Exception {
    Path folder = temp.resolve("run");
    RunFolder made = RunFolder.open(folder);
    Files.writeString(folder.resolve("experiment.yaml"), "budget: 60iterations\n");
    try (JournalFile journal = JournalFile.create(made)) {
      assertThat(journal.size()).isZero();
      for (String options : List.of("--resume ", "--overwrite --out ")) {
        Outcome outcome = Outcome.of(("tune " + options + folder).split(" "));

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(outcome.err().stripTrailing())
            .hasLineCount(1)
            .contains("'" + folder + "' still goes on");
      }
    }
    assertThat(folder.resolve("experiment.yaml")).hasContent("budget: 60iterations");
  }

  @Test
  void refusesAJournalThatIsNone() throws Exception {
    Files.writeString(temp.resolve("experiment.yaml"), "budget: 60iterations\n");
    Files.writeString(temp.resolve("journal.jsonl"), "{\"experiment\":\"trial\"}\n");
    Outcome outcome = Outcome.of("tune", "--resume", temp.toString());

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err().stripTrailing())
        .hasLineCount(1)
        .contains("journal.jsonl:1: this is no experiment");
  }

  @Test
  void refusesAFolderThatHoldsNoRun() {
    for (Path folder : List.of(temp, temp.resolve("nowhere"))) {
      Outcome outcome = Outcome.of("tune", "--resume", folder.toString());

      assertThat(outcome.exit()).isEqualTo(2);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err().stripTrailing())
          .hasLineCount(1)
          .contains("'" + folder + "'", "experiment.yaml");
    }
    assertThat(temp).isEmptyDirectory();
  }

  /**
   * Whether the process was killed in the stage, or in the one that followed in its place: there is
   * no check where nothing was found to change.
   */
  private static boolean killedIn(Stage stage, List<String> arguments) throws Exception {
    Set<String> labels =
        Arrays.stream(Stage.values())
            .filter(each -> each.compareTo(stage) >= 0)
            .map(Stage::label)
            .collect(Collectors.toSet());
    return KilledCommand.at(labels::contains, arguments);
  }

  private static JsonNode document(Outcome outcome) throws IOException {
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    ObjectNode document = (ObjectNode) JSON.readTree(outcome.out());
    document.remove("folder");
    return withoutSeconds(document);
  }

  private static JsonNode withoutSeconds(JsonNode node) {
    if (node instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      object.remove(names.stream().filter(name -> name.contains("seconds")).toList());
    }
    node.forEach(ResumeTest::withoutSeconds);
    return node;
  }
}
