package dev.temper.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlateauTest {

  private static final Plateau HALVING = Curve.plateau(0.8).withFactor(0.5).withPatience(1);

  /** The curve after measurements at iterations 0, 1, 2 and so on. */
  private static Curve told(Curve curve, double... metrics) {
    Curve now = curve;
    for (int i = 0; i < metrics.length; i++) {
      now = now.measured(i, metrics[i]);
    }
    return now;
  }

  private static List<Double> rates(Curve curve, int count) {
    return LongStream.range(0, count).mapToObj(curve::at).toList();
  }

  @Test
  void withoutMeasurementsItIsConstant() {
    assertThat(rates(HALVING, 50)).containsOnly(0.8);
  }

  @Test
  void lowersTheRateAtTheFirstMeasurementBeyondItsPatience() {
    Curve curve = told(HALVING, 5, 5, 5);

    assertThat(rates(curve, 5)).containsExactly(0.8, 0.8, 0.8, 0.4, 0.4);
    assertThat(rates(told(HALVING, 5, 5), 5)).containsOnly(0.8);
  }

  @Test
  void theWholeStoryStallLowerStallRaiseImprove() {
    Plateau plateau = HALVING.withRaiseAfter(5);
    List<Double> trainedWith = new ArrayList<>();
    Curve now = plateau;
    double[] losses = {5, 4, 4, 4, 4, 4, 4, 4, 4, 3, 3, 3};
    for (int i = 0; i < losses.length; i++) {
      trainedWith.add(now.at(i));
      now = now.measured(i, losses[i]);
    }

    // Best at 1; lowered after 3 and after 5; raised after 6, the fifth without improvement;
    // lowered
    // again after 8; improved at 9, so that nothing happens until two more have stalled.
    assertThat(trainedWith)
        .containsExactly(0.8, 0.8, 0.8, 0.8, 0.4, 0.4, 0.2, 0.4, 0.4, 0.2, 0.2, 0.2);
    assertThat(now.at(12)).isEqualTo(0.1);
    assertThat(rates(now, 12)).as("it remembers what was trained with").isEqualTo(trainedWith);
  }

  @Test
  void isNeverRaisedAboveItsInitialRate() {
    Curve curve = told(HALVING.withRaiseAfter(3), 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5);

    assertThat(rates(curve, 14)).containsOnly(0.8, 0.4).contains(0.4);
    assertThat(curve.at(3)).isEqualTo(0.4);
    assertThat(curve.at(4)).isEqualTo(0.8);
  }

  @Test
  void isNeverRaisedUnlessAsked() {
    double[] stalled = new double[60];
    List<Double> rates = rates(told(HALVING, stalled), 61);

    for (int i = 1; i < rates.size(); i++) {
      assertThat(rates.get(i)).isLessThanOrEqualTo(rates.get(i - 1));
    }
  }

  @Test
  void theEarlierCurveIsUntouchedByLaterMeasurements() {
    Curve before = told(HALVING, 5, 5);
    Curve after = before.measured(2, 5);

    assertThat(before.at(10)).isEqualTo(0.8);
    assertThat(after.at(10)).isEqualTo(0.4);
    assertThat(before.measured(2, 1).at(10)).isEqualTo(0.8);
  }

  @Test
  void measurementsThatAreFarApartActAfterTheirOwnIteration() {
    Curve curve = HALVING.measured(99, 5).measured(199, 5).measured(299, 5);

    assertThat(curve.at(299)).isEqualTo(0.8);
    assertThat(curve.at(300)).isEqualTo(0.4);
  }

  @Test
  void aMeasurementThatComesLateDoesNotChangeThePast() {
    Curve curve = HALVING.measured(50, 5).measured(60, 5).measured(10, 5);

    assertThat(curve.at(60)).isEqualTo(0.8);
    assertThat(curve.at(61)).isEqualTo(0.4);
  }

  @Test
  void aMeasurementThatIsNoNumberIsNoImprovement() {
    Curve curve = told(HALVING, 5, Double.NaN, Double.NaN);

    assertThat(curve.at(3)).isEqualTo(0.4);
    assertThat(told(HALVING, Double.NaN, Double.NaN, 5, 5).at(4)).isEqualTo(0.4);
    assertThat(told(HALVING, Double.POSITIVE_INFINITY, 5, 5).at(4)).isEqualTo(0.8);
  }

  @Test
  void whatIsMeasuredWhileItCoolsDownDoesNotCount() {
    Curve curve = told(HALVING.withCooldown(2), 5, 5, 5, 5, 5, 5, 5, 5);

    assertThat(rates(curve, 9)).containsExactly(0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.4, 0.2, 0.2);
  }

  @Test
  void stopsAtItsFloor() {
    Curve curve = told(HALVING.withFloor(0.3), new double[30]);

    assertThat(curve.at(30)).isEqualTo(0.3);
    assertThat(rates(curve, 31)).allMatch(rate -> rate >= 0.3);
  }

  @Test
  void leavesOutChangesThatAreTooSmall() {
    Curve curve = told(HALVING.withLeastChange(0.2), new double[30]);

    assertThat(curve.at(30)).as("0.4 to 0.2 is a change of 0.2").isEqualTo(0.4);
  }

  @Test
  void anImprovementMustExceedTheThreshold() {
    Plateau absolute = HALVING.withThreshold(0.5, false);
    Plateau relative = HALVING.withThreshold(0.1, true);

    assertThat(told(absolute, 10, 9.6, 9.55).at(9)).isEqualTo(0.4);
    assertThat(told(absolute, 10, 9.6, 9.45).at(9)).isEqualTo(0.8);
    assertThat(told(relative, 10, 9.5, 9.01).at(9)).isEqualTo(0.4);
    assertThat(told(relative, 10, 9.5, 8.99).at(9)).isEqualTo(0.8);
  }

  @Test
  void aRelativeThresholdWorksBelowZeroToo() {
    Plateau relative = HALVING.withThreshold(0.1, true);

    assertThat(told(relative, -10, -10.5, -10.9).at(9)).isEqualTo(0.4);
    assertThat(told(relative, -10, -10.5, -11.1).at(9)).isEqualTo(0.8);
  }

  @Test
  void mayWaitForAHigherMeasurement() {
    Plateau accuracy = HALVING.withHigherIsBetter(true);

    assertThat(told(accuracy, 0.5, 0.6, 0.7, 0.8).at(9)).isEqualTo(0.8);
    assertThat(told(accuracy, 0.8, 0.7, 0.6).at(9)).isEqualTo(0.4);
  }

  @Test
  void patienceZeroLowersAtOnce() {
    assertThat(told(HALVING.withPatience(0), 5, 5).at(2)).isEqualTo(0.4);
  }

  @Test
  void hearsOfMeasurementsThroughEverythingItIsPartOf() {
    Curve warm = HALVING.warmedUp(10, 0);
    Curve piece = Curve.constant(3).then(10, HALVING);
    for (Curve curve : List.of(warm, piece)) {
      Curve told = curve.measured(3, 5).measured(10, 5).measured(11, 5).measured(12, 5);
      assertThat(told.at(12)).isEqualTo(0.8);
      assertThat(told.at(13)).isEqualTo(0.4);
      assertThat(told.at(5)).isEqualTo(curve.at(5));
    }
    assertThat(told(HALVING.scaled(10), 5, 5, 5).at(3)).isEqualTo(4);
    assertThat(told(HALVING.then(2, Curve.constant(7)), 5, 5, 5).at(3)).isEqualTo(7);
    assertThat(
            told(HALVING.measured(0, 5).measured(0, 5).measured(0, 5).opposite(0, 1, 5), 1).at(0))
        .isZero();
  }

  @Test
  void schedulesPassMeasurementsOn() {
    Curve none = Curve.constant(0);
    Schedule rate = Schedule.of(HALVING, none, none);
    for (Schedule schedule :
        List.of(rate, rate.withMomentum(none), rate.withWeightDecay(none), rate.warmedUp(0, 0))) {
      Schedule now = schedule.measured(0, 5).measured(1, 5).measured(2, 5);
      assertThat(now.at(3).learningRate()).isEqualTo(0.4);
      assertThat(now.learningRate().at(2)).isEqualTo(0.8);
      assertThat(schedule.learningRate().measured(0, 5).measured(0, 5).measured(0, 5).at(1))
          .isEqualTo(0.4);
    }
    Curve fromOne = Curve.plateau(0.8).withPatience(0);
    Schedule others = Schedule.of(none, fromOne, fromOne);
    HyperParameters after = others.measured(0, 5).measured(1, 5).at(2);
    assertThat(after.momentum()).isCloseTo(0.08, within(1e-15));
    assertThat(after.weightDecay()).isCloseTo(0.08, within(1e-15));
    Schedule replaced = rate.withMomentum(fromOne).withWeightDecay(fromOne);
    assertThat(replaced.measured(0, 5).measured(1, 5).at(2))
        .isEqualTo(new HyperParameters(0.8, after.momentum(), after.weightDecay()));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
  void refusesFactorsThatDoNotLower(double factor) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HALVING.withFactor(factor))
        .withMessage("The factor (" + factor + ") must be above 0 and below 1.");
  }

  @Test
  void refusesSettingsOutsideTheirRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Curve.plateau(0))
        .withMessageContaining("(0.0)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HALVING.withPatience(-1))
        .withMessageContaining("(-1)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HALVING.withThreshold(-1, true))
        .withMessageContaining("(-1.0)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HALVING.withCooldown(-1))
        .withMessageContaining("(-1)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HALVING.withFloor(0.9))
        .withMessageContaining("(0.9)")
        .withMessageContaining("(0.8)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HALVING.withFloor(-1))
        .withMessageContaining("(-1.0)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HALVING.withLeastChange(Double.NaN))
        .withMessageContaining("(NaN)");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1, 2})
  void refusesToRaiseBeforeItCouldHaveLowered(long raiseAfter) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HALVING.withRaiseAfter(raiseAfter))
        .withMessageContaining("(" + raiseAfter + ")");
  }
}
