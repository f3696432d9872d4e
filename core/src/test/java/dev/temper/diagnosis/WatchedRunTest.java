package dev.temper.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.temper.schedule.HyperParameters;
import dev.temper.schedule.OneCycle;
import dev.temper.schedule.Schedule;
import dev.temper.training.History;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.Split;
import dev.temper.training.SyntheticSession;
import dev.temper.training.TrainingListener;
import dev.temper.training.TrainingRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchedRunTest {

  private static final SessionSettings SETTINGS = new SessionSettings(32, Optimizer.SGD, 5);

  /** Just above what is stable, from iteration 200 on: the loss grows slowly and stays finite. */
  private static final Schedule UNSTABLE_LATER =
      it ->
          new HyperParameters(
              it < 200 ? 0.05 : 1.02 * SyntheticSession.stabilityLimit(0.5), 0.5, 0);

  private final SyntheticSession session = new SyntheticSession(SETTINGS);
  private final History history = new History();

  @AfterEach
  void closeSession() {
    session.close();
  }

  @Test
  void endsWhereTheLossHasDivergedThoughItIsFinite() {
    WatchedRun.Outcome outcome = watched(UNSTABLE_LATER, 400, 20);

    assertThat(outcome.diverged()).isTrue();
    assertThat(history.diverged()).isTrue();
    assertThat(history.iterations()).isBetween(201, 399);
    for (double loss : history.trainLoss()) {
      assertThat(loss).isFinite();
    }
  }

  @Test
  void givesBackTheLastHealthyState() {
    WatchedRun.Outcome outcome = watched(UNSTABLE_LATER, 400, 20);

    assertThat(session.iteration()).isEqualTo(outcome.updates());
    assertThat(outcome.updates()).isBetween(200L, (long) history.iterations() - 20);
    assertThat(session.evaluate(Split.VALIDATION))
        .as("the state is that of the evaluation then")
        .isEqualTo(
            history.evaluations().stream()
                .filter(each -> each.iteration() == outcome.updates())
                .findFirst()
                .orElseThrow()
                .evaluation());
  }

  @Test
  void trainingGoesOnFromTheHealthyStateAsIfNothingHadHappened() {
    WatchedRun.Outcome outcome = watched(UNSTABLE_LATER, 400, 20);

    try (SyntheticSession same = new SyntheticSession(SETTINGS)) {
      for (long it = 0; it < outcome.updates(); it++) {
        same.step(UNSTABLE_LATER.at(it));
      }
      HyperParameters calm = new HyperParameters(0.01, 0, 0);
      assertThat(session.step(calm)).isEqualTo(same.step(calm));
    }
  }

  @Test
  void aRunThatExplodesAtOnceIsPutBackToItsBeginning() {
    double before = session.evaluate(Split.VALIDATION).loss();

    WatchedRun.Outcome outcome = watched(Schedule.fixed(new HyperParameters(1e30, 0, 0)), 400, 20);

    assertThat(outcome).isEqualTo(new WatchedRun.Outcome(true, 0));
    assertThat(session.evaluate(Split.VALIDATION).loss()).isEqualTo(before);
  }

  @Test
  void leavesAHealthyRunAsItIs() {
    Schedule schedule = OneCycle.smith(300, 0.3);
    WatchedRun.Outcome outcome = watched(schedule, 300, 30);

    assertThat(outcome).isEqualTo(new WatchedRun.Outcome(false, 300));
    assertThat(session.iteration()).isEqualTo(300);
    try (SyntheticSession same = new SyntheticSession(SETTINGS)) {
      History plain = new TrainingRun(schedule, 300, 30).run(same, TrainingListener.NONE);
      assertThat(history.trainLoss()).isEqualTo(plain.trainLoss());
      assertThat(history.evaluations()).isEqualTo(plain.evaluations());
    }
  }

  @Test
  void aWobbleAtTheHeightOfACycleIsNoDivergence() {
    DivergenceWatch watch = new DivergenceWatch(1000);
    for (int it = 0; it < 1000; it++) {
      double wobble = it >= 400 && it < 450 ? 2 : 0;
      watch.add(2.3 * Math.exp(-it / 50.0) + 0.05 + wobble);
      assertThat(watch.diverged()).isFalse();
    }
  }

  @Test
  void aLossNearZeroMayRiseManyTimes() {
    DivergenceWatch watch = new DivergenceWatch(1000);
    for (int it = 0; it < 1000; it++) {
      watch.add(it < 300 ? 2.3 * Math.exp(-it / 20.0) : 0.05);
      assertThat(watch.diverged()).isFalse();
    }
  }

  @Test
  void keepsNoSnapshotOpen() {
    watched(UNSTABLE_LATER, 400, 20);
    assertThat(session.openSnapshots()).isZero();

    session.failAt(session.iteration() + 3);
    assertThatThrownBy(
            () ->
                new WatchedRun(new TrainingRun(UNSTABLE_LATER, 50, 10))
                    .run(session, new History(), TrainingListener.NONE))
        .isInstanceOf(ArithmeticException.class);
    assertThat(session.openSnapshots()).isZero();
  }

  private WatchedRun.Outcome watched(Schedule schedule, long iterations, long every) {
    return new WatchedRun(new TrainingRun(schedule, iterations, every))
        .run(session, history, TrainingListener.NONE);
  }
}
