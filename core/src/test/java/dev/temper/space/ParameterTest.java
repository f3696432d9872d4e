package dev.temper.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values, their places, and what is refused: the same for every kind of parameter. */
class ParameterTest {

  private static final Offset<Double> TINY = within(1e-12);

  static Stream<Parameter> parameters() {
    return Stream.of(
        FloatParameter.linear("x", -5, 10),
        FloatParameter.linear("x", 3, 3),
        FloatParameter.linear("x", -1e300, 1e-300),
        FloatParameter.log("x", 1e-9, 1e3),
        FloatParameter.log("x", Double.MIN_NORMAL, 1),
        FloatParameter.log("x", 1e-5, 10).withLikely(0.1),
        FloatParameter.linear("x", 0, 2).withLikely(0),
        FloatParameter.linear("x", 0, 2).withLikely(2),
        FloatParameter.linear("x", 2, 2).withLikely(2),
        FloatParameter.linear("x", 0.1, 0.75).withStep(0.1),
        FloatParameter.linear("x", -1, 1).withStep(0.25),
        FloatParameter.linear("x", 0, 1e9).withStep(1e-3),
        IntParameter.linear("x", -3, 4),
        IntParameter.linear("x", 7, 7),
        IntParameter.linear("x", 10, 101).withStep(7),
        IntParameter.linear("x", -(1L << 40), 1L << 40),
        IntParameter.log("x", 1, 1),
        IntParameter.log("x", 1, 1024),
        IntParameter.log("x", 100, 1L << 40),
        CategoricalParameter.of("x", "relu"),
        CategoricalParameter.of("x", "sgd", "adam", true, 3, 0.5));
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void everyPlaceHasAValueThatIsItsOwn(Parameter parameter) {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 2000; i++) {
      double place = i == 0 ? 0 : i == 1 ? 1 : i == 2 ? Math.nextDown(1.0) : random.nextDouble();
      Object value = parameter.valueAt(place);

      assertThat(parameter.checked(value)).as("%s at %s", parameter, place).isEqualTo(value);
      double back = parameter.placeOf(value);
      assertThat(back).isBetween(0.0, 1.0);
      if (parameter.values().isPresent()) {
        assertThat(parameter.valueAt(back)).isEqualTo(value);
      } else {
        assertThat(back).isCloseTo(place, within(1e-9));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void theEndsOfTheScaleAreTheEndsOfTheValues(Parameter parameter) {
    Object first = parameter.valueAt(0);
    Object last = parameter.valueAt(1);
    if (parameter instanceof FloatParameter number) {
      assertThat(first).isEqualTo(number.low());
      assertThat((double) last).isLessThanOrEqualTo(number.high());
      assertThat((double) last).isGreaterThan(number.high() - Math.max(number.step(), 1e-12));
    } else if (parameter instanceof IntParameter whole) {
      assertThat(first).isEqualTo(whole.low());
      assertThat((long) last).isBetween(whole.high() - whole.step() + 1, whole.high());
    } else if (parameter instanceof CategoricalParameter choice) {
      assertThat(first).isEqualTo(choice.choices().get(0));
      assertThat(last).isEqualTo(choice.choices().get(choice.choices().size() - 1));
    }
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void refusesPlacesOutsideAndValuesItHasNot(Parameter parameter) {
    for (double place : new double[] {-1e-9, Math.nextUp(1.0), Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> parameter.valueAt(place))
          .withMessageContaining("(" + place + ")");
    }
    for (Object value : new Object[] {"elsewhere", Double.NaN, 1e308, List.of()}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> parameter.checked(value))
          .withMessageStartingWith("The x (" + value + ") must be ");
    }
  }

  @Test
  void separateValuesAreEquallyLikely() {
    for (Parameter parameter :
        List.of(
            FloatParameter.linear("x", 0, 0.7).withStep(0.1),
            IntParameter.linear("x", 3, 10),
            IntParameter.linear("x", 0, 21).withStep(3),
            CategoricalParameter.of("x", "a", "b", "c", "d", "e", "f", "g", "h"))) {
      assertThat(shares(parameter).values())
          .hasSize(8)
          .allSatisfy(share -> assertThat(share).isCloseTo(0.125, within(1e-9)));
    }
  }

  /** How much of the scale each value has. */
  private static Map<Object, Double> shares(Parameter parameter) {
    Map<Object, Double> shares = new HashMap<>();
    int places = 80_000;
    for (int i = 0; i < places; i++) {
      shares.merge(parameter.valueAt((i + 0.5) / places), 1.0 / places, Double::sum);
    }
    return shares;
  }

  @Test
  void onALogarithmicScaleADecadeIsAsLongAsAnyOther() {
    Parameter rate = FloatParameter.log("rate", 1e-6, 1);
    assertThat((double) rate.valueAt(0.5)).isCloseTo(1e-3, within(1e-12));
    assertThat(rate.placeOf(1e-5)).isCloseTo(1 / 6.0, within(1e-12));

    // A whole number has what rounds to it: from .5 to 1.5 of what goes from .5 to 4.5.
    Map<Object, Double> shares = shares(IntParameter.log("units", 1, 4));
    assertThat(shares.get(1L)).isCloseTo(Math.log(3) / Math.log(9), within(1e-4));
    assertThat(shares.get(4L)).isCloseTo(Math.log(4.5 / 3.5) / Math.log(9), within(1e-4));
  }

  @Test
  void aValueInStepsIsWrittenAsPeopleWriteIt() {
    FloatParameter dropout = FloatParameter.linear("dropout", 0, 0.5).withStep(0.1);
    assertThat(Stream.of(0.1, 0.25, 0.4, 0.6, 0.7, 0.9).map(dropout::valueAt))
        .containsExactly(0.0, 0.1, 0.2, 0.3, 0.4, 0.5);
    assertThat(dropout.checked(0.1 + 0.2)).isEqualTo(0.3);
    assertThat(FloatParameter.linear("x", -1, 1).checked(-0.0)).isEqualTo(0.0);
  }

  @Test
  void theLastStepWithinTheIntervalCounts() {
    assertThat(FloatParameter.linear("x", 0.1, 0.75).withStep(0.1).values()).hasValue(7);
    assertThat(FloatParameter.linear("x", 0, 0.3).withStep(0.1).values()).hasValue(4);
    assertThat(IntParameter.linear("x", 10, 101).withStep(7).values()).hasValue(14);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FloatParameter.linear("x", 0.1, 0.75).withStep(0.1).checked(0.75))
        .withMessage("The x (0.75) must be a number from 0.1 to 0.75 in steps of 0.1.");
  }

  @Test
  void numbersAreTheSameHoweverTheyAreWritten() {
    assertThat(IntParameter.linear("layers", 1, 4).checked(3.0)).isEqualTo(3L);
    assertThat(FloatParameter.linear("rate", 0, 1).checked(1)).isEqualTo(1.0);
    CategoricalParameter size = CategoricalParameter.of("size", 32, 64.0, 0.5f, "64");
    assertThat(size.choices()).containsExactly(32L, 64L, 0.5, "64");
    assertThat(size.checked(64)).isEqualTo(64L);
  }

  @ParameterizedTest
  @CsvSource({
    "2, 1, 0, The low end of 'x' (2.0) must be at most the high one (1.0).",
    "NaN, 1, 0, The interval of 'x' (NaN to 1.0) must be finite.",
    "0, Infinity, 0, The interval of 'x' (0.0 to Infinity) must be finite.",
    "-1.7e308, 1.7e308, 0, The interval of 'x' (-1.7E308 to 1.7E308) must be finite.",
    "0, 1, 2, The step of 'x' (2.0) must be above 0 and at most high less low.",
    "0, 1, -0.5, The step of 'x' (-0.5) must be above 0 and at most high less low.",
    "0, 1, NaN, The step of 'x' (NaN) must be above 0 and at most high less low."
  })
  void refusesAFloatIntervalThatIsNone(double low, double high, double step, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FloatParameter.linear("x", low, high).withStep(step))
        .withMessage(message);
  }

  @Test
  void refusesALogarithmOfZeroAndStepsOnALogScale() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FloatParameter.log("x", 0, 1))
        .withMessage("The low end of 'x' (0.0) must be above 0 on a log scale.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IntParameter.log("x", 0, 1))
        .withMessage("The low end of 'x' (0) must be 1 or more on a log scale.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FloatParameter.log("x", 1, 2).withStep(0.5))
        .withMessage("The step of 'x' (0.5) has no meaning on a log scale.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IntParameter.log("x", 1, 9).withStep(2))
        .withMessage("The step of 'x' (2) has no meaning on a log scale.");
  }

  @Test
  void refusesAWholeIntervalThatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IntParameter.linear("x", 2, 1))
        .withMessage("The low end of 'x' (2) must be at most the high one (1).");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IntParameter.linear("x", Long.MIN_VALUE, 0))
        .withMessageContaining("must be within 2^40");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IntParameter.linear("x", 0, 1).withStep(0))
        .withMessageContaining("The step of 'x' (0) must be 1 or more");
  }

  @Test
  void refusesChoicesThatAreNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CategoricalParameter.of("x"))
        .withMessageContaining("one or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CategoricalParameter.of("x", 1, 1.0))
        .withMessage("The choice of 'x' (1.0) stands there twice.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CategoricalParameter.of("x", Double.NaN))
        .withMessageContaining("(NaN) must be a text, a finite number, true or false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb"})
  void refusesANameThatCannotBeTold(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FloatParameter.linear(name, 0, 1))
        .withMessageContaining("must be a word or more in one line");
  }

  @Test
  void whatIsLikelyIsThreeTimesAsLikelyAsTheFarEnds() {
    FloatParameter rate = FloatParameter.log("x", 1e-4, 1).withLikely(1e-2);

    double width = 0.01;
    double peak = rate.placeOf(1e-2 * (1 + width)) - rate.placeOf(1e-2 * (1 - width));
    double end = rate.placeOf(1.0) - rate.placeOf(1 / (1 + 2 * width));

    assertThat(peak / end).isCloseTo(3, within(0.03));
    assertThat(rate.placeOf(1e-2)).as("as much lies below as without it").isCloseTo(0.5, TINY);
    assertThat(rate.placeOf(1e-3)).isCloseTo(0.125 + 0.0625, TINY);
  }

  @Test
  void refusesALikelyValueThatIsNone() {
    FloatParameter rate = FloatParameter.log("x", 1e-4, 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> rate.withLikely(2))
        .withMessage("The likely value of 'x' (2.0) must be from 1.0E-4 to 1.0.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FloatParameter.linear("x", 0, 1).withStep(0.5).withLikely(0.5))
        .withMessage("The likely value of 'x' (0.5) has no meaning beside a step.");
  }
}
