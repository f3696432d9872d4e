package dev.temper.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.temper.space.CategoricalParameter;
import dev.temper.space.Configuration;
import dev.temper.space.FloatParameter;
import dev.temper.space.IntParameter;
import dev.temper.space.Space;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spaces and configurations as JSON: nothing is lost, and nothing is guessed. */
class SpaceJsonTest {

  private static final Space SPACE =
      Space.of(
          FloatParameter.log("learning_rate", 1e-5, 1),
          FloatParameter.log("weight_decay", 1e-6, 1).withLikely(1e-3),
          FloatParameter.linear("dropout", 0, 0.5).withStep(0.1),
          IntParameter.linear("layers", 1, 7).withStep(2),
          IntParameter.log("units", 8, 1024),
          CategoricalParameter.of("optimizer", "sgd", "adam \"W\"", true, 3, 0.1),
          FloatParameter.linear("momentum", 0.8, 0.99)
              .when("optimizer", "sgd", 0.1)
              .when("layers", 1, 3));

  @Test
  void aSpaceReadsBackAsItWas() {
    assertThat(SpaceJson.read(SpaceJson.write(SPACE))).isEqualTo(SPACE);
    assertThat(SpaceJson.readTree(SpaceJson.tree(SPACE))).isEqualTo(SPACE);
    assertThat(SpaceJson.write(SPACE)).hasLineCount(1);
  }

  @Test
  void theFormIsTheOneThatIsDocumented() {
    String json =
        """
        {"parameters": [
          {"name": "learning_rate", "type": "float", "low": 1e-5, "high": 1, "log": true},
          {"name": "layers", "type": "int", "low": 1, "high": 4.0, "step": null},
          {"name": "optimizer", "type": "categorical", "choices": ["sgd", "adam"], "low": null},
          {"name": "momentum", "type": "float", "low": 0.8, "high": 0.99,
           "when": {"optimizer": ["sgd"]}}
        ]}
        """;
    Space expected =
        Space.of(
            FloatParameter.log("learning_rate", 1e-5, 1),
            IntParameter.linear("layers", 1, 4),
            CategoricalParameter.of("optimizer", "sgd", "adam"),
            FloatParameter.linear("momentum", 0.8, 0.99).when("optimizer", "sgd"));

    assertThat(SpaceJson.read(json)).isEqualTo(expected);
    assertThat(SpaceJson.write(expected))
        .isEqualTo(
            "{\"parameters\":["
                + "{\"name\":\"learning_rate\",\"type\":\"float\",\"low\":1.0E-5,\"high\":1.0,"
                + "\"log\":true},"
                + "{\"name\":\"layers\",\"type\":\"int\",\"low\":1,\"high\":4},"
                + "{\"name\":\"optimizer\",\"type\":\"categorical\","
                + "\"choices\":[\"sgd\",\"adam\"]},"
                + "{\"name\":\"momentum\",\"type\":\"float\",\"low\":0.8,\"high\":0.99,"
                + "\"when\":{\"optimizer\":[\"sgd\"]}}]}");
  }

  @Test
  void whatAnotherParserHasMadeIsReadAlike() {
    Map<String, Object> tree =
        Map.of(
            "parameters",
            List.of(
                Map.of("name", "rate", "type", "float", "low", 1, "high", 2L),
                Map.of("name", "kind", "type", "categorical", "choices", List.of("a", 1, false)),
                Map.of(
                    "name",
                    "depth",
                    "type",
                    "int",
                    "low",
                    1,
                    "high",
                    9,
                    "when",
                    Map.of("kind", List.of("a")))));

    assertThat(SpaceJson.readTree(tree))
        .isEqualTo(
            Space.of(
                FloatParameter.linear("rate", 1, 2),
                CategoricalParameter.of("kind", "a", 1, false),
                IntParameter.linear("depth", 1, 9).when("kind", "a")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpaceJson.readTree(Map.of("parameters", List.of(new StringBuilder("x")))))
        .withMessage(
            "The space holds a StringBuilder (x); maps, lists, texts, numbers and truth values are"
                + " expected.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{                        | The space is no JSON: Unexpected end-of-input",
        "``                       | The space is no JSON: the text is empty.",
        "{} {}                    | The space is no JSON: Trailing token",
        "{\"parameters\": [], \"parameters\": []} | The space is no JSON: Duplicate field 'parameters'",
        "[]                       | The space ([]) must be an object of the form {\"parameters\": [...]}.",
        "{}                       | The parameters of the space (there are none) must be a list.",
        "{\"parameters\": {}}     | The parameters of the space ({}) must be a list.",
        "{\"parameters\": []}     | A space (of 0 parameters) must have one or more.",
        "{\"params\": []}         | The space has an unknown key 'params'. Accepted: parameters.",
        "{\"parameters\": [3]}    | The parameter at place 1 (3) must be an object with a name and a type.",
        "{\"parameters\": [{\"type\":\"int\"}]} | The parameter at place 1 ({\"type\":\"int\"}) must have a text for its name.",
      })
  void refusesWhatIsNoSpace(String json, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpaceJson.read(json))
        .withMessageStartingWith(message)
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1).endsWith("."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'low':1,'high':2 | The parameter 'x' has no 'type'; float, int or categorical is expected.",
        "'type':'real' | The type of 'x' (\"real\") must be float, int or categorical.",
        "'type':['int'] | The type of 'x' ([\"int\"]) must be float, int or categorical.",
        "'type':'float','low':1 | The parameter 'x' has no 'high'; a number is expected.",
        "'type':'float','low':null,'high':2 | The parameter 'x' has no 'low'; a number is expected.",
        "'type':'float','low':'1','high':2 | The low of 'x' (\"1\") must be a number.",
        "'type':'float','low':1,'high':true | The high of 'x' (true) must be a number.",
        "'type':'float','low':1e400,'high':2 | The interval of 'x' (Infinity to 2.0) must be finite.",
        "'type':'float','low':3,'high':2 | The low end of 'x' (3.0) must be at most the high one (2.0).",
        "'type':'float','low':0,'high':2,'log':true | The low end of 'x' (0.0) must be above 0 on a log scale.",
        "'type':'float','low':1,'high':2,'log':'yes' | The log of 'x' (\"yes\") must be true or false.",
        "'type':'float','low':1,'high':2,'step':0 | The step of 'x' (0) must be above 0.",
        "'type':'float','low':1,'high':2,'step':2 | The step of 'x' (2.0) must be above 0 and at most high less low.",
        "'type':'float','low':1,'high':2,'steps':1 | The parameter 'x' (float) has an unknown key 'steps'. Accepted: name, type, low, high, log, step, likely, when.",
        "'type':'float','low':1,'high':2,'choices':[1] | The parameter 'x' (float) has an unknown key 'choices'. Accepted: name, type, low, high, log, step, likely, when.",
        "'type':'int','low':1.5,'high':2 | The low of 'x' (1.5) must be a whole number within 2^40.",
        "'type':'int','low':1,'high':1e30 | The high of 'x' (1.0E30) must be a whole number within 2^40.",
        "'type':'int','low':0,'high':8,'log':true | The low end of 'x' (0) must be 1 or more on a log scale.",
        "'type':'int','low':0,'high':8,'step':0 | The step of 'x' (0) must be 1 or more and at most high less low.",
        "'type':'categorical' | The parameter 'x' has no 'choices'; a list is expected.",
        "'type':'categorical','choices':'a' | The choices of 'x' (\"a\") must be a list of texts, numbers or truth values.",
        "'type':'categorical','choices':[] | The choices of 'x' must be one or more.",
        "'type':'categorical','choices':['a',null] | The choice of 'x' (null) must be a text, a finite number, true or false.",
        "'type':'categorical','choices':[[1]] | The choice of 'x' ([1]) must be a text, a finite number, true or false.",
        "'type':'categorical','choices':[1,1.0] | The choice of 'x' (1.0) stands there twice.",
        "'type':'categorical','choices':['a'],'log':true | The parameter 'x' (categorical) has an unknown key 'log'. Accepted: name, type, choices, when.",
        "'type':'int','low':1,'high':2,'when':'y' | The when of 'x' (\"y\") must be an object with a list of values for each parent.",
        "'type':'int','low':1,'high':2,'when':{'y':1} | The when of 'x' ({\"y\":1}) must be an object with a list of values for each parent.",
        "'type':'int','low':1,'high':2,'when':{'y':[]} | The when of 'x' ({\"y\":[]}) must be an object with a list of values for each parent.",
        "'type':'int','low':1,'high':2,'when':{'z':[1]} | The parameter 'x' depends on 'z', which is not there. Parameters: x, y.",
        "'type':'int','low':1,'high':2,'when':{'x':[1]} | The conditions go round in a circle: x on x.",
        "'type':'int','low':1,'high':2,'when':{'y':[null]} | The condition of 'x' on 'y' can never hold: The y (null) must be a whole number from 1 to 9.",
      })
  void refusesAParameterInALineThatNamesItAndItsValue(String keys, String message) {
    String json =
        ("{'parameters':[{'name':'x'," + keys + "},{'name':'y','type':'int','low':1,'high':9}]}")
            .replace('\'', '"');
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SpaceJson.read(json))
        .withMessage(message);
  }

  @Test
  void messagesStayInOneLineAndShort() {
    String name = "a\\nb" + "c".repeat(500);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> SpaceJson.read("{\"parameters\":[{\"name\":\"" + name + "\",\"type\":\"x\"}]}"))
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1).hasSizeLessThan(200));
  }

  @Test
  void aConfigurationReadsBackBitForBit() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 2000; i++) {
      Configuration configuration = SPACE.at(random.doubles(SPACE.dimension()).toArray());

      assertThat(ConfigurationJson.read(SPACE, ConfigurationJson.write(configuration)))
          .isEqualTo(configuration);
      assertThat(ConfigurationJson.readTree(SPACE, configuration.values()))
          .isEqualTo(configuration);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1]                   | The configuration ([1]) must be an object with a value for each parameter.",
        "{\"x\":1,\"x\":2}     | The configuration is no JSON: Duplicate field 'x' (line 1, column 11).",
        "{\"x\":1}             | There is no value of 'kind'.",
        "{\"x\":\"1\",\"kind\":\"b\"} | The x (1) must be a number from 0.0 to 1.0.",
        "{\"x\":[1],\"kind\":\"b\"}   | The x ([1]) must be a number from 0.0 to 1.0.",
        "{\"x\":1,\"kind\":\"c\"}     | The kind (c) must be one of a, b.",
        "{\"x\":1,\"kind\":\"b\",\"y\":1} | The y (1) exists only with kind in [a].",
        "{\"x\":1,\"kind\":\"b\",\"z\":1} | There is no parameter 'z'. Parameters: x, kind, y.",
      })
  void refusesAConfigurationInALineThatNamesTheParameter(String json, String message) {
    Space space =
        Space.of(
            FloatParameter.linear("x", 0, 1),
            CategoricalParameter.of("kind", "a", "b"),
            IntParameter.linear("y", 1, 9).when("kind", "a"));

    assertThat(ConfigurationJson.read(space, "{\"x\":1,\"kind\":\"b\",\"y\":null}").values())
        .isEqualTo(Map.of("x", 1.0, "kind", "b"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConfigurationJson.read(space, json))
        .withMessage(message);
  }
}
