package dev.temper.rangetest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.temper.rangetest.RangeCurve.End;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ramp, smoothing and stop, watched through the callback form. */
class RangeTestTest {

  /** Relative; allows for rounding in a handful of operations. */
  private static final double ROUNDING = 1e-12;

  private static final RangeTest TEST = RangeTest.exponential(1e-7, 10, 100);

  @ParameterizedTest
  @CsvSource({"1e-7, 10, 100", "0.001, 3, 2", "0.5, 0.75, 11"})
  void anExponentialRampRisesByEqualFactors(double start, double end, int iterations) {
    RangeTest test = RangeTest.exponential(start, end, iterations);

    assertThat(test.learningRate(0)).isEqualTo(start);
    assertThat(test.learningRate(iterations - 1)).isEqualTo(end);
    double factor = Math.pow(end / start, 1.0 / (iterations - 1));
    for (int it = 1; it < iterations; it++) {
      double expected = test.learningRate(it - 1) * factor;
      assertThat(test.learningRate(it)).isCloseTo(expected, within(ROUNDING * expected));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 101", "0.001, 3, 2", "0.5, 0.75, 11"})
  void aLinearRampRisesByEqualSteps(double start, double end, int iterations) {
    RangeTest test = RangeTest.linear(start, end, iterations);

    assertThat(test.learningRate(0)).isEqualTo(start);
    assertThat(test.learningRate(iterations - 1)).isEqualTo(end);
    double step = (end - start) / (iterations - 1);
    for (int it = 1; it < iterations; it++) {
      assertThat(test.learningRate(it))
          .isCloseTo(test.learningRate(it - 1) + step, within(ROUNDING));
    }
  }

  @Test
  void theRampIsClampedToItsRange() {
    for (long before : new long[] {-1, Long.MIN_VALUE}) {
      assertThat(TEST.learningRate(before)).isEqualTo(1e-7);
    }
    for (long beyond : new long[] {100, 5000, Long.MAX_VALUE}) {
      assertThat(TEST.learningRate(beyond)).isEqualTo(10);
    }
  }

  @Test
  void theCallbackSeesEveryRateOnceInOrder() {
    List<Double> rates = new ArrayList<>();

    RangeCurve curve =
        TEST.run(
            rate -> {
              rates.add(rate);
              return 1;
            });

    assertThat(rates).hasSize(100);
    assertThat(curve.learningRate()).containsExactly(rates.toArray(Double[]::new));
    for (int it = 0; it < 100; it++) {
      assertThat(rates.get(it)).isEqualTo(TEST.learningRate(it));
    }
  }

  @Test
  void theCallbackFormRecordsLossesAndNoEvaluations() {
    RangeCurve curve = TEST.run(rate -> 1 + rate / 100);

    assertThat(curve.test()).isEqualTo(TEST);
    assertThat(curve.size()).isEqualTo(100);
    assertThat(curve.end()).isEqualTo(End.COMPLETED);
    assertThat(curve.trainLoss()[99]).isEqualTo(1.1);
    assertThat(curve.validationLoss()).hasSize(100).containsOnly(Double.NaN);
    assertThat(curve.validationAccuracy()).hasSize(100).containsOnly(Double.NaN);
  }

  @Test
  void aFailureOfTheCallbackReachesTheCaller() {
    assertThatThrownBy(
            () ->
                TEST.run(
                    rate -> {
                      throw new ArithmeticException("no loss");
                    }))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("no loss");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 0.98, 0.999})
  void theSmoothedLossIsTheMeanWeightedByPowersOfTheSmoothing(double smoothing) {
    Random random = new Random(3);
    RangeCurve curve =
        TEST.withSmoothing(smoothing)
            .withStopFactor(Double.POSITIVE_INFINITY)
            .run(rate -> 1 + random.nextDouble());

    double[] loss = curve.trainLoss();
    for (int i = 0; i < loss.length; i++) {
      double sum = 0;
      double weights = 0;
      for (int k = 0; k <= i; k++) {
        double weight = Math.pow(smoothing, i - k);
        sum += weight * loss[k];
        weights += weight;
      }
      assertThat(curve.smoothedLoss()[i]).isCloseTo(sum / weights, within(1e-11));
    }
  }

  @Test
  void theFirstSmoothedLossIsTheFirstLoss() {
    RangeCurve curve = TEST.run(losses(7, 7, 7));

    assertThat(curve.smoothedLoss()[0]).isCloseTo(7, within(ROUNDING));
    assertThat(curve.smoothedLoss()[99]).isCloseTo(7, within(ROUNDING));
  }

  @Test
  void stopsWhenTheSmoothedLossExceedsFourTimesItsBest() {
    RangeCurve curve = TEST.withSmoothing(0).run(losses(2, 1, 3.9, 4, 4.1, 1));

    assertThat(curve.end()).isEqualTo(End.DIVERGED);
    assertThat(curve.trainLoss()).containsExactly(2, 1, 3.9, 4, 4.1);
  }

  @Test
  void theStopLooksAtTheSmoothedLossNotAtTheRawOne() {
    RangeCurve curve = TEST.run(losses(1, 1, 1, 1, 1, 1, 1, 1, 9, 1));

    assertThat(curve.end()).isEqualTo(End.COMPLETED);
  }

  @Test
  void theStopFactorCanBeAnother() {
    RangeCurve curve = TEST.withSmoothing(0).withStopFactor(1.5).run(losses(2, 1, 1.4, 1.6, 1));

    assertThat(curve.end()).isEqualTo(End.DIVERGED);
    assertThat(curve.size()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void stopsAtALossThatIsNotFiniteWhateverTheStopFactor(double bad) {
    for (double factor : new double[] {4, Double.POSITIVE_INFINITY}) {
      RangeCurve curve = TEST.withStopFactor(factor).run(losses(2, 1, bad, 1));

      assertThat(curve.end()).isEqualTo(End.NOT_FINITE);
      assertThat(curve.trainLoss()).containsExactly(2, 1, bad);
    }
  }

  @Test
  void anInfiniteStopFactorNeverStops() {
    RangeCurve curve =
        TEST.withSmoothing(0)
            .withStopFactor(Double.POSITIVE_INFINITY)
            .run(rate -> 1e-300 + Math.pow(rate, 200));

    assertThat(curve.end()).isEqualTo(End.COMPLETED);
    assertThat(curve.size()).isEqualTo(100);
  }

  @Test
  void anInfiniteStopFactorNeverStopsOnNegativeLossesEither() {
    RangeCurve curve =
        TEST.withStopFactor(Double.POSITIVE_INFINITY).run(rate -> -3 + Math.log1p(rate));

    assertThat(curve.end()).isEqualTo(End.COMPLETED);
  }

  @Test
  void theDefaultsAreThoseOfTheMethodBook() {
    assertThat(TEST).isEqualTo(new RangeTest(Ramp.EXPONENTIAL, 1e-7, 10, 100, 0.98, 4, 2, 1000));
    assertThat(RangeTest.linear(0, 1, 20))
        .isEqualTo(new RangeTest(Ramp.LINEAR, 0, 1, 20, 0.98, 4, 1, 1000));
  }

  @Test
  void eachWithMethodChangesItsSettingAlone() {
    assertThat(TEST.withStopFactor(2))
        .isEqualTo(new RangeTest(Ramp.EXPONENTIAL, 1e-7, 10, 100, 0.98, 2, 2, 1000));
    assertThat(TEST.withSmoothing(0.5))
        .isEqualTo(new RangeTest(Ramp.EXPONENTIAL, 1e-7, 10, 100, 0.5, 4, 2, 1000));
    assertThat(TEST.withEvaluation(7, 64))
        .isEqualTo(new RangeTest(Ramp.EXPONENTIAL, 1e-7, 10, 100, 0.98, 4, 7, 64));
  }

  @Test
  void aStartThatIsNotAPositiveNumberIsRefused() {
    refuses(() -> RangeTest.exponential(0, 1, 100), "start rate (0.0)");
    refuses(() -> RangeTest.exponential(-1, 1, 100), "start rate (-1.0)");
    refuses(() -> RangeTest.linear(-1, 1, 100), "start rate (-1.0)");
    refuses(() -> RangeTest.linear(Double.NaN, 1, 100), "start rate (NaN)");
    refuses(() -> RangeTest.linear(Double.POSITIVE_INFINITY, 1, 100), "start rate (Infinity)");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.05, 0, Double.NaN, Double.POSITIVE_INFINITY})
  void anEndThatIsNotAboveTheStartIsRefused(double end) {
    refuses(() -> RangeTest.exponential(0.1, end, 100), "end rate (" + end + ")", "(0.1)");
    refuses(() -> RangeTest.linear(0.1, end, 100), "end rate (" + end + ")", "(0.1)");
  }

  @Test
  void settingsOutsideTheirRangeAreRefused() {
    refuses(() -> RangeTest.exponential(0.1, 1, 1), "(1)");
    refuses(() -> TEST.withSmoothing(1), "smoothing (1.0)");
    refuses(() -> TEST.withSmoothing(-0.1), "smoothing (-0.1)");
    refuses(() -> TEST.withSmoothing(Double.NaN), "smoothing (NaN)");
    refuses(() -> TEST.withStopFactor(1), "(1.0)", "Maybe");
    refuses(() -> TEST.withStopFactor(Double.NaN), "(NaN)");
    refuses(() -> TEST.withEvaluation(-1, 10), "(-1)");
    refuses(() -> TEST.withEvaluation(1, 0), "(0)");
  }

  /** The given losses one after the other, then the first for ever. */
  private static DoubleUnaryOperator losses(double... losses) {
    int[] next = {0};
    return rate -> next[0] < losses.length ? losses[next[0]++] : losses[0];
  }

  private static void refuses(ThrowingCallable call, String... parts) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessageContainingAll(parts);
  }
}
