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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Range tests with several seeds and values, and tests recorded elsewhere. */
class RangeTestCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path temp;

  RangeTestCommandTest(@TempDir Path temp) {
    this.temp = temp;
  }

  /** A short run on one processor, its document printed. */
  private ObjectNode run(String out, String options) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of("range-test", "--model", "mlp", "--threads", "1", "--precision", "f32"));
    all.addAll(List.of("--quiet", "--json", "--out", temp.resolve(out).toString()));
    all.addAll(List.of(options.split(" ")));
    return document(Outcome.of(all.toArray(new String[0])));
  }

  private static ObjectNode document(Outcome outcome) throws IOException {
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.out().stripTrailing()).hasLineCount(1);
    return (ObjectNode) JSON.readTree(outcome.out());
  }

  private ObjectNode read(String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of("range-test", "--json", "--read"));
    all.addAll(List.of(options));
    return document(Outcome.of(all.toArray(new String[0])));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(temp.resolve(name), text);
  }

  @Test
  void theFirstOfSeveralSeedsIsTheTestWithOne() throws IOException {
    JsonNode one = run("one", "--iterations 80");
    JsonNode three = run("three", "--iterations 80 --seeds 3");

    assertThat(temp.resolve("three/curves/seed-0.csv"))
        .hasSameTextualContentAs(temp.resolve("one/curves.csv"));
    assertThat(three.get("test")).isEqualTo(one.get("test"));
    assertThat(one.has("tests")).isFalse();
    assertThat(three.get("suggestions").findValuesAsText("rule"))
        .isEqualTo(one.get("suggestions").findValuesAsText("rule"));
    for (int i = 0; i < one.get("suggestions").size(); i++) {
      JsonNode alone = one.at("/suggestions/" + i);
      JsonNode seeds = three.at("/suggestions/" + i + "/seeds");
      assertThat(seeds).hasSize(3);
      assertThat(alone.has("learning_rate")).isNotEqualTo(seeds.get(0).isNull());
      if (alone.has("learning_rate")) {
        assertThat(seeds.get(0)).isEqualTo(alone.get("learning_rate"));
      }
    }
  }

  @Test
  void comparesTheFullProductOfTheLists() throws IOException {
    ObjectNode document =
        run("out", "--weight-decay 0.1,1e-3 --momentum .9,.5 --batch-size 32,64 --iterations 40");

    assertThat(document.get("tests")).hasSize(8);
    assertThat(document.get("tests"))
        .extracting(
            test ->
                test.get("weight_decay")
                    + " "
                    + test.get("momentum")
                    + " "
                    + test.get("batch_size"))
        .doesNotHaveDuplicates()
        .startsWith("0.1 0.9 32", "0.1 0.9 64", "0.1 0.5 32");
    assertThat(document.at("/best/batch_size").asInt()).isEqualTo(32);
    assertThat(document.at("/best/reason").asText()).isNotBlank();
    document.remove("folder");
    assertThat(JSON.readTree(temp.resolve("out/result.json").toFile())).isEqualTo(document);
    assertThat(temp.resolve("out/plots/range-test-overlay.png")).isNotEmptyFile();
  }

  @Test
  void ofSeveralLengthsTheLongestIsReadAndNoneIsTheBest() throws IOException {
    JsonNode document = run("out", "--iterations 30,60,45");

    assertThat(document.at("/test/planned_iterations").asInt()).isEqualTo(60);
    assertThat(document.get("tests").findValuesAsText("ended")).isNotEmpty();
    assertThat(document.get("suggestions")).isEqualTo(document.at("/tests/1/suggestions"));
    assertThat(document.has("best")).isFalse();
  }

  @Test
  void anOverlayPrintsALineForEveryTestAndTheBest() {
    Outcome outcome =
        Outcome.of(
            "range-test",
            "--model",
            "mlp",
            "--threads",
            "1",
            "--iterations",
            "40",
            "--weight-decay",
            "0.01,0.001",
            "--seeds",
            "2",
            "--out",
            temp.resolve("out").toString());

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out().lines())
        .anyMatch(line -> line.startsWith("weight decay 0.01, momentum 0.9, batch size 64"))
        .anyMatch(line -> line.startsWith("best: weight decay 0."));
    assertThat(outcome.err()).contains("test 4 of 4: weight decay 0.001", "seed 1");
  }

  @Test
  void readingBackARunGivesItsAnswersAndWritesNothing() throws IOException {
    JsonNode run = run("run", "--iterations 80 --end 100");
    String curves = temp.resolve("run/curves.csv").toString();
    JsonNode read = read(curves, "--iterations", "80", "--optimizer", "sgd");

    assertThat(read.get("suggestions")).isEqualTo(run.get("suggestions"));
    assertThat(read.get("bounds")).isEqualTo(run.get("bounds"));
    assertThat(read.at("/test/ended")).isEqualTo(run.at("/test/ended"));
    assertThat(read.at("/test/iterations")).isEqualTo(run.at("/test/iterations"));
    assertThat(read.has("folder")).isFalse();
    try (Stream<Path> files = Files.list(temp)) {
      assertThat(files).containsExactly(temp.resolve("run"));
    }
    assertThat(Path.of("runs")).doesNotExist();
  }

  /** Falls from 2 to 1 and rises again, over five decades. */
  private static String row(int i) {
    double loss = 2 - Math.exp(-Math.pow((i - 30) / 10.0, 2)) + (i > 40 ? 0.2 * (i - 40) : 0);
    return Math.pow(10, -5 + i / 10.0) + "," + loss;
  }

  private Path recorded(String name, String header, String after) throws IOException {
    StringBuilder csv = new StringBuilder(header).append('\n');
    for (int i = 0; i < 50; i++) {
      csv.append(row(i)).append(after).append('\n');
    }
    return write(name, csv.toString());
  }

  @Test
  void columnsMayStandInAnyOrderAmongOthersAndBeEmpty() throws IOException {
    Path plain = recorded("plain.csv", "learning_rate,train_loss", "");
    Path rich = recorded("rich.csv", " Learning_Rate ,train_loss,val_loss,note", ",nan,\"a, b\"");
    StringBuilder turned = new StringBuilder("val_accuracy,train_loss,epoch,learning_rate\n");
    for (int i = 0; i < 50; i++) {
      String[] cells = row(i).split(",", -1);
      turned.append(",").append(cells[1]).append(",0,").append(cells[0]).append('\n');
    }
    write("turned.csv", turned.toString());

    JsonNode expected = read(plain.toString(), "--smoothing", "0.5");
    assertThat(expected.at("/test/ramp").asText()).isEqualTo("exponential");
    assertThat(expected.at("/suggestions/0/learning_rate").isNumber()).isTrue();
    for (String name : List.of("rich.csv", "turned.csv")) {
      JsonNode read = read(temp.resolve(name).toString(), "--smoothing", "0.5");
      for (String member : List.of("suggestions", "bounds", "test")) {
        assertThat(read.get(member)).as(name + " " + member).isEqualTo(expected.get(member));
      }
    }
    assertThat(rich).exists();
  }

  @Test
  void validationInRowsOfItsOwnBelongsToTheRowAbove() throws IOException {
    StringBuilder csv = new StringBuilder("learning_rate,train_loss,val_loss\n");
    for (int i = 0; i < 50; i++) {
      String[] cells = row(i).split(",", -1);
      csv.append(cells[0]).append(',').append(cells[1]).append(",\n");
      csv.append(cells[0]).append(",,").append(cells[1]).append('\n');
    }
    JsonNode read = read(write("apart.csv", csv.toString()).toString());

    assertThat(read.at("/test/iterations").asInt()).isEqualTo(50);
    assertThat(read.at("/suggestions/1/rule").asText()).isNotBlank();
    assertThat(read.get("suggestions"))
        .filteredOn(one -> one.get("rule").asText().equals("smith"))
        .allSatisfy(one -> assertThat(one.has("learning_rate")).isTrue());
  }

  @Test
  void severalFilesAreSeveralSeedsAndOutTakesTheReport() throws IOException {
    Path one = recorded("one.csv", "learning_rate,train_loss", "");
    Path other = recorded("other.csv", "learning_rate,train_loss", "");
    Path out = temp.resolve("out");
    JsonNode read =
        read(one + "," + other, "--read", one.toString(), "--smoothing=0.5", "--out", "" + out);

    assertThat(read.get("read")).hasSize(3);
    assertThat(read.at("/suggestions/0/seeds")).hasSize(3);
    assertThat(read.at("/suggestions/0/low")).isEqualTo(read.at("/suggestions/0/high"));
    assertThat(out.resolve("result.json")).isNotEmptyFile();
    assertThat(out.resolve("plots/range-test.png")).isNotEmptyFile();
    assertThat(out.resolve("report.html")).isNotEmptyFile();
  }

  @Test
  void theStopFactorEndsARecordedTest() throws IOException {
    Path file = recorded("one.csv", "learning_rate,train_loss", "");

    JsonNode whole = read(file.toString(), "--smoothing", "0");
    JsonNode ended = read(file.toString(), "--smoothing", "0", "--stop-factor", "2.5");
    assertThat(whole.at("/test/ended").asText()).isEqualTo("completed");
    assertThat(ended.at("/test/ended").asText()).isEqualTo("diverged");
    assertThat(ended.at("/test/iterations").asInt()).isLessThan(50);
    assertThat(ended.at("/test/planned_iterations").asInt()).isEqualTo(50);
  }

  @Test
  void anExperimentMayHoldListsAndTheShortNameOfTheStopFactor() throws IOException {
    Path yaml =
        write(
            "experiment.yaml",
            "model: mlp\nweight-decay: [0.01, 0.001]\niterations: 30\nstop: never\n");
    JsonNode document =
        document(
            Outcome.of(
                "range-test",
                yaml.toString(),
                "--json",
                "--quiet",
                "--out",
                temp.resolve("out").toString()));

    assertThat(document.get("tests").findValuesAsText("weight_decay"))
        .containsExactly("0.01", "0.001");
  }

  @Test
  void thePaperFormOfTheEstimateEchoesTheRateAndTheCleanFormDoesNot() throws IOException {
    JsonNode paper = run("a", "--estimate paper --lr 0.001 --iterations 30");
    JsonNode paperHigher = run("b", "--estimate paper --lr 0.01 --iterations 30");
    JsonNode clean = run("c", "--estimate clean --lr 0.001 --iterations 30");
    JsonNode cleanHigher = run("d", "--estimate clean --lr 0.01 --iterations 30");

    assertThat(ratio(paperHigher)).isBetween(0.8 * ratio(paper), 1.25 * ratio(paper));
    assertThat(ratio(cleanHigher)).isLessThan(0.5 * ratio(clean));
    assertThat(clean.at("/estimate/form").asText()).isEqualTo("clean");
    assertThat(clean.at("/estimate/momentum").asDouble()).isZero();
    assertThat(clean.at("/estimate/iterations").asInt()).isEqualTo(30);
    assertThat(temp.resolve("c/plots/estimate.png")).isNotEmptyFile();
  }

  private static double ratio(JsonNode document) {
    return document.at("/estimate/ratio").asDouble();
  }

  @Test
  void anEstimateIsMadeIn32BitFloats() throws IOException {
    JsonNode document =
        document(
            Outcome.of(
                "range-test",
                "--model",
                "mlp",
                "--estimate",
                "clean",
                "--iterations",
                "3",
                "--quiet",
                "--json",
                "--out",
                temp.resolve("out").toString()));

    assertThat(document.at("/engine/precision").asText()).isEqualTo("f32");
    assertThat(document.at("/estimate/at").asDouble()).isEqualTo(0.01);
  }

  @Test
  void anEstimateThatDivergesAtOnceFailsInOneLine() {
    Outcome outcome =
        Outcome.of(
            "range-test",
            "--model",
            "mlp",
            "--estimate",
            "paper",
            "--lr",
            "1e35",
            "--quiet",
            "--out",
            temp.resolve("out").toString());

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err().stripTrailing())
        .hasLineCount(1)
        .startsWith("temper: There is no estimate: training diverged");
    assertThat(temp.resolve("out")).doesNotExist();
  }
}
