package dev.temper.rangetest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.temper.rangetest.RangeCurve.End;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangeCurveTest {

  private static final RangeTest TEST = RangeTest.exponential(0.1, 10, 3);

  private final double[] rate = {0.1, 1, 10};
  private final double[] loss = {2, 1, 3};
  private final double[] validationLoss = {Double.NaN, 1.5, 2.5};
  private final double[] accuracy = {Double.NaN, 0.5, 0.25};

  private RangeCurve curve() {
    return RangeCurve.recorded(TEST, rate, loss, validationLoss, accuracy, End.COMPLETED);
  }

  @Test
  void givesBackWhatWasRecorded() {
    RangeCurve curve = curve();

    assertThat(curve.size()).isEqualTo(3);
    assertThat(curve.learningRate()).isEqualTo(rate);
    assertThat(curve.trainLoss()).isEqualTo(loss);
    assertThat(curve.validationLoss()).isEqualTo(validationLoss);
    assertThat(curve.validationAccuracy()).isEqualTo(accuracy);
    assertThat(curve.end()).isEqualTo(End.COMPLETED);
  }

  @Test
  void copiesWhatGoesInAndWhatComesOut() {
    RangeCurve curve = curve();
    for (double[] inside : new double[][] {rate, loss, validationLoss, accuracy}) {
      inside[1] = 77;
    }
    curve.learningRate()[0] = 99;
    curve.trainLoss()[0] = 99;
    curve.smoothedLoss()[0] = 99;
    curve.validationLoss()[1] = 99;
    curve.validationAccuracy()[1] = 99;

    assertThat(curve.learningRate()).containsExactly(0.1, 1, 10);
    assertThat(curve.trainLoss()).containsExactly(2, 1, 3);
    assertThat(curve.smoothedLoss()[0]).isBetween(1.9, 2.1);
    assertThat(curve.validationLoss()[1]).isEqualTo(1.5);
    assertThat(curve.validationAccuracy()[1]).isEqualTo(0.5);
  }

  @Test
  void refusesColumnsOfDifferentLengthsOrNone() {
    double[] two = {1, 2};
    double[] none = {};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RangeCurve.recorded(TEST, rate, two, loss, accuracy, End.COMPLETED))
        .withMessageContaining("(3, 2, 3, 3)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RangeCurve.recorded(TEST, rate, loss, two, accuracy, End.COMPLETED))
        .withMessageContaining("(3, 3, 2, 3)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RangeCurve.recorded(TEST, rate, loss, loss, two, End.COMPLETED))
        .withMessageContaining("(3, 3, 3, 2)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RangeCurve.recorded(TEST, none, none, none, none, End.COMPLETED))
        .withMessageContaining("(0, 0, 0, 0)");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.05, Double.NaN})
  void refusesARateThatDoesNotRise(double second) {
    rate[1] = second;

    assertThatIllegalArgumentException()
        .isThrownBy(this::curve)
        .withMessageContainingAll("(0.1)", "(" + second + ")", "point 1");
  }

  @Test
  void asksEveryRuleAndTheDefaultFirst() {
    RangeCurve curve = Curves.training(Curves.RAW, Curves::u);

    assertThat(curve.suggestions()).containsOnlyKeys(Rule.values());
    assertThat(curve.suggestions().keySet()).first().isEqualTo(Rule.DEFAULT);
    curve
        .suggestions()
        .forEach((rule, answer) -> assertThat(answer).isEqualTo(curve.suggest(rule)));
  }

  @Test
  void aSuggestionIsARateOrAReason() {
    Suggestion rate = new Suggestion.Rate(0.3);
    Suggestion refused = new Suggestion.Refused("No descent.");

    assertThat(rate.rate()).hasValue(0.3);
    assertThat(rate.orElseThrow()).isEqualTo(0.3);
    assertThat(refused.rate()).isEmpty();
    assertThatIllegalStateException().isThrownBy(refused::orElseThrow).withMessage("No descent.");
  }
}
