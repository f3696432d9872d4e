package dev.temper.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Which parameters exist under which values of others. */
class SpaceTest {

  /** Children stand in front of their parents: the order is the user's. */
  private static final Space NETWORK =
      Space.of(
          FloatParameter.linear("beta2", 0.9, 0.999).when("optimizer", "adam"),
          FloatParameter.log("learning_rate", 1e-5, 1),
          FloatParameter.linear("dropout2", 0, 0.5).when("layers", 2, 3.0).when("drops", true),
          CategoricalParameter.of("optimizer", "sgd", "adam"),
          IntParameter.linear("layers", 1, 3),
          CategoricalParameter.of("drops", false, true));

  @Test
  void whatExistsDependsOnTheParents() {
    assertThat(NETWORK.at(0.5, 0.5, 0.5, 0, 0.1, 0).values())
        .containsOnlyKeys("learning_rate", "optimizer", "layers", "drops");
    assertThat(NETWORK.at(0.5, 0.5, 0.5, 0.9, 0.5, 0.9).values())
        .containsOnlyKeys("beta2", "learning_rate", "dropout2", "optimizer", "layers", "drops");
    assertThat(NETWORK.at(0.5, 0.5, 0.5, 0.9, 0.1, 0.9).has("dropout2")).isFalse();
    assertThat(NETWORK.isConditional()).isTrue();
    assertThat(NETWORK.dimension()).isEqualTo(6);
  }

  @Test
  void placesAndConfigurationsGoIntoEachOther() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 500; i++) {
      double[] places = random.doubles(6).toArray();
      Configuration configuration = NETWORK.at(places);
      double[] back = NETWORK.placesOf(configuration);

      assertThat(NETWORK.configuration(configuration.values())).isEqualTo(configuration);
      for (int k = 0; k < back.length; k++) {
        Parameter parameter = NETWORK.parameters().get(k);
        assertThat(Double.isNaN(back[k])).isNotEqualTo(configuration.has(parameter.name()));
      }
      double[] filled = Arrays.stream(back).map(p -> Double.isNaN(p) ? 0.5 : p).toArray();
      Configuration again = NETWORK.at(filled);
      assertThat(again.values().keySet()).isEqualTo(configuration.values().keySet());
      assertThat(again.getInt("layers")).isEqualTo(configuration.getInt("layers"));
    }
  }

  @Test
  void theOrderIsTheUsers() {
    assertThat(NETWORK.at(0.5, 0.5, 0.5, 0.9, 0.5, 0.9).values().keySet())
        .containsExactlyElementsOf(NETWORK.parameters().stream().map(Parameter::name).toList());
  }

  @Test
  void aConditionHoldsHoweverItsValuesAreWritten() {
    Map<String, Object> values = new HashMap<>();
    values.put("learning_rate", 1);
    values.put("optimizer", "sgd");
    values.put("layers", 3.0);
    values.put("drops", true);
    values.put("dropout2", 0.25);
    Configuration configuration = NETWORK.configuration(values);

    assertThat(configuration.getDouble("learning_rate")).isEqualTo(1);
    assertThat(configuration.getInt("layers")).isEqualTo(3);
    assertThat(configuration.getString("optimizer")).isEqualTo("sgd");
    assertThat(configuration.getBoolean("drops")).isTrue();
    assertThat(configuration)
        .hasToString("learning_rate=1.0, dropout2=0.25, optimizer=sgd, layers=3, drops=true");

    values.put("layers", 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NETWORK.configuration(values))
        .withMessage("The dropout2 (0.25) exists only with layers in [2, 3] and drops in [true].");
  }

  @Test
  void refusesValuesThatAreMissingUnknownOrNoneOfAParameter() {
    Space space = Space.of(IntParameter.linear("layers", 1, 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> space.configuration(Map.of()))
        .withMessage("There is no value of 'layers'.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> space.configuration(Map.of("layers", 2, "units", 3)))
        .withMessage("There is no parameter 'units'. Parameters: layers.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> space.configuration(Map.of("layers", 2.5)))
        .withMessage("The layers (2.5) must be a whole number from 1 to 3.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> space.at(0.5, 0.5))
        .withMessage("The places (2) must be as many as parameters: 1.");
  }

  @Test
  void refusesToReadWhatIsNotThereOrOfAnotherKind() {
    Configuration configuration = NETWORK.at(0.5, 0.5, 0.5, 0, 0.1, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> configuration.getDouble("beta2"))
        .withMessage(
            "There is no parameter 'beta2' here. There are: learning_rate, optimizer, layers,"
                + " drops.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> configuration.getDouble("optimizer"))
        .withMessage("The optimizer (sgd) is no number.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> configuration.getInt("learning_rate"))
        .withMessageContaining("is no whole number of 32 bits");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> configuration.getBoolean("layers"))
        .withMessage("The layers (1) is neither true nor false.");
  }

  @Test
  void aGrandchildExistsWhereAllItsForebearsDo() {
    Space space =
        Space.of(
            CategoricalParameter.of("a", 0, 1),
            CategoricalParameter.of("b", 0, 1).when("a", 1),
            FloatParameter.linear("c", 0, 1).when("b", 1));
    assertThat(space.at(0, 0.9, 0.3).values()).containsOnlyKeys("a");
    assertThat(space.at(0.9, 0, 0.3).values()).containsOnlyKeys("a", "b");
    assertThat(space.at(0.9, 0.9, 0.3).values()).containsOnlyKeys("a", "b", "c");
  }

  @Test
  void refusesConditionsThatCannotBeKept() {
    Parameter a = CategoricalParameter.of("a", "x", "y");
    refused("There are two parameters 'a'; one is expected.", a, a);
    refused(
        "The parameter 'b' depends on 'c', which is not there. Parameters: a, b.",
        a,
        IntParameter.linear("b", 0, 1).when("c", 1));
    refused(
        "The condition of 'b' on 'a' can never hold: The a (z) must be one of x, y.",
        a,
        IntParameter.linear("b", 0, 1).when("a", "z"));
    refused(
        "The condition of 'b' on 'r' needs a parameter of separate values: categorical, whole or in"
            + " steps.",
        FloatParameter.linear("r", 0, 1),
        IntParameter.linear("b", 0, 1).when("r", 0.5));
    refused(
        "The conditions go round in a circle: b on c on b.",
        a.when("b", 1),
        IntParameter.linear("b", 0, 1).when("c", 1),
        IntParameter.linear("c", 0, 1).when("b", 1));
    refused(
        "The parameter 'c' can never exist: its conditions ask for different values of 'a'.",
        a,
        IntParameter.linear("b", 0, 1).when("a", "x"),
        IntParameter.linear("c", 0, 1).when("b", 1).when("a", "y"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Space.of(List.of()))
        .withMessageContaining("(of 0 parameters)");
  }

  private static void refused(String message, Parameter... parameters) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Space.of(parameters))
        .withMessage(message);
  }

  @Test
  void refusesAConditionWithoutValuesOrGivenTwice() {
    Parameter a = IntParameter.linear("a", 0, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> a.when("b"))
        .withMessage("The condition on 'b' must name one or more of its values.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> a.when("b", 1).when("b", 2))
        .withMessageContaining("a condition on 'b' already");
  }

  @Test
  void spacesOfTheSameParametersAreEqual() {
    Space one = Space.of(IntParameter.linear("a", 0, 1), FloatParameter.log("b", 1, 2));
    Space two = Space.of(IntParameter.linear("a", 0, 1), FloatParameter.log("b", 1, 2));
    assertThat(one).isEqualTo(two).hasSameHashCodeAs(two).isNotEqualTo(NETWORK);
  }
}
