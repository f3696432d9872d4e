package dev.temper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.temper.sampler.Sampler;
import dev.temper.space.CategoricalParameter;
import dev.temper.space.Configuration;
import dev.temper.space.FloatParameter;
import dev.temper.space.IntParameter;
import dev.temper.space.Space;
import dev.temper.store.ConfigurationJson;
import dev.temper.store.SpaceJson;
import dev.temper.study.Direction;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code temper ask-tell} answers to what is asked and told. */
class AskTellCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Space SPACE =
      Space.of(
          FloatParameter.log("learning_rate", 1e-5, 1),
          IntParameter.linear("layers", 1, 3),
          CategoricalParameter.of("größe", "mäßig", "ﬀ 😀", true, 0.1),
          FloatParameter.linear("momentum", 0.8, 0.99).when("layers", 2, 3));

  private static final Space SIX =
      Space.of(CategoricalParameter.of("a", 1, 2), IntParameter.linear("b", 0, 2));

  @TempDir private Path temp;

  private String file(Space space) throws IOException {
    return Files.writeString(temp.resolve("space.json"), SpaceJson.write(space)).toString();
  }

  /** The answers to lines, one to each. */
  private List<JsonNode> answers(Space space, List<String> options, List<String> lines)
      throws IOException {
    String[] arguments =
        Stream.concat(Stream.of("ask-tell", "--space", file(space)), options.stream())
            .toArray(String[]::new);
    byte[] input = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    Outcome outcome = Outcome.ofInput(input, arguments);

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).isASCII();
    List<JsonNode> answers = new ArrayList<>();
    for (String line : outcome.out().lines().toList()) {
      answers.add(JSON.readTree(line));
    }
    assertThat(answers).hasSameSizeAs(lines);
    return answers;
  }

  private static List<Configuration> configurations(Space space, JsonNode answer) {
    assertThat(answer.fieldNames()).toIterable().containsExactly("trials");
    List<Configuration> configurations = new ArrayList<>();
    for (JsonNode trial : answer.get("trials")) {
      assertThat(trial.fieldNames()).toIterable().containsExactly("id", "params");
      configurations.add(ConfigurationJson.readTree(space, trial.get("params")));
    }
    return configurations;
  }

  private static List<Integer> ids(JsonNode answer) {
    List<Integer> ids = new ArrayList<>();
    answer.get("trials").forEach(trial -> ids.add(trial.get("id").intValue()));
    return ids;
  }

  @ParameterizedTest
  @EnumSource(SamplerKind.class)
  void givesConfigurationsOfTheSpaceWithIdsFromZero(SamplerKind sampler) throws IOException {
    List<JsonNode> answers =
        answers(
            SPACE,
            List.of("--sampler", sampler.label(), "--seed", "7"),
            List.of("{\"ask\":3}", "{\"tell\":{\"id\":1,\"value\":-2.5}}", "{\"ask\":20}"));

    assertThat(ids(answers.get(0))).containsExactly(0, 1, 2);
    assertThat(answers.get(1)).isEqualTo(JSON.readTree("{\"ok\":true}"));
    assertThat(ids(answers.get(2))).hasSize(20).startsWith(3).endsWith(22);
    // Reading refuses values of parameters that do not exist.
    List<Configuration> all = configurations(SPACE, answers.get(0));
    all.addAll(configurations(SPACE, answers.get(2)));
    assertThat(all).doesNotHaveDuplicates();
    assertThat(all).extracting(each -> each.has("momentum")).contains(true, false);
  }

  @Test
  void numbersArePrintedExactly() throws IOException {
    List<JsonNode> answers =
        answers(SPACE, List.of("--sampler", "random", "--seed", "3"), List.of("{\"ask\":500}"));
    AskTell same = new AskTell(SPACE, Sampler.random(), Direction.MINIMIZE, 3);

    assertThat(configurations(SPACE, answers.get(0)))
        .isEqualTo(same.ask(500).stream().map(AskTell.Trial::configuration).toList());
  }

  @ParameterizedTest
  @EnumSource(SamplerKind.class)
  void theSameSeedAndLinesGiveTheSameAnswers(SamplerKind sampler) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int id = 0; id < 30; id++) {
      lines.add("{\"ask\":1}");
      lines.add("{\"tell\":{\"id\":" + id + ",\"value\":" + id % 7 + "}}");
    }
    List<String> options = List.of("--sampler", sampler.label(), "--seed");
    List<JsonNode> once = answers(SPACE, with(options, "1"), lines);

    assertThat(answers(SPACE, with(options, "1"), lines)).isEqualTo(once);
    assertThat(answers(SPACE, with(options, "2"), lines)).isNotEqualTo(once);
  }

  private static List<String> with(List<String> options, String more) {
    return Stream.concat(options.stream(), Stream.of(more)).toList();
  }

  @ParameterizedTest
  @EnumSource(SamplerKind.class)
  void trialsThatAreAskedForTogetherAreDifferent(SamplerKind sampler) throws IOException {
    List<JsonNode> answers =
        answers(SIX, List.of("--sampler", sampler.label()), List.of("{\"ask\":4}", "{\"ask\":2}"));
    List<Configuration> all = configurations(SIX, answers.get(0));
    all.addAll(configurations(SIX, answers.get(1)));

    assertThat(new HashSet<>(all)).hasSize(6);
  }

  @Test
  void aGridThatIsUsedUpGivesFewerTrialsAndThenNone() throws IOException {
    List<JsonNode> answers =
        answers(
            SIX,
            List.of("--sampler", "grid"),
            List.of("{\"ask\":4}", "{\"ask\":1000}", "{\"ask\":1}"));

    assertThat(ids(answers.get(0))).containsExactly(0, 1, 2, 3);
    assertThat(ids(answers.get(1))).containsExactly(4, 5);
    assertThat(answers.get(2)).isEqualTo(JSON.readTree("{\"trials\":[]}"));
  }

  @Test
  void aGridHasItsPointsFromEndToEnd() throws IOException {
    Space rates = Space.of(FloatParameter.linear("rate", 0, 1));
    JsonNode answer =
        answers(rates, List.of("--sampler", "grid", "--points", "3"), List.of("{\"ask\":9}"))
            .get(0);

    assertThat(configurations(rates, answer).stream().map(each -> each.getDouble("rate")).sorted())
        .containsExactly(0.0, 0.5, 1.0);
  }

  /** The values of x that a search tries which is told a function of x. */
  private static List<Double> search(Direction direction, ToDoubleFunction<Double> objective) {
    Space space = Space.of(FloatParameter.linear("x", 0, 1));
    AskTell search = new AskTell(space, Sampler.tpe(1), direction, 1);
    List<Double> tried = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      AskTell.Trial trial = search.ask(1).get(0);
      double x = trial.configuration().getDouble("x");
      tried.add(x);
      search.tell(trial.id(), objective.applyAsDouble(x));
    }
    return tried;
  }

  @Test
  void theSamplerLearnsInTheDirectionThatIsBetter() {
    List<Double> low = search(Direction.MINIMIZE, x -> x).subList(30, 60);
    List<Double> high = search(Direction.MAXIMIZE, x -> x).subList(30, 60);

    assertThat(low.stream().filter(x -> x < 0.5)).hasSizeGreaterThan(22);
    assertThat(high.stream().filter(x -> x > 0.5)).hasSizeGreaterThan(22);
  }

  @Test
  void trialsThatFailedAreKeptAwayFrom() {
    List<Double> tried = search(Direction.MINIMIZE, x -> x > 0.5 ? Double.NaN : -x);

    assertThat(tried.subList(30, 60).stream().filter(x -> x > 0.5)).hasSizeLessThan(15);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--minimize", "--maximize"})
  void theBestIsTheFirstOfThoseWithTheBestValue(String direction) throws IOException {
    List<JsonNode> answers =
        answers(
            SPACE,
            List.of(direction),
            List.of(
                "{\"best\":true}",
                "{\"ask\":7}",
                "{\"tell\":{\"id\":0,\"value\":null,\"failed\":true}}",
                "{\"best\":true}",
                "{\"tell\":{\"id\":1,\"value\":0,\"failed\":false}}",
                "{\"tell\":{\"id\":4,\"value\":-1.7976931348623157e308}}",
                "{\"tell\":{\"id\":3,\"value\":-1.7976931348623157e308}}",
                "{\"tell\":{\"id\":6,\"value\":4.9e-324}}",
                "{\"tell\":{\"id\":5,\"value\":4.9e-324}}",
                "{\"best\":true}"));
    assertThat(answers.get(0)).isEqualTo(JSON.readTree("{\"best\":null}"));
    assertThat(answers.get(3)).isEqualTo(answers.get(0));

    boolean minimize = direction.equals("--minimize");
    int id = minimize ? 3 : 5;
    JsonNode best = answers.get(9).get("best");
    assertThat(best.fieldNames()).toIterable().containsExactly("id", "value", "params");
    assertThat(best.get("id").intValue()).isEqualTo(id);
    assertThat(best.get("value").doubleValue())
        .isEqualTo(minimize ? -Double.MAX_VALUE : Double.MIN_VALUE);
    assertThat(best.get("params")).isEqualTo(answers.get(1).get("trials").get(id).get("params"));
  }

  @Test
  void aTrialThatRanElsewhereIsAddedAndKnown() throws IOException {
    List<JsonNode> answers =
        answers(
            SIX,
            List.of("--sampler", "random"),
            List.of(
                "{\"ask\":1}",
                "{\"tell\":{\"params\":{\"b\":2.0,\"a\":1},\"value\":-3}}",
                "{\"tell\":{\"params\":{\"b\":0,\"a\":1},\"value\":null,\"failed\":true}}",
                "{\"ask\":5}",
                "{\"best\":true}"));

    assertThat(answers.get(1)).isEqualTo(JSON.readTree("{\"ok\":true,\"id\":1}"));
    assertThat(answers.get(2)).isEqualTo(JSON.readTree("{\"ok\":true,\"id\":2}"));
    assertThat(ids(answers.get(3))).startsWith(3);
    assertThat(answers.get(4))
        .isEqualTo(
            JSON.readTree("{\"best\":{\"id\":1,\"value\":-3.0,\"params\":{\"a\":1,\"b\":2}}}"));
  }

  @Test
  void theOptionsMayStandInAFile() throws IOException {
    Path yaml =
        Files.writeString(
            temp.resolve("search.yaml"),
            "space: " + file(SIX) + "\nsampler: grid\nmaximize: true\nseed: 4\n");
    byte[] lines = "{\"ask\":9}\n".getBytes(StandardCharsets.UTF_8);
    Outcome outcome = Outcome.ofInput(lines, "ask-tell", yaml.toString());

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(configurations(SIX, JSON.readTree(outcome.out()))).hasSize(6);
  }

  @Test
  void withoutLinesThereIsNothingToAnswer() throws IOException {
    assertThat(Outcome.of("ask-tell", "--space", file(SPACE))).isEqualTo(new Outcome(0, "", ""));
  }

  /** Runs the command between streams of the test's own. */
  private int between(InputStream in, PrintStream out) throws IOException {
    String space = file(SPACE);
    InputStream before = System.in;
    PrintStream stdout = System.out;
    try {
      System.setIn(in);
      System.setOut(out);
      return Temper.execute("ask-tell", "--space", space);
    } finally {
      System.setIn(before);
      System.setOut(stdout);
    }
  }

  @Test
  void eachLineIsAnsweredBeforeTheNextIsRead() throws IOException {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    List<Long> answered = new ArrayList<>();
    // Asks once more whenever it is read, and ends behind the fifth time.
    InputStream asking =
        new InputStream() {
          private final byte[] line = "{\"ask\":1}\n".getBytes(StandardCharsets.UTF_8);

          @Override
          public int read() {
            throw new UnsupportedOperationException("Lines come as a whole.");
          }

          @Override
          public int read(byte[] into, int from, int length) {
            answered.add(sent.toString(StandardCharsets.UTF_8).lines().count());
            if (answered.size() > 5) {
              return -1;
            }
            System.arraycopy(line, 0, into, from, line.length);
            return line.length;
          }
        };
    int exit =
        between(
            asking, new PrintStream(new BufferedOutputStream(sent), false, StandardCharsets.UTF_8));

    assertThat(exit).isZero();
    assertThat(answered).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void failsWhereNobodyReadsTheAnswers() throws IOException {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    byte[] lines = "{\"ask\":1}\n{\"ask\":1}\n".getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    PrintStream stderr = System.err;
    try {
      System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
      int exit =
          between(
              new ByteArrayInputStream(lines),
              new PrintStream(closed, false, StandardCharsets.UTF_8));
      assertThat(exit).isEqualTo(Temper.FAILED);
    } finally {
      System.setErr(stderr);
    }
    assertThat(told.toString(StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines("temper: The connection broke: nobody reads the answers.");
  }
}
