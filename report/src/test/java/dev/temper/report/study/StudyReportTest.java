package dev.temper.report.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.temper.report.RunFolder;
import dev.temper.space.CategoricalParameter;
import dev.temper.space.Configuration;
import dev.temper.space.FloatParameter;
import dev.temper.space.Space;
import dev.temper.study.Direction;
import dev.temper.study.StudyDefinition;
import dev.temper.study.StudyReader;
import dev.temper.study.StudyStore;
import dev.temper.study.TrialState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StudyReportTest {

  private static final Space ONE = Space.of(FloatParameter.linear("a", 0, 1));

  private final Path temp;

  StudyReportTest(@TempDir Path temp) {
    this.temp = temp;
  }

  private static Configuration at(double place) {
    return ONE.at(place);
  }

  private static List<NamedCsvRecord> read(String csv) {
    return CsvReader.builder().ofNamedCsvRecord(csv).stream().toList();
  }

  @Test
  void writesEveryFileAndTheResultLast() throws IOException {
    Studies.mixed().write(RunFolder.open(temp));

    try (Stream<Path> files = Files.walk(temp)) {
      assertThat(files.filter(Files::isRegularFile).map(temp::relativize).map(Path::toString))
          .containsExactlyInAnyOrder(
              "report.html",
              "result.json",
              "trials.csv",
              "curves.csv",
              "plots/history.png",
              "plots/importance.png",
              "plots/slices.png",
              "plots/contour.png",
              "plots/parallel.png",
              "plots/curves.png",
              "plots/gaussian-process.png");
    }
    assertThat(new ObjectMapper().readTree(temp.resolve("result.json").toFile()))
        .isEqualTo(new ObjectMapper().readTree(Studies.mixed().json().toString()));
  }

  @ParameterizedTest
  @EnumSource
  void tellsHowTrialsEndedAndWhichIsBest(Direction direction) {
    Studies study =
        new Studies(ONE, direction)
            .add(at(0.1), TrialState.COMPLETED, 3)
            .add(at(0.2), TrialState.PRUNED, direction == Direction.MINIMIZE ? 2 : 4, 5)
            .add(at(0.3), TrialState.PRUNED, direction == Direction.MINIMIZE ? 2 : 4, 5)
            .add(at(0.4), TrialState.INFEASIBLE, Double.NaN)
            .add(at(0.5), TrialState.FAILED, Double.NaN)
            .add(at(0.6), TrialState.RUNNING, Double.NaN, direction == Direction.MINIMIZE ? 0 : 9);
    JsonNode json = study.report().json();

    assertThat(json.get("direction").asText()).isEqualTo(direction.name().toLowerCase(Locale.ROOT));
    assertThat(json.get("trials").toString())
        .isEqualTo(
            "{\"total\":6,\"completed\":1,\"pruned\":2,\"infeasible\":1,\"failed\":1,\"lost\":0,"
                + "\"running\":1,\"waiting\":0,\"paused\":0}");
    assertThat(json.get("best").get("number").asInt()).isEqualTo(1);
    assertThat(json.get("best").get("params").get("a").asDouble()).isEqualTo(0.2);
    assertThat(json.get("importance").get("refused").asText()).contains("10 trials");
    assertThat(json.get("seconds").asDouble()).isEqualTo(4 * 60 + 90);
  }

  @Test
  void dividesTheImportance() {
    JsonNode json = Studies.mixed().json();

    assertThat(json.get("importance").get(0).get("parameter").asText()).isEqualTo("learning_rate");
    assertThat(
            json.get("importance").findValues("share").stream()
                .mapToDouble(JsonNode::asDouble)
                .sum())
        .isCloseTo(1, within(1e-9));
    assertThat(json.get("importance_explained").asDouble()).isBetween(0.3, 1.0);
  }

  @Test
  void writesTrialsThatCanBeReadBack() {
    Studies study = Studies.mixed(Direction.MINIMIZE, 60);
    List<NamedCsvRecord> rows = read(study.report().trialsCsv());

    assertThat(rows).hasSize(60);
    for (int i = 0; i < rows.size(); i++) {
      NamedCsvRecord row = rows.get(i);
      var trial = study.snapshot().trials().get(i);
      assertThat(row.getField("number")).isEqualTo(Integer.toString(i));
      assertThat(row.getField("state")).isEqualTo(TrialTables.state(trial));
      assertThat(row.getField("value"))
          .isEqualTo(Double.isNaN(trial.value()) ? "" : Double.toString(trial.value()));
      assertThat(row.getField("seconds")).isEqualTo("90.0");
      assertThat(row.getField("note")).isEqualTo(trial.note());
      Studies.SPACE
          .parameters()
          .forEach(
              parameter ->
                  assertThat(row.getField("params_" + parameter.name()))
                      .isEqualTo(
                          Optional.ofNullable(trial.configuration().values().get(parameter.name()))
                              .map(Object::toString)
                              .orElse("")));
    }
    JsonNode json = study.report().trialsJson();
    assertThat(json).hasSize(60);
    assertThat(json.get(3).get("params").get("optimizer").isTextual()).isTrue();
    assertThat(json.get(3).get("params").get("units").isIntegralNumber()).isTrue();
    assertThat(json.get(3).get("ended").asText()).isEqualTo("2026-01-02T03:08:35Z");
  }

  @Test
  void writesReportsWithTheirMeasures() {
    Studies study =
        new Studies(ONE, Direction.MINIMIZE)
            .add(at(0.1), TrialState.COMPLETED, 1, 3, 1)
            .add(at(0.2), TrialState.INFEASIBLE, Double.NaN, Double.POSITIVE_INFINITY);

    assertThat(study.report().reportsCsv())
        .isEqualTo("number,step,value,train_loss\n0,1,3.0,0.5\n0,2,1.0,0.5\n1,1,Infinity,0.5\n");
  }

  @Test
  void saysOnThePageWhatOthersAdd() throws IOException {
    StudyReport report =
        Studies.mixed()
            .withIntroduction(page -> page.paragraph("The sampler is TPE."))
            .withSections(page -> page.heading("Fidelity").paragraph("One epoch."))
            .withFields(json -> json.put("sampler", "tpe"));
    report.write(RunFolder.open(temp));
    String page = Files.readString(temp.resolve("report.html"));

    assertThat(
            Stream.of(
                    ">Best trial</h2>",
                    "The sampler is TPE.",
                    ">Learning curves</h2>",
                    "One epoch.",
                    ">Trials</h2>")
                .map(page::indexOf))
        .isSorted()
        .doesNotContain(-1);
    assertThat(report.json().get("sampler").asText()).isEqualTo("tpe");
    assertThat(page).contains(">Fidelity</a>");
  }

  @Test
  void escapesNames() throws IOException {
    Studies.mixed().write(RunFolder.open(temp));

    assertThat(Files.readString(temp.resolve("report.html"))).doesNotContain(Studies.HOSTILE_NAME);
  }

  @Test
  void readsAStudyFromItsStore() {
    try (StudyStore store = StudyStore.inMemory()) {
      store.create(StudyDefinition.minimizing("s", ONE, "val_loss"));
      store.add("s", 0, at(0.25), 9);
      JsonNode json = StudyReport.of(StudyReader.open(store, "s")).json();

      assertThat(json.get("trials").get("waiting").asInt()).isEqualTo(1);
      assertThat(json.get("best").isNull()).isTrue();
    }
  }

  @Test
  void refusesReportsThatBelongToNoTrial() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                StudyReport.of(
                    new StudyDefinition("s", ONE, "loss", Direction.MINIMIZE, 0, Map.of()),
                    List.of(),
                    List.of(List.of())))
        .withMessageContaining("(1)");
  }

  static Stream<Arguments> edges() {
    Space kinds = Space.of(CategoricalParameter.of("kind", "a", "b"));
    Space fixed = Space.of(FloatParameter.linear("fixed", 2, 2));
    return Stream.of(
        Arguments.of("no trial", new Studies(ONE, Direction.MINIMIZE), "no trial yet"),
        Arguments.of(
            "one trial",
            new Studies(ONE, Direction.MAXIMIZE).add(at(0.5), TrialState.COMPLETED, 3, 3),
            "1 trial looked for a high val_loss"),
        Arguments.of(
            "one that waits",
            new Studies(ONE, Direction.MINIMIZE).add(at(0.5), TrialState.WAITING, Double.NaN),
            "None has come to a value"),
        Arguments.of(
            "all diverged",
            Stream.iterate(0.0, place -> place < 1, place -> place + 0.05)
                .reduce(
                    new Studies(ONE, Direction.MINIMIZE),
                    (study, place) ->
                        study.add(
                            at(place), TrialState.INFEASIBLE, Double.NaN, Double.POSITIVE_INFINITY),
                    (one, other) -> one),
            "No trial has a value"),
        Arguments.of("equal values", Studies.completed(ONE, 30, tried -> 0.5), "the same value"),
        Arguments.of(
            "negative values",
            Studies.completed(ONE, 30, tried -> -100 * tried.getDouble("a")),
            "looked for a low"),
        Arguments.of("zero", Studies.completed(ONE, 30, tried -> 0), "the same value"),
        Arguments.of(
            "values far apart",
            Studies.completed(ONE, 30, tried -> (tried.getDouble("a") - 0.5) * Double.MAX_VALUE),
            "looked for a low"),
        Arguments.of(
            "tiny values",
            Studies.completed(ONE, 30, tried -> Double.MIN_VALUE * (1 + tried.getDouble("a"))),
            "looked for a low"),
        Arguments.of(
            "one choice",
            Studies.completed(kinds, 30, tried -> tried.getString("kind").equals("a") ? 1 : 2),
            "kind (100 %)"),
        Arguments.of(
            "a fixed value", Studies.completed(fixed, 30, new Counter()), "too few to tell"),
        Arguments.of(
            "many parameters",
            Studies.completed(
                Studies.ofParameters(20), 100, tried -> tried.getDouble("parameter_3")),
            "Of 20 parameters the 12 most important"),
        Arguments.of(
            "many trials", Studies.mixed(Direction.MAXIMIZE, 5000), "The best 200 of 5,000"));
  }

  /** Values that depend on nothing. */
  private static final class Counter implements java.util.function.ToDoubleFunction<Configuration> {
    private int count;

    @Override
    public double applyAsDouble(Configuration tried) {
      count++;
      return count;
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("edges")
  void copesWith(String what, Studies study, String said) throws IOException {
    StudyReport report = study.report();
    report.write(RunFolder.open(temp));
    String page = Files.readString(temp.resolve("report.html"));

    assertThat(page.length()).isLessThan(3_000_000);
    assertThat(page.substring(page.indexOf("<main>"), page.indexOf("</main>")))
        .contains(said)
        .doesNotContain("NaN", "Infinity", "∞");
    assertThat(report.json().get("trials").get("total").asInt())
        .isEqualTo(study.snapshot().trials().size());
  }
}
