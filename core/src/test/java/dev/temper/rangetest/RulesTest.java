package dev.temper.rangetest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.temper.rangetest.RangeCurve.End;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules on curves whose answer is known. */
class RulesTest {

  private static final RangeTest RAW = Curves.RAW;

  /** The default smoothing over the default number of points. */
  private static final RangeTest SMOOTHED = RangeTest.exponential(1e-6, 100, 201);

  @Test
  void minimumIsATenthOfTheRateAtTheLowestLoss() {
    assertRate(Curves.training(RAW, Curves::u), Rule.MINIMUM, RAW.learningRate(120) / 10);
  }

  @Test
  void minimumStaysInsideTheRangeWhereATenthOfTheRateIsBelowIt() {
    RangeTest narrow = RangeTest.exponential(0.01, 0.2, 201).withSmoothing(0);

    assertRate(Curves.training(narrow, Curves::u), Rule.MINIMUM, 0.01);
  }

  @Test
  void minimumTakesTheFirstOfEqualLosses() {
    assertRate(
        Curves.training(RAW, i -> Math.max(1, Curves.u(i))),
        Rule.MINIMUM,
        RAW.learningRate(first(i -> Curves.u(i) <= 1 ? 1 : 0)) / 10);
  }

  @Test
  void steepestIsTheMiddleOfTheFall() {
    // The difference quotients of points 89 and 90 are equal but for rounding.
    assertThat(Curves.training(RAW, Curves::u).suggest(Rule.STEEPEST).orElseThrow())
        .isBetween(RAW.learningRate(89), RAW.learningRate(90));
  }

  @Test
  void steepestDoesNotDependOnTheSpacingOfTheRamp() {
    RangeTest linear = RangeTest.linear(0, 1, 401).withSmoothing(0);
    // A fall by the same factor of the rate everywhere, but for a step between .30 and .31.
    IntToDoubleFunction loss =
        i -> 3 - 0.2 * Math.log(linear.learningRate(i) + 0.01) - (i > 120 ? 0.3 : 0);

    assertRate(Curves.training(linear, loss), Rule.STEEPEST, linear.learningRate(120));
  }

  @Test
  void valleyIsTheSixthPointOfTheLongestFallPlusASixthOfIt() {
    // The longest fall is from point 60 to point 120: 61 points, so start = 120 - 61 = 59,
    // a third is 20.33, and the answer lies 20 + 10 after the start.
    assertRate(Curves.training(RAW, Curves::u), Rule.VALLEY, RAW.learningRate(59 + 30));
  }

  @Test
  void valleySkipsPointsThatInterruptTheFall() {
    IntToDoubleFunction interrupted = i -> i > 60 && i < 120 && i % 7 == 0 ? 5 : Curves.u(i);
    // Points 63, 70, ... 119 drop out: nine of 61.
    int start = 120 - 52;
    assertRate(Curves.training(RAW, interrupted), Rule.VALLEY, RAW.learningRate(start + 17 + 8));
  }

  @Test
  void slideIsTheLeftEndOfTheLastIntervalWhoseSlopesDiffer() {
    // Slope -.05 down to point 40, level up to 120, then rising by .01 more at every point: the
    // interval stops when its right end comes to point 120, where the slope is .0025.
    IntToDoubleFunction loss =
        i -> 3 - 0.05 * Math.min(i, 40) + (i > 120 ? 0.005 * (i - 120) * (i - 120) : 0);

    assertRate(Curves.training(RAW, loss), Rule.SLIDE, RAW.learningRate(121 - 15));
  }

  @Test
  void slideRefusesWhereItWouldNotMove() {
    assertRefused(
        Curves.training(RAW, i -> 3 - 0.02 * Math.min(i, 100)), Rule.SLIDE, "does not rise");
  }

  @Test
  void smithIsTheRateAtTheLowestValidationLossIfTheAccuracyPeaksLater() {
    RangeCurve curve = Curves.validation(RAW, Curves::u, i -> i <= 139 ? i / 200.0 : 0.1);

    assertRate(curve, Rule.SMITH, RAW.learningRate(119));
  }

  @Test
  void smithIsTheRateAtThePeakOfTheAccuracyIfThatComesFirst() {
    RangeCurve curve = Curves.validation(RAW, Curves::u, i -> i <= 99 ? i / 200.0 : 0.1);

    assertRate(curve, Rule.SMITH, RAW.learningRate(99));
  }

  @Test
  void smithTakesTheLastOfEqualAccuracies() {
    RangeCurve curve = Curves.validation(RAW, Curves::u, i -> i < 70 || i > 110 ? 0.2 : 0.9);

    assertRate(curve, Rule.SMITH, RAW.learningRate(109));
  }

  @Test
  void smithReadsTheLossAloneWhereNoAccuracyWasMeasured() {
    RangeCurve curve = Curves.validation(RAW, Curves::u, i -> Double.NaN);

    assertRate(curve, Rule.SMITH, RAW.learningRate(119));
  }

  @Test
  void smithSkipsEvaluationsThatAreNotFinite() {
    RangeCurve curve =
        Curves.validation(
            RAW, i -> i < 20 || i > 150 ? Double.POSITIVE_INFINITY : Curves.u(i), i -> Double.NaN);

    assertRate(curve, Rule.SMITH, RAW.learningRate(119));
  }

  @Test
  void smithRefusesWithoutEvaluations() {
    assertRefused(Curves.training(RAW, Curves::u), Rule.SMITH, "0 were measured");
  }

  @Test
  void smithRefusesWhereTheValidationLossStillFallsAtTheEndRate() {
    RangeCurve curve = Curves.validation(RAW, i -> 3 - i / 100.0, i -> i / 201.0);

    assertRefused(curve, Rule.SMITH, "No divergence inside the range", "(100.0)");
  }

  @Test
  void smithRefusesAValidationLossThatNeverFalls() {
    assertRefused(Curves.validation(RAW, i -> 2.3, i -> 0.1), Rule.SMITH, "No descent");
    assertRefused(Curves.validation(RAW, i -> 2 + i / 9.0, i -> 0.1), Rule.SMITH, "No descent");
  }

  @ParameterizedTest
  @EnumSource(names = "SMITH", mode = EnumSource.Mode.EXCLUDE)
  void aFlatOrRisingLossIsRefused(Rule rule) {
    for (RangeTest test : new RangeTest[] {RAW, SMOOTHED}) {
      assertRefused(Curves.training(test, i -> 2.3), rule, "No descent", "2.3");
      assertRefused(Curves.training(test, i -> 2 + i / 50.0), rule, "No descent");
      assertRefused(Curves.training(test, i -> 2.3 - 0.01 * Math.sin(i)), rule, "No descent");
    }
  }

  @Test
  void minimumRefusesALossThatStillFallsAtTheEndRate() {
    for (RangeTest test : new RangeTest[] {RAW, SMOOTHED}) {
      assertRefused(
          Curves.training(test, i -> 3 - i / 100.0),
          Rule.MINIMUM,
          "No divergence inside the range",
          "(100.0)");
    }
  }

  @Test
  void minimumAcceptsALossThatFellUntilTheTestDiverged() {
    RangeCurve curve = Curves.training(RAW, 150, i -> i < 145 ? 3 - i / 100.0 : 20, End.DIVERGED);

    assertRate(curve, Rule.MINIMUM, RAW.learningRate(144) / 10);
  }

  @ParameterizedTest
  @EnumSource(names = "SMITH", mode = EnumSource.Mode.EXCLUDE)
  void tooFewPointsAreRefusedWithTheirNumber(Rule rule) {
    // A tenth of the planned 201 points is burn-in, the last five are the blow-up.
    for (int points = 1; points < 20 + 10 + 5; points++) {
      RangeCurve curve = Curves.training(RAW, points, i -> 3 - 0.1 * i, End.DIVERGED);
      assertRefused(curve, rule, "Only " + Math.max(0, points - 25) + " usable points");
    }
    assertThat(Curves.training(RAW, 35, i -> 3 - 0.1 * i, End.DIVERGED).suggest(Rule.VALLEY))
        .isInstanceOf(Suggestion.Rate.class);
  }

  @ParameterizedTest
  @EnumSource(names = "TEMPER", mode = EnumSource.Mode.EXCLUDE)
  void whatComesAfterTheFirstNaNDoesNotMatter(Rule rule) {
    RangeCurve cut = Curves.training(RAW, 160, Curves::u, End.NOT_FINITE);
    for (double blowUp : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      RangeCurve withTail =
          Curves.training(RAW, 201, i -> i < 155 ? Curves.u(i) : blowUp, End.NOT_FINITE);
      assertThat(withTail.suggest(rule)).isEqualTo(cut.suggest(rule));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MINIMUM", "VALLEY", "STEEPEST", "SLIDE"})
  void aSpikeInTheBurnInIsNotSeenWithoutSmoothing(Rule rule) {
    RangeCurve spiked = Curves.training(RAW, i -> i == 3 ? 50 : Curves.u(i));

    assertThat(spiked.suggest(rule)).isEqualTo(Curves.training(RAW, Curves::u).suggest(rule));
  }

  @ParameterizedTest
  @EnumSource(names = {"MINIMUM", "STEEPEST"})
  void aSpikeInTheBurnInHardlyMovesTheAnswer(Rule rule) {
    RangeCurve spiked = Curves.training(SMOOTHED, i -> i == 3 ? 9 : Curves.u(i));
    double clean = Curves.training(SMOOTHED, Curves::u).suggest(rule).orElseThrow();

    assertThat(spiked.suggest(rule).orElseThrow()).isBetween(clean / 2, clean * 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 10, 19})
  void aSpikeAnywhereInTheBurnInHardlyMovesAnyAnswer(int where) {
    for (Rule rule : new Rule[] {Rule.MINIMUM, Rule.VALLEY, Rule.STEEPEST}) {
      RangeCurve spiked = Curves.training(SMOOTHED, i -> i == where ? 30 : Curves.u(i));
      double clean = Curves.training(SMOOTHED, Curves::u).suggest(rule).orElseThrow();

      assertThat(spiked.suggest(rule).orElseThrow())
          .as(rule.label())
          .isBetween(clean / 2, clean * 2);
    }
  }

  @Test
  void aSpikeInTheBurnInIsNotTakenForADescent() {
    for (Rule rule : new Rule[] {Rule.MINIMUM, Rule.VALLEY, Rule.STEEPEST, Rule.SLIDE}) {
      assertRefused(Curves.training(SMOOTHED, i -> i == 3 ? 9 : 2.3), rule, "No descent");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MINIMUM", "VALLEY", "STEEPEST"})
  void noiseMovesTheAnswerByLessThanAFactorOfThree(Rule rule) {
    double clean = Curves.training(SMOOTHED, Curves::u).suggest(rule).orElseThrow();
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      RangeCurve noisy = Curves.training(SMOOTHED, i -> Curves.u(i) + 0.05 * random.nextGaussian());

      assertThat(noisy.suggest(rule).orElseThrow())
          .as("seed %d", seed)
          .isBetween(clean / 3, clean * 3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRuleIsFoundByItsNameInAnyCase(Rule rule) {
    assertThat(Rule.named(rule.label())).isEqualTo(rule);
    assertThat(Rule.named(rule.name())).isEqualTo(rule);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "steep", "median"})
  void anUnknownRuleIsRefusedWithTheNamesThatExist(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rule.named(name))
        .withMessageContainingAll(
            "'" + name + "'", "temper, minimum, smith, valley, steepest, slide");
  }

  private static int first(IntToDoubleFunction condition) {
    int i = 0;
    while (condition.applyAsDouble(i) == 0) {
      i++;
    }
    return i;
  }

  private static void assertRate(RangeCurve curve, Rule rule, double expected) {
    // The answer is a recorded rate or a tenth of one: no more than rounding apart.
    assertThat(curve.suggest(rule).orElseThrow()).isCloseTo(expected, within(1e-12 * expected));
  }

  private static void assertRefused(RangeCurve curve, Rule rule, String... parts) {
    assertThat(curve.suggest(rule))
        .isInstanceOfSatisfying(
            Suggestion.Refused.class, refused -> assertThat(refused.reason()).contains(parts));
  }
}
