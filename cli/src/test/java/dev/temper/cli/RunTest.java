package dev.temper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.training.Optimizer;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that do their work: what they print, what they leave, and that it can be repeated. */
class RunTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path shared;

  /** What {@code tune --json} printed, and where it wrote. */
  private static Outcome tuned = new Outcome(-1, "", "");

  private static Path tunedFolder = Path.of("");

  private final Path temp;

  RunTest(@TempDir Path temp) {
    this.temp = temp;
  }

  @BeforeAll
  static void tune() {
    tunedFolder = shared.resolve("tuned");
    tuned = run("tune", tunedFolder, "--json", "--seed", "5");
  }

  /** A short run on one processor. */
  private static Outcome run(String command, Path out, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                command,
                "--model",
                "mlp",
                "--threads",
                "1",
                "--precision",
                "f32",
                "--out",
                out.toString()));
    if (!command.equals("range-test") && !Arrays.asList(more).contains("--budget")) {
      all.addAll(List.of("--budget", "3epochs"));
    }
    all.addAll(List.of(more));
    return Outcome.of(all.toArray(new String[0]));
  }

  private static JsonNode result(Path folder) throws IOException {
    return JSON.readTree(folder.resolve("result.json").toFile());
  }

  /** The document on stdout, which must be its only line. */
  private static ObjectNode printed(Outcome outcome) throws IOException {
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.out()).endsWith(System.lineSeparator());
    assertThat(outcome.out().stripTrailing()).hasLineCount(1);
    return (ObjectNode) JSON.readTree(outcome.out());
  }

  private static JsonNode withoutSeconds(JsonNode node) {
    if (node instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      object.remove(names.stream().filter(name -> name.contains("seconds")).toList());
    }
    node.forEach(RunTest::withoutSeconds);
    return node;
  }

  @Test
  void tuneJsonPrintsTheDocumentOfTheContractInOneLine() throws IOException {
    ObjectNode document = printed(tuned);

    assertThat(document.get("data").asText()).isEqualTo("digits");
    assertThat(document.get("model").asText()).isEqualTo("mlp");
    assertThat(document.get("seed").asLong()).isEqualTo(5);
    for (String name :
        List.of(
            "chosen/learning_rate_max",
            "chosen/learning_rate_min",
            "chosen/batch_size",
            "chosen/momentum_max",
            "chosen/momentum_min",
            "chosen/weight_decay",
            "cost/iterations",
            "cost/examples",
            "cost/seconds",
            "final/test_accuracy",
            "final/test_loss",
            "final/epochs")) {
      assertThat(document.at("/" + name).isNumber()).as(name).isTrue();
    }
    assertThat(document.at("/cost/stages").isArray()).isTrue();
    assertThat(document.get("findings").isArray()).isTrue();
    assertThat(document.at("/final/epochs").asDouble()).isEqualTo(3);
    // A constant answer is right for a tenth.
    assertThat(document.at("/final/test_accuracy").asDouble()).isGreaterThan(0.9);
  }

  @Test
  void resultJsonIsWhatWasPrintedButForTheFolder() throws IOException {
    ObjectNode document = printed(tuned);

    assertThat(document.remove("folder").asText()).isEqualTo(tunedFolder.toString());
    assertThat(result(tunedFolder)).isEqualTo(document);
  }

  @Test
  void theFolderOfATuningHoldsAllThatWasPromised() throws IOException {
    assertThat(tunedFolder)
        .isDirectoryContaining("glob:**/result.json")
        .isDirectoryContaining("glob:**/report.html")
        .isDirectoryContaining("glob:**/curves.csv")
        .isDirectoryContaining("glob:**/model.pt");
    assertThat(tunedFolder.resolve("plots"))
        .isDirectoryContaining("glob:**/loss.png")
        .isDirectoryContaining("glob:**/range-test.png");
    try (Stream<Path> files = Files.walk(tunedFolder).filter(Files::isRegularFile)) {
      assertThat(files)
          .allSatisfy(file -> assertThat(file).isNotEmptyFile())
          .noneMatch(file -> file.toString().endsWith(".part"));
    }
  }

  @Test
  void twoRunsOfOneSeedDifferInTimesOnly() throws IOException {
    run("tune", temp.resolve("again"), "--quiet", "--seed", "5");

    assertThat(withoutSeconds(result(temp.resolve("again"))))
        .isEqualTo(withoutSeconds(result(tunedFolder)));
    for (String curves : List.of("curves.csv", "curves-baseline.csv", "range-test.csv")) {
      assertThat(temp.resolve("again").resolve(curves))
          .hasSameTextualContentAs(tunedFolder.resolve(curves));
    }
  }

  @Test
  void anotherSeedGivesAnotherResult() throws IOException {
    run("tune", temp.resolve("other"), "--quiet", "--seed", "6");

    assertThat(result(temp.resolve("other")).get("final"))
        .isNotEqualTo(result(tunedFolder).get("final"));
  }

  @Test
  void trainingWithTheTunedValuesGivesTheTunedResult() throws IOException {
    JsonNode document = result(tunedFolder);
    JsonNode chosen = document.get("chosen");
    Outcome trained =
        run(
            "train",
            temp.resolve("trained"),
            "--json",
            "--seed",
            "5",
            "--batch-size",
            chosen.get("batch_size").asText(),
            "--lr",
            chosen.get("learning_rate_max").asText(),
            "--min-lr",
            chosen.get("learning_rate_min").asText(),
            "--momentum",
            chosen.get("momentum_max").asText() + "," + chosen.get("momentum_min").asText(),
            "--weight-decay",
            chosen.get("weight_decay").asText(),
            "--budget",
            document.at("/final/iterations").asText() + "iterations");

    assertSameFinal(printed(trained), document);
    assertThat(temp.resolve("trained/curves.csv"))
        .hasSameTextualContentAs(tunedFolder.resolve("curves.csv"));
  }

  @Test
  void trainingTheExperimentInTheReportGivesTheTunedResult() throws IOException {
    Matcher experiment =
        Pattern.compile("<code>(# temper train experiment.yaml\n.*?)</code>", Pattern.DOTALL)
            .matcher(Files.readString(tunedFolder.resolve("report.html")));
    assertThat(experiment.find()).isTrue();
    Path yaml = Files.writeString(temp.resolve("experiment.yaml"), experiment.group(1));
    Outcome trained =
        Outcome.of(
            "train",
            yaml.toString(),
            "--json",
            "--threads",
            "1",
            "--precision",
            "f32",
            "--out",
            temp.resolve("trained").toString());

    assertSameFinal(printed(trained), result(tunedFolder));
  }

  @Test
  void whatSurroundsAnUpdateIsToldAndRepeatedByTheExperimentInTheReport() throws IOException {
    Path first = temp.resolve("first");
    ObjectNode tuned =
        printed(
            run(
                "tune",
                first,
                "--json",
                "--batch-size",
                "32",
                "--accumulate",
                "2",
                "--clip-norm",
                "0.5",
                "--decay-weights-only",
                "--rate-ratios",
                "0.25,0.5,1"));
    assertThat(tuned.get("update").toString())
        .isEqualTo(
            "{\"accumulation\":2,\"clip_norm\":0.5,\"decay_weights_only\":true,"
                + "\"rate_ratios\":[0.25,0.5,1.0]}");
    assertThat(tuned.at("/final/clipped_share").asDouble()).isBetween(0.01, 1.0);
    // 3 epochs of 3,441 / 64 whole updates.
    assertThat(tuned.at("/final/iterations").asInt()).isEqualTo(159);

    Matcher experiment =
        Pattern.compile("<code>(# temper train experiment.yaml\n.*?)</code>", Pattern.DOTALL)
            .matcher(Files.readString(first.resolve("report.html")));
    assertThat(experiment.find()).isTrue();
    Path yaml = Files.writeString(temp.resolve("experiment.yaml"), experiment.group(1));
    ObjectNode trained =
        printed(
            Outcome.of(
                "train", yaml.toString(), "--json", "--out", temp.resolve("again").toString()));
    assertSameFinal(trained, tuned);
    assertThat(trained.get("update")).isEqualTo(tuned.get("update"));
    assertThat(trained.at("/final/clipped_share")).isEqualTo(tuned.at("/final/clipped_share"));
    assertThat(trained.at("/cost/examples").asInt()).isEqualTo(159 * 64);
  }

  @ParameterizedTest
  @EnumSource
  void everyOptimizerCanBeTuned(Optimizer optimizer) throws IOException {
    ObjectNode document =
        printed(
            run(
                "tune",
                temp.resolve("out"),
                "--json",
                "--quiet",
                "--optimizer",
                optimizer.label()));

    assertThat(document.get("optimizer").asText()).isEqualTo(optimizer.label());
    // A constant answer is right for a tenth.
    assertThat(document.at("/final/test_accuracy").asDouble()).isGreaterThan(0.8);
    assertThat(document.at("/chosen/momentum_max").asDouble())
        .isEqualTo(optimizer.defaultMomentum() > 0 ? 0.95 : 0);
  }

  private static void assertSameFinal(JsonNode trained, JsonNode tuned) {
    for (String figure :
        List.of("test_accuracy", "test_loss", "validation_accuracy", "validation_loss")) {
      assertThat(trained.get("final").get(figure).asDouble())
          .as(figure)
          .isEqualTo(tuned.get("final").get(figure).asDouble());
    }
  }

  @Test
  void anExperimentsSettingsAreUsedAndTheCommandLineWins() throws IOException {
    Path yaml =
        Files.writeString(
            temp.resolve("experiment.yaml"),
            """
            # every kind of value
            model: mlp
            seed: 9
            batch_size: 100
            lr: 0.05
            min-lr: 0.004
            momentum: [0.9, 0.7]
            budget: 20iterations
            threads: 1
            precision: f32
            """);
    Outcome asWritten =
        Outcome.of("train", yaml.toString(), "--json", "--out", temp.resolve("a").toString());
    Outcome overridden =
        Outcome.of(
            "train",
            "--seed",
            "10",
            yaml.toString(),
            "--json",
            "--momentum=0.8",
            "--out",
            temp.resolve("b").toString());

    JsonNode first = printed(asWritten);
    assertThat(first.get("seed").asLong()).isEqualTo(9);
    assertThat(first.get("batch_size").asInt()).isEqualTo(100);
    assertThat(first.at("/cost/iterations").asInt()).isEqualTo(20);
    assertThat(column("a", 4)).startsWith("0.004").contains("0.05");
    assertThat(column("a", 5)).startsWith("0.9").contains("0.7");
    JsonNode second = printed(overridden);
    assertThat(second.get("seed").asLong()).isEqualTo(10);
    assertThat(second.get("batch_size").asInt()).isEqualTo(100);
    assertThat(column("b", 5)).containsOnly("0.8");
  }

  /** A column of the curves in a folder, without its header. */
  private List<String> column(String folder, int index) throws IOException {
    try (Stream<String> lines = Files.lines(temp.resolve(folder).resolve("curves.csv"))) {
      return lines.skip(1).map(line -> line.split(",", -1)[index]).toList();
    }
  }

  @Test
  void progressGoesToStderrAndOnlyTheSummaryToStdout() {
    Outcome outcome = run("train", temp.resolve("out"), "--lr", "0.05", "--seed", "5");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).contains("final run").contains("159/159").doesNotContain("\u001b");
    assertThat(outcome.out().lines())
        .hasSize(2)
        .satisfiesExactly(
            line -> assertThat(line).startsWith("Test accuracy "),
            line ->
                assertThat(line)
                    .isEqualTo("Report: " + temp.resolve("out").resolve("report.html")));
    assertThat(tuned.err()).contains("preflight", "baseline", "range test", "final run", "test");
  }

  @Test
  void quietPrintsNothingOnStderr() {
    assertThat(run("train", temp.resolve("a"), "--lr", "0.05", "--quiet").err()).isEmpty();
    assertThat(run("range-test", temp.resolve("b"), "--quiet").err()).isEmpty();
    assertThat(run("tune", temp.resolve("c"), "--budget", "2iterations", "--quiet").err())
        .isEmpty();
  }

  @Test
  void aTrainingThatDivergesFailsInOneLineAndLeavesItsCurvesButNoResult() {
    Outcome outcome = run("train", temp.resolve("out"), "--lr", "1e6", "--quiet");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().stripTrailing())
        .hasLineCount(1)
        .startsWith("temper: Training diverged at iteration ")
        .contains(temp.resolve("out").resolve("curves.csv").toString());
    assertThat(temp.resolve("out"))
        .isDirectoryContaining("glob:**/curves.csv")
        .isDirectoryNotContaining("glob:**/result.json");
  }

  @Test
  void overwritingReplacesAnEarlierRun() throws IOException {
    Path out = temp.resolve("out");
    run("train", out, "--lr", "0.05", "--budget", "10iterations", "--quiet");
    JsonNode first = result(out);
    Outcome second =
        run("train", out, "--lr", "0.1", "--budget", "20iterations", "--quiet", "--overwrite");

    assertThat(second.exit()).isZero();
    assertThat(first.at("/cost/iterations").asInt()).isEqualTo(10);
    assertThat(result(out).at("/cost/iterations").asInt()).isEqualTo(20);
  }

  @Test
  void aFailedRunDoesNotKeepTheResultOfTheOneItOverwrites() {
    Path out = temp.resolve("out");
    run("train", out, "--lr", "0.05", "--budget", "10iterations", "--quiet");
    Outcome second = run("train", out, "--lr", "1e6", "--quiet", "--overwrite");

    assertThat(second.exit()).isEqualTo(1);
    assertThat(out.resolve("curves.csv")).exists();
    for (String name : List.of("result.json", "report.html", "model.pt", "plots/loss.png")) {
      assertThat(out.resolve(name)).doesNotExist();
    }
  }

  @Test
  void aTrainingThatDivergesOnItsWayKeepsItsLastHealthyWeights() throws IOException {
    Path out = temp.resolve("out");
    Outcome outcome = run("train", out, "--lr", "1", "--budget", "20epochs", "--quiet");

    assertThat(outcome.exit()).isEqualTo(1);
    Matcher kept =
        Pattern.compile("the last healthy weights, of iteration (\\d+), in model\\.pt")
            .matcher(outcome.err());
    assertThat(kept.find()).as(outcome.err()).isTrue();
    List<String> rows = Files.readAllLines(out.resolve("curves.csv"));
    int updates = Integer.parseInt(kept.group(1));
    // Behind the header the first row is of the first update.
    assertThat(Double.parseDouble(rows.get(updates).split(",", -1)[2])).isLessThan(1);
    assertThat(rows).hasSizeGreaterThan(updates + 2);
    assertThat(out.resolve("model.pt")).isNotEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--ramp exponential", "--ramp linear --start 0 --end 2"})
  void rangeTestJsonHasTheSuggestionsOfAllRulesTheDefaultFirst(String options) throws IOException {
    List<String> more = new ArrayList<>(List.of(options.split(" ")));
    more.add("--json");
    ObjectNode document =
        printed(run("range-test", temp.resolve("out"), more.toArray(new String[0])));

    assertThat(document.get("suggestions").findValuesAsText("rule"))
        .containsExactly("temper", "minimum", "smith", "valley", "steepest", "slide");
    for (JsonNode suggestion : document.get("suggestions")) {
      assertThat(suggestion.has("learning_rate")).isNotEqualTo(suggestion.has("refused"));
    }
    assertThat(document.at("/suggestions/0/learning_rate").asDouble()).isBetween(1e-3, 1.0);
    document.remove("folder");
    assertThat(result(temp.resolve("out"))).isEqualTo(document);
    assertThat(temp.resolve("out/plots/range-test.png")).isNotEmptyFile();
  }

  @ParameterizedTest
  @CsvSource({"sgd, 10", "lars, 100"})
  void theDefaultEndOfARangeTestIsTheOptimizers(String optimizer, double end) throws IOException {
    Path out = temp.resolve("out");
    run("range-test", out, "--optimizer", optimizer, "--iterations", "60", "--quiet");

    assertThat(result(out).at("/test/end").asDouble()).isEqualTo(end);
  }

  @Test
  void rangeTestWithoutJsonPrintsALineForEachRule() {
    Outcome outcome = run("range-test", temp.resolve("out"), "--iterations", "60", "--quiet");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out().lines()).hasSize(7).first().asString().startsWith("temper ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "one-cycle --variant smith",
        "one-cycle --variant caffe",
        "one-cycle --variant pytorch",
        "one-cycle --variant FastAI",
        "fixed --momentum 0.5",
        "linear --min-lr 0",
        "exponential --gamma 0.9",
        "one-cycle --set pct_start=0.25 --set anneal=linear",
        "time-based --set decay=0.1",
        "step --set step_size=4 --gamma 0.5",
        "multistep --set milestones=4,8",
        "polynomial --min-lr 0.01 --momentum 0.9,0.8",
        "cosine --set warmup=4 --set base_weight_decay=0 --set max_weight_decay=1e-3",
        "cosine-warm-restarts --set T_0=4",
        "plateau --set patience=0 --set raise_after=3",
        "triangular --set step_size_up=3 --min-lr 0.01",
        "triangular2 --set step_size_up=3 --momentum 0.9",
        "exp-range --set step_size_up=1 --set gamma=0.99",
        "warmup --set total_iters=4",
        "warmup --set total_iters=4 --set then=cosine",
        "warmup-stable-decay"
      })
  void trainsWithEverySchedule(String schedule) throws IOException {
    List<String> more = new ArrayList<>(List.of("--lr", "0.05", "--quiet", "--schedule"));
    more.addAll(List.of(schedule.split(" ")));
    more.addAll(List.of("--budget", "12iterations"));

    assertThat(run("train", temp.resolve("out"), more.toArray(new String[0])).exit()).isZero();
    assertThat(column("out", 4).stream().map(Double::valueOf))
        .hasSize(12)
        .allMatch(rate -> rate >= 0 && rate <= 0.05)
        .anyMatch(rate -> rate > 0.049);
  }

  @ParameterizedTest
  @CsvSource({
    "adagrad --schedule triangular, 0.0, 0.0",
    "rmsprop --schedule triangular --set cycle_momentum=false, 0.0, 0.0",
    "rmsprop --schedule fixed --set momentum=0.9, 0.9, 0.9",
    "rmsprop --set base_momentum=0.6 --set max_momentum=0.7, 0.6, 0.7"
  })
  void theMomentumIsThatOfTheSettingsAndElseTheOptimizersOwn(
      String options, double least, double most) throws IOException {
    List<String> more = new ArrayList<>(List.of("--lr", "0.001", "--quiet", "--optimizer"));
    more.addAll(List.of(options.split(" ")));
    more.addAll(List.of("--budget", "12iterations"));

    Outcome outcome = run("train", temp.resolve("out"), more.toArray(new String[0]));
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    double[] momentum = column("out", 5).stream().mapToDouble(Double::parseDouble).toArray();
    assertThat(Arrays.stream(momentum).min()).hasValue(least);
    assertThat(Arrays.stream(momentum).max()).hasValue(most);
  }

  @Test
  void thePlateauHeedsTheValidationLossOfTheRun() throws IOException {
    Outcome outcome =
        run(
            "train",
            temp.resolve("out"),
            "--lr",
            "0.05",
            "--budget",
            "40iterations",
            "--quiet",
            "--schedule",
            "plateau",
            "--set",
            "factor=0.5",
            "--set",
            "patience=1",
            "--set",
            "threshold_mode=abs",
            "--set",
            "threshold=100");

    // Evaluated after every fourth iteration; nothing improves by 100.
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    List<String> rates = column("out", 4);
    assertThat(rates.subList(0, 12)).containsOnly("0.05");
    assertThat(rates.subList(12, 20)).containsOnly("0.025");
    assertThat(rates.get(20)).isEqualTo("0.0125");
    assertThat(result(temp.resolve("out")).get("schedule").asText())
        .isEqualTo(
            "plateau, learning rate 0.05, factor 0.5, patience 1, threshold 100, threshold_mode abs");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--min-lr 1e-5 --momentum 0.9,0.8 |"
            + " one-cycle (smith), learning rate 0.05, base_momentum 0.8, max_momentum 0.9,"
            + " min_lr 1e-05",
        "--schedule step --set step_size=4 --gamma 0.5 --optimizer rmsprop |"
            + " step, learning rate 0.05, gamma 0.5, momentum 0, step_size 4",
        "--schedule triangular --momentum 0.9 |"
            + " triangular, learning rate 0.05, momentum 0.9, step_size_up 6"
      })
  void theReportTellsEverySettingOfTheSchedule(String options, String words) throws IOException {
    List<String> more = new ArrayList<>(List.of("--lr", "0.05", "--quiet"));
    more.addAll(List.of(options.split(" ")));
    more.addAll(List.of("--budget", "12iterations"));
    run("train", temp.resolve("out"), more.toArray(new String[0]));

    assertThat(result(temp.resolve("out")).get("schedule").asText()).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"9epochs, 9, 4", "4epochs, 4, 2"})
  void cyclesTakeFourEpochsUpOrHalfTheRunWhereNothingElseIsSaid(
      String budget, int epochs, int epochsUp) throws IOException {
    run(
        "train",
        temp.resolve("out"),
        "--lr",
        "0.05",
        "--budget",
        budget,
        "--quiet",
        "--schedule",
        "triangular");

    List<String> rates = column("out", 4);
    assertThat(rates).startsWith("0.0125");
    assertThat(rates.indexOf("0.05")).isEqualTo(rates.size() / epochs * epochsUp);
    assertThat(column("out", 5)).startsWith("0.9").contains("0.8");
  }

  @Test
  void tunesOnATableOfOnesOwn() throws IOException {
    StringWriter csv = new StringWriter();
    csv.write("x,y,label\n");
    for (int i = 0; i < 300; i++) {
      csv.write((i * 7 % 11) + "," + (i * 5 % 13) + "," + (i * 7 % 11 > 5 ? "high" : "low") + "\n");
    }
    Path file = Files.writeString(temp.resolve("my table.csv"), csv.toString());
    ObjectNode document =
        printed(run("tune", temp.resolve("out"), "--data", file.toString(), "--json", "--quiet"));

    assertThat(document.get("data").asText()).isEqualTo(file.toString());
    assertThat(document.at("/chosen/batch_size").asInt()).isEqualTo(16);
    assertThat(document.at("/final/test_accuracy").asDouble()).isGreaterThan(0.9);
  }

  @Test
  void aTuningThatFindsNoRateFailsInOneLine() {
    Outcome outcome =
        run("tune", temp.resolve("out"), "--weight-decay", "1e6", "--json", "--quiet");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().stripTrailing())
        .hasLineCount(1)
        .startsWith("temper: The range test gives no learning rate.");
    assertThat(temp.resolve("out/result.json")).doesNotExist();
  }

  @Test
  void doctorSaysThatNothingIsMissing() throws IOException {
    ObjectNode document = printed(Outcome.of("doctor", "--json"));

    assertThat(document.get("missing")).isEmpty();
    assertThat(document.get("engine").asText()).startsWith("LibTorch 2.");
    assertThat(document.get("plots").asText()).isEqualTo("can be drawn");
    assertThat(document.get("threads").asInt()).isPositive();
    assertThat(Outcome.of("doctor").out()).contains("Nothing is missing.").doesNotContain("->");
  }

  @Test
  void doctorTellsWhetherMemoryStaysInTheProcess() throws IOException {
    // As the launcher has it, so that the two say the same.
    assertThat(Files.readString(Path.of("../temper")))
        .contains("GLIBC_TUNABLES-" + DoctorCommand.KEPT_MEMORY.split("=", 2)[1] + "}");
    assertThat(DoctorCommand.memory(Map.of())).contains("back to the system", "GLIBC_TUNABLES=");
    assertThat(DoctorCommand.memory(Map.of("GLIBC_TUNABLES", DoctorCommand.KEPT_MEMORY)))
        .contains("stays in the process");
    assertThat(DoctorCommand.memory(Map.of("MALLOC_MMAP_THRESHOLD_", "1")))
        .contains("stays in the process");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "tune --help",
        "train --help",
        "range-test -h",
        "doctor -h",
        "schedule -h"
      })
  void helpTellsTheOptionsOnStdout(String line) {
    Outcome outcome = Outcome.of(line.split(" "));

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("Usage: temper", "--help");
  }

  @Test
  void helpNamesEveryCommand() {
    Outcome outcome = Outcome.of("--help");

    assertThat(outcome.out())
        .contains("tune", "range-test", "train", "schedule", "doctor", "Exit codes");
    assertThat(Outcome.of()).isEqualTo(outcome);
  }

  @Test
  void helpWinsOverTheExperiment() {
    Outcome outcome = Outcome.of("tune", temp.resolve("missing.yaml").toString(), "--help");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).contains("Usage: temper tune");
  }

  @Test
  void versionIsOneLine() {
    Outcome outcome = Outcome.of("--version");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out().stripTrailing()).hasLineCount(1).startsWith("temper ");
  }
}
