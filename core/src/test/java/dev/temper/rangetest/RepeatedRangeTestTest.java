package dev.temper.rangetest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatedRangeTestTest {

  private static final double NONE = Double.NaN;

  /** Answers of seeds; NaN for a refusal. */
  private static Consensus consensus(double... rates) {
    return Consensus.of(
        Arrays.stream(rates)
            .mapToObj(
                rate ->
                    Double.isNaN(rate)
                        ? new Suggestion.Refused("No descent.")
                        : new Suggestion.Rate(rate))
            .map(Suggestion.class::cast)
            .toList());
  }

  private static String reason(Consensus consensus) {
    return ((Suggestion.Refused) consensus.suggestion()).reason();
  }

  private static RangeCurve validation(double[] rate, double... loss) {
    double[] flat = Curves.series(rate.length, i -> 1);
    return RangeCurve.recorded(
        RangeTest.exponential(0.1, 10, Math.max(2, rate.length)),
        rate,
        flat,
        loss,
        Curves.series(rate.length, i -> NONE),
        RangeCurve.End.COMPLETED);
  }

  private static RangeCurve training(double... loss) {
    return Curves.training(Curves.RAW, loss.length, i -> loss[i], RangeCurve.End.COMPLETED);
  }

  private static final double[] RATE = {0.1, 0.3, 1, 3};

  @Test
  void theSuggestionIsTheMedianAndTheIntervalHoldsAllSeeds() {
    Consensus consensus = consensus(0.3, 0.1, 0.5);

    assertThat(consensus.suggestion()).isEqualTo(new Suggestion.Rate(0.3));
    assertThat(consensus.low()).isEqualTo(0.1);
    assertThat(consensus.high()).isEqualTo(0.5);
    assertThat(consensus.seeds())
        .extracting(Suggestion::orElseThrow)
        .containsExactly(0.3, 0.1, 0.5);
  }

  @Test
  void theMedianOfAnEvenNumberLiesInTheMiddleOfALogarithmicScale() {
    assertThat(consensus(0.4, 0.1).suggestion().orElseThrow()).isCloseTo(0.2, within(1e-15));
  }

  @Test
  void halfOfTheSeedsMayRefuse() {
    Consensus consensus = consensus(NONE, 0.2, NONE, 0.2);

    assertThat(consensus.suggestion()).isEqualTo(new Suggestion.Rate(0.2));
    assertThat(consensus.seeds()).filteredOn(seed -> seed.rate().isEmpty()).hasSize(2);
  }

  @Test
  void refusesWhereMoreThanHalfOfTheSeedsDoWithTheFirstReason() {
    Consensus consensus = consensus(NONE, 0.2, NONE);

    assertThat(reason(consensus)).isEqualTo("2 of 3 seeds refused, the first because: No descent.");
    assertThat(consensus.low()).isNaN();
    assertThat(consensus.high()).isNaN();
  }

  @Test
  void refusesWhereTheSeedsDisagreeByMoreThanTenTimes() {
    assertThat(reason(consensus(0.01, 0.05, 0.11)))
        .contains("disagree by more than 10 times", "0.0100", "0.110");
    assertThat(consensus(0.01, 0.05, 0.1).suggestion().orElseThrow()).isEqualTo(0.05);
  }

  @Test
  void oneSeedAnswersAsItDoesAlone() {
    RangeCurve curve = Curves.training(Curves.RAW, Curves::u);
    RangeCurve flat = Curves.training(Curves.RAW, i -> 1);

    RepeatedRangeTest.of(List.of(curve))
        .suggestions()
        .forEach((rule, it) -> assertThat(it.suggestion()).isEqualTo(curve.suggest(rule)));
    RepeatedRangeTest.of(List.of(flat))
        .suggestions()
        .forEach((rule, it) -> assertThat(it.suggestion()).isEqualTo(flat.suggest(rule)));
  }

  @Test
  void asksEveryRuleInTheOrderOfASingleTest() {
    RangeCurve curve = Curves.training(Curves.RAW, Curves::u);

    assertThat(RepeatedRangeTest.of(List.of(curve, curve)).suggestions().keySet())
        .containsExactlyElementsOf(curve.suggestions().keySet());
  }

  @Test
  void theLowestLossIsTheMedianOfTheSeedsOwn() {
    RepeatedRangeTest test =
        RepeatedRangeTest.of(
            List.of(
                validation(RATE, 5, 2, 4, 9),
                validation(RATE, 5, 4, 1, 9),
                validation(RATE, 5, NONE, 3, 9)));

    assertThat(test.lowestValidationLoss()).hasValue(new LowestLoss(2, 1, 3, 1));
    assertThat(test.largestRateHolding(4)).isEqualTo(1);
    assertThat(test.largestRateHolding(9)).isEqualTo(3);
    assertThat(test.largestRateHolding(0.5)).isZero();
  }

  @Test
  void withoutAValidationLossThereIsNoLowest() {
    RepeatedRangeTest test =
        RepeatedRangeTest.of(
            List.of(validation(RATE, 5, 2, 4, 9), validation(RATE, NONE, NONE, NONE, NONE)));

    assertThat(test.lowestValidationLoss()).isEmpty();
  }

  @Test
  void aSeedThatHasEndedCountsAsWorseThanAnyOther() {
    double[] two = {0.1, 0.3};
    RepeatedRangeTest test =
        RepeatedRangeTest.of(
            List.of(
                validation(two, 1, 2), validation(RATE, 3, 4, 5, 6), validation(RATE, 5, 6, 7, 8)));

    assertThat(test.sharesRates()).isTrue();
    assertThat(test.longest().size()).isEqualTo(4);
    assertThat(test.medianValidationLoss()).containsExactly(3, 4, 7, 8);
  }

  @Test
  void aSeedThatEndsWithNaNCountsAsWorseThanAnyOther() {
    RepeatedRangeTest test =
        RepeatedRangeTest.of(List.of(training(1, NONE), training(3, 4, 5), training(5, 6, 7)));

    assertThat(test.medianSmoothedLoss()).containsExactly(3, 6, 7);
    assertThat(RepeatedRangeTest.of(List.of(training(1, NONE))).medianSmoothedLoss())
        .containsExactly(1, Double.POSITIVE_INFINITY);
  }

  @Test
  void seedsOfOtherRatesShareNone() {
    double[] others = {0.1, 0.31};

    assertThat(
            RepeatedRangeTest.of(List.of(validation(others, 1, 2), validation(RATE, 1, 1, 1, 1)))
                .sharesRates())
        .isFalse();
  }

  @Test
  void refusesToBeOfNoCurves() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RepeatedRangeTest.of(List.of()))
        .withMessageContaining("(0)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Consensus(new Suggestion.Rate(1), 1, 1, List.of()))
        .withMessageContaining("(0)");
  }

  @Test
  void refusesALowestLossThatIsNoMedian() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LowestLoss(3, 1, 2, 0.1))
        .withMessageContainingAll("(3.0)", "(1.0, 2.0)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LowestLoss(NONE, 1, 2, 0.1))
        .withMessageContaining("(NaN)");
  }
}
