package dev.temper.rangetest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.temper.rangetest.RangeCurve.End;
import dev.temper.schedule.HyperParameters;
import dev.temper.training.Evaluation;
import dev.temper.training.History;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.Split;
import dev.temper.training.SyntheticSession;
import dev.temper.training.TrainingListener;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A range test run on a session. */
class RangeTestOnSessionTest {

  private static final SessionSettings SETTINGS = new SessionSettings(32, Optimizer.SGD, 11);
  private static final HyperParameters VALUES = new HyperParameters(0.05, 0.9, 1e-4);

  /** In the middle of an epoch of 15. */
  private static final int BEFORE = 22;

  private static final int AFTER = 50;

  private final SyntheticSession session = new SyntheticSession(SETTINGS);

  @AfterEach
  void closeSession() {
    assertThat(session.openSnapshots()).as("snapshots not closed").isZero();
    session.close();
  }

  private static final RangeTest COMPLETED = RangeTest.exponential(1e-6, 0.01, 100);
  private static final RangeTest DIVERGED = RangeTest.exponential(1e-6, 1000, 100);

  static Stream<Arguments> tests() {
    return Stream.of(
        Arguments.of(COMPLETED, End.COMPLETED),
        Arguments.of(RangeTest.linear(0, 0.01, 100).withEvaluation(0, 1), End.COMPLETED),
        Arguments.of(DIVERGED, End.DIVERGED),
        Arguments.of(
            RangeTest.exponential(1e-6, 1e60, 100).withStopFactor(Double.POSITIVE_INFINITY),
            End.NOT_FINITE));
  }

  @ParameterizedTest
  @MethodSource("tests")
  void restoresTheExactTrajectoryAfterARangeTest(RangeTest test, End end) {
    train(session, BEFORE);
    RangeCurve curve = test.run(session);

    assertThat(curve.end()).isEqualTo(end);
    assertGoesOnAsIfNothingHadHappened();
  }

  @ParameterizedTest
  @EnumSource(names = {"SGD", "NESTEROV"})
  void restoresAFreshSession(Optimizer optimizer) {
    SessionSettings settings = SETTINGS.withOptimizer(optimizer);
    try (SyntheticSession tested = new SyntheticSession(settings);
        SyntheticSession untouched = new SyntheticSession(settings)) {
      DIVERGED.run(tested);
      assertThat(tested.iteration()).isZero();
      assertThat(train(tested, AFTER)).isEqualTo(train(untouched, AFTER));
    }
  }

  @Test
  void restoresTheExactTrajectoryWhenTheSessionFailsInTheMiddle() {
    train(session, BEFORE);
    session.failAt(BEFORE + 40);

    assertThatThrownBy(() -> COMPLETED.run(session))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining(Integer.toString(BEFORE + 40));
    assertGoesOnAsIfNothingHadHappened();
  }

  @Test
  void restoresTheExactTrajectoryWhenTheListenerFails() {
    TrainingListener failing =
        new TrainingListener() {
          @Override
          public void onEvaluation(long iteration, Evaluation evaluation) {
            throw new UnsupportedOperationException("at " + iteration);
          }
        };
    train(session, BEFORE);

    assertThatThrownBy(() -> COMPLETED.run(session, VALUES, failing))
        .isInstanceOf(UnsupportedOperationException.class);
    assertGoesOnAsIfNothingHadHappened();
  }

  @Test
  void aSecondTestFromTheSameWeightsGivesTheSameCurve() {
    train(session, BEFORE);

    RangeCurve first = DIVERGED.run(session);
    RangeCurve second = DIVERGED.run(session);

    assertThat(second.trainLoss()).isEqualTo(first.trainLoss());
    assertThat(second.validationLoss()).isEqualTo(first.validationLoss());
    assertThat(second.suggestions()).isEqualTo(first.suggestions());
  }

  @Test
  void recordsTheLossesTheRatesGiveFromThePresentWeights() {
    train(session, BEFORE);
    RangeTest test = COMPLETED;
    RangeCurve curve = test.run(session, VALUES, TrainingListener.NONE);

    double[] expected =
        IntStream.range(0, 100)
            .mapToDouble(it -> session.step(VALUES.withLearningRate(test.learningRate(it))))
            .toArray();
    assertThat(curve.trainLoss()).isEqualTo(expected);
  }

  @Test
  void evaluatesOnTheValidationSplitAsOftenAndOnAsManyExamplesAsAsked() {
    RangeTest test = COMPLETED.withEvaluation(30, 17);
    History heard = new History();
    RangeCurve curve = test.run(session, VALUES, heard);

    assertThat(heard.evaluations())
        .extracting(History.Evaluated::iteration)
        .containsExactly(30L, 60L, 90L);
    assertThat(heard.evaluations())
        .extracting(each -> each.evaluation().examples())
        .containsOnly(17L);
    for (int it = 0; it < 30; it++) {
      session.step(VALUES.withLearningRate(test.learningRate(it)));
    }
    double[] validation = curve.validationLoss();
    assertThat(validation[29]).isEqualTo(session.evaluate(Split.VALIDATION, 17).loss());
    assertThat(IntStream.range(0, 100).filter(i -> !Double.isNaN(validation[i])))
        .containsExactly(29, 59, 89);
  }

  @Test
  void tellsItsListenerEveryStepWithWhatItTrainedWith() {
    History heard = new History();
    RangeCurve curve = DIVERGED.run(session, VALUES, heard);

    assertThat(heard.learningRate()).isEqualTo(curve.learningRate());
    assertThat(heard.trainLoss()).isEqualTo(curve.trainLoss());
    assertThat(heard.momentum()).containsOnly(0.9);
    assertThat(heard.weightDecay()).containsOnly(1e-4);
  }

  @Test
  void divergesAboveTheRateWhereTheoryHasItAndNotBelow() {
    for (double momentum : new double[] {0, 0.5, 0.9}) {
      double limit = SyntheticSession.stabilityLimit(momentum);
      HyperParameters values = new HyperParameters(0, momentum, 0);
      RangeCurve curve =
          RangeTest.exponential(1e-3 * limit, 100 * limit, 400)
              .run(session, values, TrainingListener.NONE);
      double[] rate = curve.learningRate();

      assertThat(curve.end()).isEqualTo(End.DIVERGED);
      assertThat(rate[rate.length - 1]).isBetween(limit, 10 * limit);
      for (Rule rule : List.of(Rule.MINIMUM, Rule.SMITH, Rule.VALLEY, Rule.STEEPEST)) {
        assertThat(curve.suggest(rule).orElseThrow())
            .as("%s at momentum %s", rule, momentum)
            .isBetween(rate[0], limit);
      }
    }
  }

  private void assertGoesOnAsIfNothingHadHappened() {
    assertThat(session.iteration()).isEqualTo(BEFORE);
    try (SyntheticSession untouched = new SyntheticSession(SETTINGS)) {
      train(untouched, BEFORE);
      assertThat(train(session, AFTER)).isEqualTo(train(untouched, AFTER));
      assertThat(session.evaluate(Split.VALIDATION))
          .isEqualTo(untouched.evaluate(Split.VALIDATION));
    }
  }

  private static double[] train(SyntheticSession session, int steps) {
    return DoubleStream.generate(() -> session.step(VALUES)).limit(steps).toArray();
  }
}
