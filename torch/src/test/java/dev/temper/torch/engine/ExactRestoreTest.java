package dev.temper.torch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.rangetest.RangeTest;
import dev.temper.schedule.HyperParameters;
import dev.temper.schedule.Schedule;
import dev.temper.training.Evaluation;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.Snapshot;
import dev.temper.training.Split;
import dev.temper.training.TrainingListener;
import dev.temper.training.TrainingSession;
import dev.temper.training.UpdateSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is done between a snapshot and its restoration leaves no trace, bit for bit. */
class ExactRestoreTest {

  /** Fewer than an epoch of 53 batches, so that the test's own updates begin another one. */
  private static final int BEFORE = 30;

  private static final int AFTER = 50;

  /** Ends at rates that ruin weights, buffers and optimizer state for good. */
  private static final RangeTest RUINOUS =
      RangeTest.exponential(1e-4, 1e6, 40)
          .withStopFactor(Double.POSITIVE_INFINITY)
          .withEvaluation(10, 100);

  @ParameterizedTest
  @CsvSource({
    "SGD, F32",
    "SGD, BF16",
    "NESTEROV, F32",
    "ADAGRAD, F32",
    "RMSPROP, F32",
    "ADADELTA, F32",
    "ADAM, F32",
    "ADAMW, F32",
    "ADAMW, BF16",
    "NADAM, F32",
    "LARS, F32",
    "LAMB, F32"
  })
  void restoresTheExactTrajectoryAfterARangeTest(Optimizer optimizer, Precision precision) {
    TorchTask task = Probe.task(Probe.EVERYTHING, precision);
    SessionSettings settings = new SessionSettings(Probe.BATCH_SIZE, optimizer, 7);
    Schedule schedule = Probe.schedule(optimizer);
    try (TrainingSession untested = task.open(settings);
        TrainingSession tested = task.open(settings)) {
      Probe.losses(untested, schedule, BEFORE);
      Probe.losses(tested, schedule, BEFORE);
      double calm = tested.evaluate(Split.VALIDATION).loss();
      double[] ruined = new double[1];
      RUINOUS.run(
          tested,
          new HyperParameters(0, 0.9, 1e-3),
          TrainingListener.NONE.and(
              new TrainingListener() {
                @Override
                public void onStep(long iteration, HyperParameters values, double loss) {
                  ruined[0] = loss;
                }
              }));
      assertThat(Double.isFinite(ruined[0]) && ruined[0] < 10 * calm).isFalse();

      assertThat(tested.iteration()).isEqualTo(BEFORE);
      assertThat(tested.evaluate(Split.VALIDATION)).isEqualTo(untested.evaluate(Split.VALIDATION));
      assertThat(Probe.losses(tested, schedule, AFTER))
          .isEqualTo(Probe.losses(untested, schedule, AFTER));
      assertThat(tested.evaluate(Split.TEST)).isEqualTo(untested.evaluate(Split.TEST));
    }
  }

  @ParameterizedTest
  @EnumSource
  void restoresTheExactTrajectoryWhateverSurroundsAnUpdate(Optimizer optimizer) {
    UpdateSettings updates = new UpdateSettings(3, 0.5, true, List.of(0.1, 1.0));
    SessionSettings settings = new SessionSettings(16, optimizer, 7, updates);
    TorchTask task = Probe.task(Probe.EVERYTHING, Precision.F32);
    Schedule schedule = Probe.schedule(optimizer);
    try (TrainingSession untested = task.open(settings);
        TrainingSession tested = task.open(settings)) {
      Probe.losses(untested, schedule, BEFORE);
      Probe.losses(tested, schedule, BEFORE);
      RUINOUS.run(tested);

      assertThat(tested.iteration()).isEqualTo(BEFORE);
      assertThat(tested.clippedUpdates()).isEqualTo(untested.clippedUpdates()).isPositive();
      assertThat(Probe.losses(tested, schedule, AFTER))
          .isEqualTo(Probe.losses(untested, schedule, AFTER));
      assertThat(tested.evaluate(Split.TEST)).isEqualTo(untested.evaluate(Split.TEST));
    }
  }

  @Test
  void aSnapshotCanBeRestoredTwice() {
    Schedule schedule = Probe.schedule(Optimizer.ADAMW);
    try (TrainingSession session = Probe.session(Probe.EVERYTHING, Optimizer.ADAMW, 1)) {
      Probe.losses(session, schedule, BEFORE);
      try (Snapshot snapshot = session.snapshot()) {
        double[] first = Probe.losses(session, schedule, AFTER);
        session.restore(snapshot);
        double[] second = Probe.losses(session, schedule, AFTER);
        session.restore(snapshot);
        assertThat(session.iteration()).isEqualTo(BEFORE).isEqualTo(snapshot.iteration());
        double[] third = Probe.losses(session, schedule, AFTER);
        assertThat(second).isEqualTo(first);
        assertThat(third).isEqualTo(first);
      }
    }
  }

  @Test
  void severalSnapshotsCanBeHeldAndRestoredInAnyOrder() {
    Schedule schedule = Probe.schedule(Optimizer.SGD);
    try (TrainingSession session = Probe.session(Probe.EVERYTHING, Optimizer.SGD, 2);
        Snapshot early = session.snapshot()) {
      double[] fromEarly = Probe.losses(session, schedule, 20);
      try (Snapshot late = session.snapshot()) {
        double[] fromLate = Probe.losses(session, schedule, 20);
        session.restore(early);
        assertThat(Probe.losses(session, schedule, 20)).isEqualTo(fromEarly);
        session.restore(late);
        assertThat(Probe.losses(session, schedule, 20)).isEqualTo(fromLate);
      }
    }
  }

  @Test
  void takingASnapshotChangesNothing() {
    Schedule schedule = Probe.schedule(Optimizer.SGD);
    try (TrainingSession watched = Probe.session(Probe.EVERYTHING, Optimizer.SGD, 3);
        TrainingSession alone = Probe.session(Probe.EVERYTHING, Optimizer.SGD, 3)) {
      for (int i = 0; i < 20; i++) {
        watched.snapshot().close();
        assertThat(Probe.losses(watched, schedule, 1)).isEqualTo(Probe.losses(alone, schedule, 1));
      }
    }
  }

  @Test
  void evaluationChangesNothing() {
    Schedule schedule = Probe.schedule(Optimizer.ADAMW);
    try (TrainingSession watched = Probe.session(Probe.EVERYTHING, Optimizer.ADAMW, 4);
        TrainingSession alone = Probe.session(Probe.EVERYTHING, Optimizer.ADAMW, 4)) {
      for (int i = 0; i < 20; i++) {
        Evaluation first = watched.evaluate(Split.VALIDATION);
        watched.evaluate(Split.TRAINING, 100);
        watched.evaluate(Split.TEST, 100);
        assertThat(watched.evaluate(Split.VALIDATION)).isEqualTo(first);
        assertThat(Probe.losses(watched, schedule, 1)).isEqualTo(Probe.losses(alone, schedule, 1));
      }
    }
  }

  @Test
  void theRepeatedBatchIsRestoredToo() {
    HyperParameters still = new HyperParameters(0, 0, 0);
    try (TrainingSession session = Probe.session(Probe.PLAIN, Optimizer.SGD, 5)) {
      session.step(still);
      double second = session.step(still);
      try (Snapshot snapshot = session.snapshot()) {
        double third = session.step(still);
        assertThat(third).isNotEqualTo(second);
        session.restore(snapshot);
        assertThat(session.stepOnSameBatch(still)).isEqualTo(second);
        assertThat(session.step(still)).isEqualTo(third);
      }
    }
  }
}
