package dev.temper.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.temper.schedule.Curve;
import dev.temper.schedule.HyperParameters;
import dev.temper.schedule.OneCycle;
import dev.temper.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingRunTest {

  private static final Schedule SCHEDULE = OneCycle.smith(40, 0.2).withWeightDecay(1e-4);

  private final SyntheticSession session =
      new SyntheticSession(new SessionSettings(32, Optimizer.SGD, 5));

  @AfterEach
  void closeSession() {
    session.close();
  }

  @Test
  void trainsEveryIterationWithWhatTheScheduleGives() {
    History history = new TrainingRun(SCHEDULE, 40, 10).run(session, TrainingListener.NONE);

    assertThat(session.iteration()).isEqualTo(40);
    assertThat(history.iterations()).isEqualTo(40);
    for (int it = 0; it < 40; it++) {
      HyperParameters values = SCHEDULE.at(it);
      assertThat(history.learningRate()[it]).isEqualTo(values.learningRate());
      assertThat(history.momentum()[it]).isEqualTo(values.momentum());
      assertThat(history.weightDecay()[it]).isEqualTo(values.weightDecay());
    }
  }

  @Test
  void tellsTheShareOfItsOwnUpdatesThatWereClipped() {
    SessionSettings settings =
        new SessionSettings(32, Optimizer.SGD, 5)
            .withUpdates(UpdateSettings.DEFAULT.withClipNorm(2));
    try (SyntheticSession clipping = new SyntheticSession(settings)) {
      double first =
          new TrainingRun(SCHEDULE, 40, 10).run(clipping, TrainingListener.NONE).clippedShare();
      assertThat(first).isEqualTo(clipping.clippedUpdates() / 40.0).isBetween(0.01, 0.99);

      // What was clipped before the run is not counted again.
      double second =
          new TrainingRun(SCHEDULE, 40, 10).run(clipping, TrainingListener.NONE).clippedShare();
      assertThat(40 * (first + second)).isEqualTo((double) clipping.clippedUpdates());
    }
    assertThat(new TrainingRun(SCHEDULE, 40, 10).run(session, TrainingListener.NONE).clippedShare())
        .isZero();
  }

  @Test
  void recordsTheLossesTheSessionGave() {
    History history = new TrainingRun(SCHEDULE, 40, 10).run(session, TrainingListener.NONE);

    double[] losses = new double[40];
    try (SyntheticSession same = new SyntheticSession(new SessionSettings(32, Optimizer.SGD, 5))) {
      for (int it = 0; it < 40; it++) {
        losses[it] = same.step(SCHEDULE.at(it));
      }
      assertThat(history.evaluations().get(history.evaluations().size() - 1).evaluation())
          .isEqualTo(same.evaluate(Split.VALIDATION));
    }
    assertThat(history.trainLoss()).isEqualTo(losses);
    assertThat(history.diverged()).isFalse();
  }

  @Test
  void countsTheScheduleFromTheRunsOwnStart() {
    session.step(new HyperParameters(0.1, 0, 0));

    History history = new TrainingRun(SCHEDULE, 1, 1).run(session, TrainingListener.NONE);

    assertThat(history.learningRate()).containsExactly(SCHEDULE.at(0).learningRate());
  }

  @ParameterizedTest
  @CsvSource({"10, 3, '3,6,9,10'", "10, 5, '5,10'", "10, 1000, '10'", "3, 1, '1,2,3'"})
  void evaluatesAtEvenDistancesAndOnceAtTheEnd(long iterations, long every, String expected) {
    History history =
        new TrainingRun(SCHEDULE, iterations, every).run(session, TrainingListener.NONE);

    assertThat(history.evaluations())
        .extracting(each -> Long.toString(each.iteration()))
        .containsExactly(expected.split(",", -1));
    assertThat(history.evaluations())
        .extracting(each -> each.evaluation().examples())
        .containsOnly(session.evaluate(Split.VALIDATION).examples());
  }

  @Test
  void stopsWithoutAnExceptionAtTheFirstLossThatIsNotFinite() {
    Schedule explosive = Schedule.fixed(new HyperParameters(1e30, 0, 0));

    History history = new TrainingRun(explosive, 1000, 1).run(session, TrainingListener.NONE);

    double[] losses = history.trainLoss();
    assertThat(history.diverged()).isTrue();
    assertThat(losses).hasSizeLessThan(1000);
    assertThat(session.iteration()).isEqualTo(losses.length);
    for (int i = 0; i < losses.length - 1; i++) {
      assertThat(losses[i]).isFinite();
    }
    assertThat(losses[losses.length - 1]).isNotFinite();
    assertThat(history.evaluations())
        .as("none after the loss that ended the run")
        .hasSize(losses.length - 1);
  }

  @Test
  void endsWhereARuleSaysSo() {
    History history = new History();
    List<String> events = new ArrayList<>();

    new TrainingRun(SCHEDULE, 40, 2)
        .run(
            session,
            history,
            listener("a", events),
            updates -> updates == 4 ? StopRule.Decision.STOP : StopRule.Decision.GO_ON);

    assertThat(history.iterations()).isEqualTo(4);
    assertThat(events).as("the rule is asked last").endsWith("a step 3", "a evaluation 4");
    assertThat(history.diverged()).isFalse();
  }

  @Test
  void goesOnBehindWhatItRecordedAsIfItHadNotEnded() {
    SessionSettings settings =
        new SessionSettings(32, Optimizer.SGD, 5)
            .withUpdates(UpdateSettings.DEFAULT.withClipNorm(2));
    Curve plateau = Curve.plateau(0.3).withFactor(0.5).withPatience(0);
    Schedule falling = Schedule.of(plateau, Curve.constant(0.9), Curve.constant(0));
    TrainingRun run = new TrainingRun(falling, 40, 4);
    try (SyntheticSession whole = new SyntheticSession(settings);
        SyntheticSession broken = new SyntheticSession(settings)) {
      History expected = run.run(whole, TrainingListener.NONE);

      History history = new History();
      for (long end : new long[] {4, 17, 40}) {
        run.run(
            broken,
            history,
            TrainingListener.NONE,
            updates -> updates == end ? StopRule.Decision.STOP : StopRule.Decision.GO_ON);
        assertThat(history.iterations()).isEqualTo((int) end);
      }

      assertThat(history.trainLoss()).isEqualTo(expected.trainLoss());
      assertThat(history.learningRate()).isEqualTo(expected.learningRate());
      assertThat(history.evaluations()).isEqualTo(expected.evaluations());
      assertThat(history.clippedUpdates()).isEqualTo(expected.clippedUpdates()).isPositive();
      assertThat(history.learningRate()[39]).as("the schedule fell").isLessThan(0.3);
    }
  }

  @Test
  void aRunThatARuleCallsDivergedIsDivergedThoughItsLossesAreFinite() {
    History history = new History();

    new TrainingRun(SCHEDULE, 40, 10)
        .run(
            session,
            history,
            TrainingListener.NONE,
            updates -> updates == 7 ? StopRule.Decision.DIVERGED : StopRule.Decision.GO_ON);

    assertThat(history.iterations()).isEqualTo(7);
    assertThat(history.trainLoss()).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
    assertThat(history.diverged()).isTrue();
  }

  @Test
  void tellsItsListenersInOrderAfterTheHistoryHasTheStep() {
    List<String> events = new ArrayList<>();
    TrainingListener listener = listener("a", events).and(listener("b", events));

    new TrainingRun(SCHEDULE, 3, 2).run(session, listener);

    assertThat(events)
        .containsExactly(
            "a step 0",
            "b step 0",
            "a step 1",
            "b step 1",
            "a evaluation 2",
            "b evaluation 2",
            "a step 2",
            "b step 2",
            "a evaluation 3",
            "b evaluation 3");
  }

  @Test
  void tellsItsListenerWhatItRecords() {
    History heard = new History();

    History recorded = new TrainingRun(SCHEDULE, 20, 7).run(session, heard);

    assertThat(heard).usingRecursiveComparison().isEqualTo(recorded);
  }

  @Test
  void tellsTheScheduleOfTheValidationLossesAndCanBeRunAgain() {
    List<String> told = new ArrayList<>();
    Schedule rising =
        new Schedule() {
          @Override
          public HyperParameters at(long iteration) {
            return new HyperParameters(0.01, 0, 0);
          }

          @Override
          public Schedule measured(long iteration, double metric) {
            told.add(iteration + " " + metric);
            return Schedule.fixed(new HyperParameters(0.02, 0, 0));
          }
        };
    TrainingRun run = new TrainingRun(rising, 6, 3);

    for (int time = 0; time < 2; time++) {
      told.clear();
      History history = run.run(session, TrainingListener.NONE);

      double first = history.evaluations().get(0).evaluation().loss();
      assertThat(told).containsExactly("2 " + first);
      assertThat(history.learningRate()).containsExactly(0.01, 0.01, 0.01, 0.02, 0.02, 0.02);
    }
  }

  @Test
  void aFailureReachesTheCaller() {
    session.failAt(4);

    assertThatThrownBy(() -> new TrainingRun(SCHEDULE, 10, 2).run(session, TrainingListener.NONE))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("4");
  }

  @Test
  void aGivenHistoryKeepsTheCurvesUpToAFailure() {
    session.failAt(5);
    History history = new History();

    assertThatThrownBy(
            () -> new TrainingRun(SCHEDULE, 10, 2).run(session, history, TrainingListener.NONE))
        .isInstanceOf(ArithmeticException.class);
    assertThat(history.iterations()).isEqualTo(5);
    assertThat(history.evaluations()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -3})
  void refusesCountsBelowOne(long bad) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrainingRun(SCHEDULE, bad, 1))
        .withMessageContaining("iterations (" + bad + ")");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrainingRun(SCHEDULE, 1, bad))
        .withMessageContaining("between evaluations (" + bad + ")");
  }

  private static TrainingListener listener(String name, List<String> events) {
    return new TrainingListener() {
      @Override
      public void onStep(long iteration, HyperParameters values, double loss) {
        events.add(name + " step " + iteration);
      }

      @Override
      public void onEvaluation(long iteration, Evaluation evaluation) {
        events.add(name + " evaluation " + iteration);
      }
    };
  }
}
