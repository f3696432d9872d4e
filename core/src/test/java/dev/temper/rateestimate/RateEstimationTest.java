package dev.temper.rateestimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.temper.schedule.HyperParameters;
import dev.temper.training.History;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.SyntheticSession;
import dev.temper.training.TrainingListener;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Estimates on a quadratic with the curvatures .05, .3, 1 and 2.5. */
class RateEstimationTest {

  private static final HyperParameters VALUES = new HyperParameters(0.05, 0.9, 1e-4);

  private final SyntheticSession session =
      new SyntheticSession(new SessionSettings(32, Optimizer.SGD, 11));

  @AfterEach
  void closeSession() {
    assertThat(session.openSnapshots()).as("snapshots not closed").isZero();
    session.close();
  }

  private RateEstimates run(EstimateForm form, double rate, double momentum, int iterations) {
    return new RateEstimation(form, new HyperParameters(rate, momentum, 0), iterations)
        .run(session, TrainingListener.NONE);
  }

  private double median(EstimateForm form, double rate, double momentum, int iterations) {
    return run(form, rate, momentum, iterations).median().orElseThrow();
  }

  private void trainTowardsTheMinimum() {
    for (int i = 0; i < 2000; i++) {
      session.step(new HyperParameters(0.3, 0, 0));
    }
  }

  @Test
  void theCleanFormLiesBetweenTheInverseCurvatures() {
    for (double estimate : run(EstimateForm.CLEAN, 0.1, 0.9, 100).single()) {
      assertThat(estimate).isBetween(1 / 2.5, 1 / 0.05);
    }
  }

  /** Which is what makes it an estimate: the same weights and batch give the same answer. */
  @Test
  void theCleanFormIsTheSameAtEveryRate() {
    double first = run(EstimateForm.CLEAN, 1e-6, 0, 2).single()[0];
    for (double rate : new double[] {1e-5, 1e-4}) {
      assertThat(run(EstimateForm.CLEAN, rate, 0, 2).single()[0])
          .isCloseTo(first, within(1e-3 * first));
    }
  }

  /** The constant is 1/sqrt 2 for many parameters; with four, ratios of sums are larger. */
  @Test
  void thePaperFormEchoesTheRateWhereNoiseOutweighsCurvature() {
    trainTowardsTheMinimum();

    double echo = median(EstimateForm.PAPER, 1e-3, 0, 1000) / 1e-3;
    assertThat(echo).isBetween(0.6, 1.4);
    for (double rate : new double[] {1e-5, 1e-4, 1e-2}) {
      assertThat(median(EstimateForm.PAPER, rate, 0, 1000) / rate)
          .isCloseTo(echo, within(0.2 * echo));
    }
  }

  @Test
  void momentumInflatesThePaperFormAndLeavesTheCleanOne() {
    trainTowardsTheMinimum();
    double rate = 1e-3;

    assertThat(median(EstimateForm.PAPER, rate, 0.9, 1000))
        .isGreaterThan(2 * median(EstimateForm.PAPER, rate, 0, 1000));
    double clean = median(EstimateForm.CLEAN, rate, 0, 200);
    assertThat(median(EstimateForm.CLEAN, rate, 0.9, 200)).isBetween(clean / 2, 2 * clean);
  }

  @Test
  void theRunningEstimateIsNineTenthsOfThePast() {
    RateEstimates estimates = run(EstimateForm.PAPER, 0.1, 0, 4);
    double[] single = estimates.single();
    double[] smoothed = estimates.smoothed();

    assertThat(estimates.size()).isEqualTo(4);
    assertThat(single[0]).isNaN();
    assertThat(smoothed[0]).isNaN();
    assertThat(smoothed[1]).isEqualTo(single[1]);
    assertThat(smoothed[2]).isCloseTo(0.9 * single[1] + 0.1 * single[2], within(1e-12));
    assertThat(smoothed[3]).isCloseTo(0.9 * smoothed[2] + 0.1 * single[3], within(1e-12));
    double[] sorted = Arrays.copyOfRange(smoothed, 1, 4);
    Arrays.sort(sorted);
    assertThat(estimates.median()).hasValue(sorted[1]);
  }

  @ParameterizedTest
  @EnumSource
  void restoresTheExactTrajectory(EstimateForm form) {
    train(session, 22);
    new RateEstimation(form, VALUES, 30).run(session, TrainingListener.NONE);

    assertGoesOnAsIfNothingHadHappened();
  }

  @ParameterizedTest
  @EnumSource
  void restoresTheExactTrajectoryWhenTheSessionFailsInTheMiddle(EstimateForm form) {
    train(session, 22);
    session.failAt(24);

    assertThatThrownBy(
            () -> new RateEstimation(form, VALUES, 30).run(session, TrainingListener.NONE))
        .isInstanceOf(ArithmeticException.class);
    assertGoesOnAsIfNothingHadHappened();
  }

  @Test
  void theProbesOfTheCleanFormLeaveTheRunAsItIs() {
    History probed = new History();
    RateEstimates estimates =
        new RateEstimation(EstimateForm.CLEAN, VALUES, 30).run(session, probed);

    assertThat(probed.trainLoss()).isEqualTo(estimates.trainLoss());
    assertThat(probed.trainLoss())
        .isEqualTo(
            new RateEstimation(EstimateForm.PAPER, VALUES, 30)
                .run(session, TrainingListener.NONE)
                .trainLoss());
  }

  @Test
  void endsAtALossThatIsNotFinite() {
    RateEstimates estimates = run(EstimateForm.PAPER, 1e30, 0, 100);

    assertThat(estimates.size()).isLessThan(100);
    assertThat(estimates.trainLoss()[estimates.size() - 1]).isNotFinite();
  }

  @Test
  void refusesARateOfZeroAndARunTooShort() {
    HyperParameters still = VALUES.withLearningRate(0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateEstimation(EstimateForm.CLEAN, still, 10))
        .withMessageContaining("(0.0)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateEstimation(EstimateForm.CLEAN, VALUES, 1))
        .withMessageContaining("(1)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EstimateForm.named("dirty"))
        .withMessageContainingAll("'dirty'", "paper, clean");
    assertThat(EstimateForm.named("Clean")).isEqualTo(EstimateForm.CLEAN);
  }

  private void assertGoesOnAsIfNothingHadHappened() {
    try (SyntheticSession untouched =
        new SyntheticSession(new SessionSettings(32, Optimizer.SGD, 11))) {
      train(untouched, 22);
      assertThat(session.iteration()).isEqualTo(22);
      assertThat(train(session, 50)).isEqualTo(train(untouched, 50));
    }
  }

  private static double[] train(SyntheticSession session, int steps) {
    return DoubleStream.generate(() -> session.step(VALUES)).limit(steps).toArray();
  }
}
