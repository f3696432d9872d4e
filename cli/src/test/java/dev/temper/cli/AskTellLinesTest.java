package dev.temper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.temper.sampler.Sampler;
import dev.temper.space.CategoricalParameter;
import dev.temper.space.FloatParameter;
import dev.temper.space.Space;
import dev.temper.store.SpaceJson;
import dev.temper.study.Direction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that are wrong: each is answered by one error, and nothing comes of it. */
class AskTellLinesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Space SPACE =
      Space.of(
          FloatParameter.log("rate", 1e-5, 1),
          CategoricalParameter.of("kind", "a", "b"),
          FloatParameter.linear("decay", 0, 1).when("kind", "b"));

  /** Three trials are given, the first of which is told of. */
  private static AskTellLines begun() {
    AskTell search = new AskTell(SPACE, Sampler.tpe(1), Direction.MINIMIZE, 1);
    search.ask(3);
    search.tell(0, 0.5);
    return new AskTellLines(search);
  }

  /** The message of the one error that a line is answered by. */
  private static String refused(String line) throws JsonProcessingException {
    AskTellLines lines = begun();
    String answer = lines.answer(line);
    assertThat(answer).hasLineCount(1).hasSizeLessThan(7000);
    JsonNode error = JSON.readTree(answer);
    assertThat(error.fieldNames()).toIterable().containsExactly("error");

    for (String more :
        List.of("{\"best\":true}", "{\"ask\":2}", "{\"tell\":{\"id\":1,\"value\":1}}")) {
      assertThat(lines.answer(more)).as("behind %s", line).doesNotContain("error");
    }
    AskTellLines without = begun();
    AskTellLines behind = begun();
    behind.answer(line);
    assertThat(behind.answer("{\"ask\":9}")).isEqualTo(without.answer("{\"ask\":9}"));
    return error.get("error").textValue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // Not a request.
        "``          | The line is empty. Accepted: ask, tell, best.",
        "` \t\r`     | The line is empty. Accepted: ask, tell, best.",
        "ask 1       | The line is no JSON: Unrecognized token 'ask' at column 1.",
        "{           | The line is no JSON: Unexpected end-of-input at column 2.",
        "{'ask':     | The line is no JSON: Unexpected end-of-input within/between Object entries at column 8.",
        "{'ask':1} 2 | The line is no JSON: Trailing token at column 11.",
        "{'ask':1,'ask':2} | The line is no JSON: Duplicate field 'ask' at column 15.",
        "5           | The line (5) must be an object with one of these: ask, tell, best.",
        "NaN         | The line (NaN) must be an object with one of these: ask, tell, best.",
        "null        | The line (null) must be an object with one of these: ask, tell, best.",
        "'ask'       | The line (\"ask\") must be an object with one of these: ask, tell, best.",
        "[]          | The line ([]) must be an object with one of these: ask, tell, best.",
        "{}          | The line ({}) must be an object with one of these: ask, tell, best.",
        "{'ask':1,'best':true} | The line ({\"ask\":1,\"best\":true}) must be an object with one of these: ask, tell, best.",
        "{'Ask':1}   | There is no 'Ask'. Accepted: ask, tell, best.",
        // Asked.
        "{'ask':0}     | The number of trials to ask for (0) must be 1 to 1000.",
        "{'ask':-1}    | The number of trials to ask for (-1) must be 1 to 1000.",
        "{'ask':1001}  | The number of trials to ask for (1001) must be 1 to 1000.",
        "{'ask':1e1}   | The number of trials to ask for (10.0) must be a whole number from 1 to 1000.",
        "{'ask':'1'}   | The number of trials to ask for (\"1\") must be a whole number from 1 to 1000.",
        "{'ask':true}  | The number of trials to ask for (true) must be a whole number from 1 to 1000.",
        "{'ask':null}  | The number of trials to ask for (null) must be a whole number from 1 to 1000.",
        "{'ask':NaN}   | The number of trials to ask for (NaN) must be a whole number from 1 to 1000.",
        "{'ask':99999999999999999999} | The number of trials to ask for (99999999999999999999) must be a whole number from 1 to 1000.",
        // Told.
        "{'tell':1}  | What is told (1) must be an object with id, params, value, failed.",
        "{'tell':[]} | What is told ([]) must be an object with id, params, value, failed.",
        "{'tell':{}} | Told must be either the id of a trial that was asked for or the params of one that ran elsewhere.",
        "{'tell':{'value':1}} | Told must be either the id of a trial that was asked for or the params of one that ran elsewhere.",
        "{'tell':{'id':1,'params':{},'value':1}} | Told must be either the id of a trial that was asked for or the params of one that ran elsewhere.",
        "{'tell':{'id':1,'val':1}} | There is no 'val' in tell. Accepted: id, params, value, failed.",
        "{'tell':{'id':1,'id':2,'value':1}} | The line is no JSON: Duplicate field 'id' at column 21.",
        "{'tell':{'id':3,'value':1}}   | There is no trial 3. There are 0 to 2.",
        "{'tell':{'id':-1,'value':1}}  | There is no trial -1. There are 0 to 2.",
        "{'tell':{'id':0,'value':1}}   | Trial 0 was told already.",
        "{'tell':{'id':'1','value':1}} | The id (\"1\") must be a whole number.",
        "{'tell':{'id':1.0,'value':1}} | The id (1.0) must be a whole number.",
        "{'tell':{'id':null,'value':1}} | The id (null) must be a whole number.",
        "{'tell':{'id':1}}                | The value is missing. Of a trial that diverged say \"value\":null,\"failed\":true.",
        "{'tell':{'id':1,'failed':true}}  | The value is missing. Of a trial that diverged say \"value\":null,\"failed\":true.",
        "{'tell':{'id':1,'value':null}}   | The value (null) must be a finite number. Of a trial that diverged say \"value\":null,\"failed\":true.",
        "{'tell':{'id':1,'value':null,'failed':false}} | The value (null) must be a finite number. Of a trial that diverged say \"value\":null,\"failed\":true.",
        "{'tell':{'id':1,'value':NaN}}       | The value (NaN) must be a finite number. Of a trial that diverged say \"value\":null,\"failed\":true.",
        "{'tell':{'id':1,'value':-Infinity}} | The value (-Infinity) must be a finite number. Of a trial that diverged say \"value\":null,\"failed\":true.",
        "{'tell':{'id':1,'value':1e400}}     | The value (Infinity) must be a finite number. Of a trial that diverged say \"value\":null,\"failed\":true.",
        "{'tell':{'id':1,'value':'NaN'}}     | The value (\"NaN\") must be a finite number. Of a trial that diverged say \"value\":null,\"failed\":true.",
        "{'tell':{'id':1,'value':[1]}}       | The value ([1]) must be a finite number. Of a trial that diverged say \"value\":null,\"failed\":true.",
        "{'tell':{'id':1,'value':1,'failed':true}}     | The value (1) of a trial that failed must be null.",
        "{'tell':{'id':1,'value':null,'failed':1}}     | What failed says (1) must be true or false.",
        "{'tell':{'id':1,'value':null,'failed':null}}  | What failed says (null) must be true or false.",
        "{'tell':{'params':[],'value':1}} | The configuration ([]) must be an object with a value for each parameter.",
        "{'tell':{'params':{'rate':0.1},'value':1}} | There is no value of 'kind'.",
        "{'tell':{'params':{'rate':2,'kind':'a'},'value':1}} | The rate (2) must be a number from 1.0E-5 to 1.0.",
        "{'tell':{'params':{'rate':NaN,'kind':'a'},'value':1}} | The rate (NaN) must be a number from 1.0E-5 to 1.0.",
        "{'tell':{'params':{'rate':0.1,'kind':'a','decay':0},'value':1}} | The decay (0) exists only with kind in [b].",
        "{'tell':{'params':{'x':1},'value':1}} | There is no parameter 'x'. Parameters: rate, kind, decay.",
        // The best.
        "{'best':false} | What best says (false) must be true.",
        "{'best':{}}    | What best says ({}) must be true.",
      })
  void whatIsWrongIsNamed(String line, String message) throws IOException {
    assertThat(refused(line.replace('\'', '"'))).isEqualTo(message);
  }

  @Test
  void withoutTrialsThereIsNoneToTellOf() {
    AskTell search = new AskTell(SPACE, Sampler.random(), Direction.MINIMIZE, 1);

    assertThat(new AskTellLines(search).answer("{\"tell\":{\"id\":0,\"value\":1}}"))
        .isEqualTo("{\"error\":\"There is no trial 0. None was asked for.\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[",
        "{\"a\":",
        "\"",
        "1",
        "é",
        "{\"tell\":",
        "{\"tell\":{\"",
        "\\",
        "\ud800",
        "-"
      })
  void muchOfAnythingIsOneShortError(String piece) throws IOException {
    refused(piece.repeat(100_000));
    refused("{\"" + piece.replaceAll("[\"\\\\]", "q").repeat(100_000) + "\":1}");
    refused(
        "{\"tell\":{\"params\":{\""
            + piece.replaceAll("[\"\\\\]", "q").repeat(50_000)
            + "\":1},\"value\":1}}");
  }

  @Test
  void whateverStandsInALineItIsAnsweredByOneAndTheSearchGoesOn(@TempDir Path temp)
      throws IOException {
    SplittableRandom random = new SplittableRandom(11);
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    int lines = 5000;
    for (int i = 0; i < lines; i++) {
      input.write(i % 3 == 0 ? noise(random) : damaged(random));
      input.write('\n');
    }
    input.write("{\"ask\":1}".getBytes(StandardCharsets.UTF_8));
    Path space = Files.writeString(temp.resolve("space.json"), SpaceJson.write(SPACE));
    Outcome outcome =
        Outcome.ofInput(
            input.toByteArray(), "ask-tell", "--space", space.toString(), "--sampler", "random");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).isEmpty();
    List<String> answers = outcome.out().lines().toList();
    assertThat(answers).hasSize(lines + 1);
    assertThat(answers.get(lines)).startsWith("{\"trials\":[{\"id\":");
    int errors = 0;
    for (String answer : answers) {
      JsonNode node = JSON.readTree(answer);
      assertThat(node.fieldNames().next()).isIn("trials", "ok", "best", "error");
      errors += node.has("error") ? 1 : 0;
    }
    assertThat(errors).isBetween(lines / 2, lines - 100);
  }

  /** Bytes without a line break. */
  private static byte[] noise(SplittableRandom random) {
    byte[] bytes = new byte[random.nextInt(40)];
    for (int i = 0; i < bytes.length; i++) {
      byte drawn = (byte) random.nextInt(256);
      bytes[i] = drawn == '\n' ? 0 : drawn;
    }
    return bytes;
  }

  private static final List<String> GOOD =
      List.of(
          "{\"ask\":2}",
          "{\"tell\":{\"id\":0,\"value\":0.5}}",
          "{\"tell\":{\"id\":1,\"value\":null,\"failed\":true}}",
          "{\"tell\":{\"params\":{\"rate\":0.1,\"kind\":\"b\",\"decay\":0.5},\"value\":-1e3}}",
          "{\"best\":true}");

  /** A line as it should be, of which some characters are left out, doubled or others. */
  private static byte[] damaged(SplittableRandom random) {
    StringBuilder line = new StringBuilder(GOOD.get(random.nextInt(GOOD.size())));
    String others = "{}[]\":,.-+eE0123456789 \\/\u00e9abflnrstu";
    for (int faults = random.nextInt(4); faults > 0; faults--) {
      int at = random.nextInt(line.length());
      char other = others.charAt(random.nextInt(others.length()));
      switch (random.nextInt(4)) {
        case 0 -> line.deleteCharAt(at);
        case 1 -> line.insert(at, line.charAt(at));
        case 2 -> line.insert(at, other);
        default -> line.setCharAt(at, other);
      }
    }
    return line.toString().getBytes(StandardCharsets.UTF_8);
  }
}
