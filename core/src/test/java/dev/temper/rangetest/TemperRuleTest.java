package dev.temper.rangetest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.temper.Golden;
import dev.temper.rangetest.RangeCurve.End;
import dev.temper.training.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rule {@code temper} on curves whose valley is known, and on recorded ones with the truth. */
class TemperRuleTest {

  /** As many decades in as many iterations as the recorded tests: the usual speed. */
  private static final RangeTest USUAL = RangeTest.exponential(1e-6, 10, 120);

  /** A valley a decade and a half wide, symmetric about a centre, over log10 of the rate. */
  private static DoubleUnaryOperator valley(double centre) {
    return x -> {
      double away = Math.abs(x - centre) / 1.5;
      return 2.3 - (away < 1 ? 1.8 * Math.pow(Math.cos(Math.PI / 2 * away), 2) : 0);
    };
  }

  private static RangeCurve curve(RangeTest test, DoubleUnaryOperator loss) {
    return Curves.training(test, i -> loss.applyAsDouble(Math.log10(test.learningRate(i))));
  }

  private static double log(RangeCurve curve) {
    return Math.log10(curve.suggest(Rule.TEMPER).orElseThrow());
  }

  @Test
  void theAnswerLiesBelowTheCentreOfTheValley() {
    for (double centre = -3; centre <= -0.6; centre += 0.2) {
      for (Optimizer optimizer : Optimizer.values()) {
        assertThat(log(curve(USUAL, valley(centre)).trainedWith(optimizer)) - centre)
            .as("%s, centre %.1f", optimizer, centre)
            .isBetween(-1.2, 0.5);
      }
    }
  }

  @Test
  void theAnswerFollowsTheValleyWhereverItLies() {
    RangeTest wide = RangeTest.exponential(1e-12, 1e5, 290);
    for (Optimizer optimizer : Optimizer.values()) {
      double before = Double.NEGATIVE_INFINITY;
      for (double centre = -9; centre <= 2.5; centre += 0.25) {
        double now = log(curve(wide, valley(centre)).trainedWith(optimizer));
        assertThat(now).as("%s, centre %.2f", optimizer, centre).isGreaterThan(before);
        assertThat(now - centre).isBetween(-1.3, 0.6);
        before = now;
      }
    }
  }

  /** Neither side is chosen: between the families the answer moves on without a jump. */
  @Test
  void anUnknownOptimizerGetsAnAnswerBetweenThoseOfTheFamilies() {
    for (double centre = -3; centre <= -0.5; centre += 0.05) {
      RangeCurve curve = curve(USUAL, valley(centre));
      double sgd = log(curve.trainedWith(Optimizer.SGD));
      double adam = log(curve.trainedWith(Optimizer.ADAMW));

      assertThat(log(curve)).isBetween(Math.min(sgd, adam) - 1e-9, Math.max(sgd, adam) + 1e-9);
    }
  }

  /** Learning and breaking down take iterations: the same valley on a slower ramp lies lower. */
  @Test
  void aSlowerRampIsCorrectedFor() {
    RangeTest slow = RangeTest.exponential(1e-6, 10, 1191);
    double shift =
        log(curve(slow, valley(-0.9)).trainedWith(Optimizer.SGD))
            - log(curve(USUAL, valley(-0.9)).trainedWith(Optimizer.SGD));

    // A tenth of the speed is six tenths of a decade, of which SGD's slope keeps about a third.
    assertThat(shift).isBetween(0.15, 0.35);
  }

  @Test
  void noiseHardlyMovesTheAnswer() {
    double clean = log(curve(USUAL, valley(-1)));
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      RangeCurve noisy = curve(USUAL, x -> valley(-1).applyAsDouble(x) * (1 + noise(random)));

      assertThat(log(noisy)).as("seed %d", seed).isCloseTo(clean, within(0.15));
    }
  }

  private static double noise(Random random) {
    return 0.08 * random.nextGaussian();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 20, 60, 86, 100})
  void aSpikeAnywhereHardlyMovesTheAnswer(int where) {
    double clean = log(curve(USUAL, valley(-1)));
    RangeCurve spiked =
        Curves.training(
            USUAL,
            i -> i == where ? 40 : valley(-1).applyAsDouble(Math.log10(USUAL.learningRate(i))));

    assertThat(log(spiked)).isCloseTo(clean, within(0.1));
  }

  @Test
  void whatComesAfterTheFirstNaNDoesNotMatter() {
    RangeTest test = Curves.RAW;
    RangeCurve cut = Curves.training(test, 155, Curves::u, End.NOT_FINITE);
    for (double blowUp : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      RangeCurve tail =
          Curves.training(test, 201, i -> i < 155 ? Curves.u(i) : blowUp, End.NOT_FINITE);

      assertThat(tail.suggest(Rule.TEMPER)).isEqualTo(cut.suggest(Rule.TEMPER));
    }
  }

  @Test
  void theBreakdownCountsByItsPlaceAndNotByItsHeight() {
    for (double height : new double[] {6, 60, 1e30}) {
      RangeCurve curve = Curves.training(USUAL, 112, i -> i < 108 ? base(i) : height, End.DIVERGED);

      assertThat(log(curve))
          .isEqualTo(log(Curves.training(USUAL, 112, i -> i < 108 ? base(i) : 5, End.DIVERGED)));
    }
  }

  private static double base(int i) {
    return valley(-1).applyAsDouble(Math.log10(USUAL.learningRate(i)));
  }

  @Test
  void aLossBelowZeroIsReadLikeAnyOther() {
    RangeCurve curve = curve(USUAL, x -> valley(-1).applyAsDouble(x) - 5);

    assertThat(log(curve)).isCloseTo(log(curve(USUAL, valley(-1))), within(0.05));
  }

  @Test
  void aLinearRampFromZeroIsRead() {
    RangeTest linear = RangeTest.linear(0, 1, 400);
    RangeCurve curve =
        Curves.training(
            linear, i -> i == 0 ? 2.3 : 0.5 + 3 * Math.abs(linear.learningRate(i) - 0.3));

    assertThat(curve.suggest(Rule.TEMPER).orElseThrow()).isBetween(0.01, 0.3);
  }

  /** The first points of a linear ramp span many decades in which nothing is learned. */
  @ParameterizedTest
  @EnumSource
  void whereALinearRampStartsDoesNotMatter(Optimizer optimizer) {
    List<Double> answers = new ArrayList<>();
    for (double start : new double[] {0, 1e-9, 1e-6, 1e-3}) {
      RangeTest linear = RangeTest.linear(start, 2, 200);
      answers.add(log(curve(linear, valley(-0.5)).trainedWith(optimizer)));
    }

    assertThat(answers).allSatisfy(log -> assertThat(log).isCloseTo(answers.get(0), within(0.03)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 9})
  void aLossThatIsNotFiniteAtTheStartIsRefused(int where) {
    RangeCurve curve = Curves.training(USUAL, i -> i == where ? Double.POSITIVE_INFINITY : base(i));

    assertThat(curve.suggest(Rule.TEMPER))
        .isInstanceOfSatisfying(
            Suggestion.Refused.class,
            refused -> assertThat(refused.reason()).contains("usable points"));
  }

  @Test
  void aLossThatStillFallsAtTheEndRateIsRefused() {
    RangeCurve curve = Curves.training(USUAL, i -> 3 - i / 60.0);

    assertThat(curve.suggest(Rule.TEMPER))
        .isInstanceOfSatisfying(
            Suggestion.Refused.class,
            refused ->
                assertThat(refused.reason()).contains("No divergence inside the range", "(10.0)"));
  }

  @ParameterizedTest
  @EnumSource
  void theAnswerIsNeverOutsideTheRange(Optimizer optimizer) {
    RangeTest high = RangeTest.exponential(0.5, 50, 120);
    RangeCurve curve = curve(high, valley(0.6)).trainedWith(optimizer);

    assertThat(curve.suggest(Rule.TEMPER).orElseThrow()).isBetween(0.5, 50.0);
  }

  /**
   * The regret, final loss at the suggestion over the best less 1, of the 48 recorded range tests:
   * the median stays below 3 %, where the best published rule gives 4.5 %, and the 90th percentile
   * below 13 %, where that gives 31 %.
   */
  @Test
  void theRegretOnRecordedTestsIsSmall() {
    double[] told = regrets(true);
    double[] untold = regrets(false);

    assertThat(told).hasSize(48);
    assertThat(told[24]).isLessThan(0.025);
    assertThat(told[42]).isLessThan(0.11);
    assertThat(untold[24]).isLessThan(0.03);
    assertThat(untold[42]).isLessThan(0.13);
  }

  private static double[] regrets(boolean told) {
    List<Double> regrets = new ArrayList<>();
    for (String file : List.of("ranges-digits.json", "ranges-fashion.json")) {
      for (JsonNode run : Golden.cases(file)) {
        Optimizer optimizer = Optimizer.named(run.required("optimizer").textValue());
        for (JsonNode recorded : run.required("range_tests")) {
          RangeCurve curve = recorded(recorded);
          RangeCurve known = told ? curve.trainedWith(optimizer) : curve;
          regrets.add(regret(run.required("truth"), known.suggest(Rule.TEMPER).orElseThrow()));
        }
      }
    }
    return regrets.stream().mapToDouble(r -> r).sorted().toArray();
  }

  private static RangeCurve recorded(JsonNode recorded) {
    double[] rate = Golden.doubles(recorded.required("learning_rate"));
    double[] loss = Golden.doubles(recorded.required("train_loss"));
    double[] validation = Golden.doubles(recorded.required("val_loss"));
    double[] accuracy = new double[rate.length];
    Arrays.fill(accuracy, Double.NaN);
    RangeTest test = RangeTest.exponential(rate[0], rate[rate.length - 1], rate.length);
    return RangeCurve.recorded(test, rate, loss, validation, accuracy, End.DIVERGED);
  }

  /** The logarithm of the final loss is interpolated; a diverged run counts as a loss of 20. */
  private static double regret(JsonNode truth, double rate) {
    double best = Double.POSITIVE_INFINITY;
    double below = Double.NEGATIVE_INFINITY;
    double above = Double.POSITIVE_INFINITY;
    double lossBelow = Double.NaN;
    double lossAbove = Double.NaN;
    for (JsonNode run : Golden.list(truth)) {
      double x = Math.log(run.required("max_learning_rate").doubleValue());
      double mean = Arrays.stream(Golden.doubles(run.required("val_loss"))).average().orElseThrow();
      double loss = Math.log(Double.isNaN(mean) ? 20 : Math.min(20, mean));
      best = Math.min(best, loss);
      if (x <= Math.log(rate) && x > below) {
        below = x;
        lossBelow = loss;
      }
      if (x > Math.log(rate) && x < above) {
        above = x;
        lossAbove = loss;
      }
    }
    double position = (Math.log(rate) - below) / (above - below);
    return Math.exp(lossBelow + position * (lossAbove - lossBelow) - best) - 1;
  }
}
