package dev.temper.rangetest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.temper.rangetest.RangeCurve.End;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.SyntheticSession;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a test was, told from its columns alone. */
class RecordingTest {

  private static RangeCurve read(double[] rate, double[] loss, double[] validationLoss) {
    double[] unknown = Curves.series(rate.length, i -> Double.NaN);
    return RangeCurve.recorded(rate, loss, validationLoss, unknown, 0, 4, 0);
  }

  private static RangeCurve read(double... loss) {
    double[] rate = Curves.series(loss.length, i -> 1 + i);
    return read(rate, loss, Curves.series(loss.length, i -> Double.NaN));
  }

  static Stream<RangeTest> tests() {
    return Stream.of(
        RangeTest.exponential(1e-6, 0.01, 100),
        RangeTest.exponential(1e-6, 1000, 100),
        RangeTest.linear(0, 0.01, 100),
        RangeTest.linear(1e-3, 10, 100));
  }

  @ParameterizedTest
  @MethodSource("tests")
  void aTestRunHereIsReadAsItWasRun(RangeTest test) {
    RangeCurve run;
    try (SyntheticSession session =
        new SyntheticSession(new SessionSettings(32, Optimizer.SGD, 3))) {
      run = test.run(session);
    }
    RangeCurve read =
        RangeCurve.recorded(
            run.learningRate(),
            run.trainLoss(),
            run.validationLoss(),
            run.validationAccuracy(),
            test.smoothing(),
            test.stopFactor(),
            test.iterations());

    assertThat(read.end()).isEqualTo(run.end());
    assertThat(read.size()).isEqualTo(run.size());
    assertThat(read.test().ramp()).isEqualTo(test.ramp());
    assertThat(read.test().start()).isEqualTo(test.start());
    assertThat(read.test().end()).isCloseTo(test.end(), within(1e-9 * test.end()));
    assertThat(read.test().iterations()).isEqualTo(test.iterations());
    assertThat(read.suggestions()).isEqualTo(run.suggestions());
  }

  @Test
  void asManyIterationsAsPointsWerePlannedWhereNothingElseIsSaid() {
    assertThat(read(3, 2, 1).test().iterations()).isEqualTo(3);
    assertThat(read(3, 2, 1).test().end()).isEqualTo(3);
  }

  @Test
  void aLastLossThatIsNotFiniteEndedTheTest() {
    assertThat(read(3, 2, Double.NaN).end()).isEqualTo(End.NOT_FINITE);
    RangeCurve curve = read(3, 2, Double.POSITIVE_INFINITY, Double.NaN, Double.NaN);
    assertThat(curve.end()).isEqualTo(End.NOT_FINITE);
    assertThat(curve.size()).isEqualTo(3);
  }

  @Test
  void aLossThatIsNotFiniteInTheMiddleIsLeftOut() {
    RangeCurve curve = read(3, Double.NaN, 2, Double.POSITIVE_INFINITY, 1);

    assertThat(curve.end()).isEqualTo(End.COMPLETED);
    assertThat(curve.trainLoss()).containsExactly(3, 2, 1);
    assertThat(curve.learningRate()).containsExactly(1, 3, 5);
    assertThat(curve.test().iterations()).isEqualTo(5);
  }

  @Test
  void aLossAboveTheStopFactorEndedTheTestAndWhatFollowsIsLeftOut() {
    RangeCurve curve = read(3, 1, 3.9, 4.1, 2);

    assertThat(curve.end()).isEqualTo(End.DIVERGED);
    assertThat(curve.trainLoss()).containsExactly(3, 1, 3.9, 4.1);
  }

  @Test
  void anInfiniteValidationLossEndedTheTest() {
    double[] validation = {Double.NaN, 1, Double.POSITIVE_INFINITY};

    assertThat(read(new double[] {1, 2, 3}, new double[] {3, 2, 1}, validation).end())
        .isEqualTo(End.NOT_FINITE);
  }

  @Test
  void aTestOfNothingButNaNRefusesEveryRule() {
    double[] lost = new double[20];
    Arrays.fill(lost, Double.NaN);

    assertThat(read(lost).suggestions().values())
        .allSatisfy(answer -> assertThat(answer.rate()).isEmpty());
  }

  @Test
  void refusesRatesThatDoNotRise() {
    double[] rate = {1, 2, 2};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(rate, new double[] {3, 2, 1}, new double[] {3, 2, 1}))
        .withMessageContainingAll("must rise", "(2.0)");
  }
}
