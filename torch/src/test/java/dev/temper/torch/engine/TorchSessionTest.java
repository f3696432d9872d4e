package dev.temper.torch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.temper.schedule.HyperParameters;
import dev.temper.schedule.Schedule;
import dev.temper.torch.model.Models;
import dev.temper.training.Evaluation;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.Snapshot;
import dev.temper.training.Split;
import dev.temper.training.TrainingSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The session keeps the promises of {@link TrainingSession}. */
class TorchSessionTest {

  private static final HyperParameters STILL = new HyperParameters(0, 0, 0);

  @Test
  void learnsTheDigits() {
    HyperParameters values = new HyperParameters(0.05, 0.9, 1e-4);
    TorchTask task = Probe.task(Models.named("mlp"), Precision.F32);
    try (TrainingSession session = task.open(new SessionSettings(64, Optimizer.SGD, 0))) {
      Probe.losses(session, Schedule.fixed(values), 300);
      assertThat(session.evaluate(Split.VALIDATION).accuracy()).isGreaterThan(0.9);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyOptimizerLowersTheLossInEveryPrecision(Optimizer optimizer) {
    for (Precision precision : Precision.values()) {
      TorchTask task = Probe.task(Probe.EVERYTHING, precision);
      try (TrainingSession session = task.open(new SessionSettings(64, optimizer, 0))) {
        double before = session.evaluate(Split.VALIDATION).loss();
        Probe.losses(session, Probe.schedule(optimizer), 100);
        assertThat(session.evaluate(Split.VALIDATION).loss()).isLessThan(before / 2);
      }
    }
  }

  @Test
  void lossesInBfloat16DifferFromButResembleThoseIn32Bits() {
    SessionSettings settings = new SessionSettings(64, Optimizer.SGD, 0);
    try (TrainingSession exact = Probe.task(Probe.PLAIN, Precision.F32).open(settings);
        TrainingSession coarse = Probe.task(Probe.PLAIN, Precision.BF16).open(settings)) {
      double loss = exact.step(STILL);
      // A mantissa of 8 bits rounds each score by 0.4 % at most; the loss averages over 64 of them.
      assertThat(coarse.step(STILL)).isNotEqualTo(loss).isCloseTo(loss, within(0.01 * loss));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSameSeedGivesTheSameLosses(Precision precision) {
    Schedule schedule = Probe.schedule(Optimizer.SGD);
    SessionSettings settings = new SessionSettings(64, Optimizer.SGD, 11);
    TorchTask task = Probe.task(Probe.EVERYTHING, precision);
    try (TrainingSession first = task.open(settings);
        TrainingSession second = task.open(settings)) {
      assertThat(Probe.losses(second, schedule, 60)).isEqualTo(Probe.losses(first, schedule, 60));
      assertThat(second.evaluate(Split.TEST)).isEqualTo(first.evaluate(Split.TEST));
    }
  }

  @Test
  void anotherSeedGivesOtherWeightsAndOtherBatches() {
    try (TrainingSession first = Probe.session(Probe.PLAIN, Optimizer.SGD, 11);
        TrainingSession second = Probe.session(Probe.PLAIN, Optimizer.SGD, 12)) {
      assertThat(second.evaluate(Split.VALIDATION)).isNotEqualTo(first.evaluate(Split.VALIDATION));
      assertThat(second.step(STILL)).isNotEqualTo(first.step(STILL));
    }
  }

  @Test
  void stepsInterleavedInOneThreadDoNotDisturbEachOther() {
    Schedule schedule = Probe.schedule(Optimizer.SGD);
    // Made before any step: on some machines it decides how the process computes convolutions.
    TorchTask disturbing = Probe.task(Probe.EVERYTHING, Precision.BF16);
    double[] alone;
    try (TrainingSession session = Probe.session(Probe.EVERYTHING, Optimizer.SGD, 1)) {
      alone = Probe.losses(session, schedule, 30);
    }
    try (TrainingSession session = Probe.session(Probe.EVERYTHING, Optimizer.SGD, 1);
        TrainingSession other = disturbing.open(new SessionSettings(32, Optimizer.ADAMW, 2))) {
      double[] losses = new double[alone.length];
      for (int i = 0; i < losses.length; i++) {
        losses[i] = session.step(schedule.at(i));
        other.step(schedule.at(i).withLearningRate(0.001));
      }
      assertThat(losses).isEqualTo(alone);
    }
  }

  @Test
  void twoSessionsAtOnceGiveTheLossesTheyGiveAlone() throws Exception {
    TorchTask task = Probe.task(Probe.EVERYTHING, Precision.F32);
    CyclicBarrier alone = new CyclicBarrier(1);
    double[] first = run(task, 1, alone).call();
    double[] second = run(task, 2, alone).call();
    assertThat(second).isNotEqualTo(first);

    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      CyclicBarrier start = new CyclicBarrier(2);
      List<Future<double[]>> losses = new ArrayList<>();
      losses.add(threads.submit(run(task, 1, start)));
      losses.add(threads.submit(run(task, 2, start)));
      assertThat(losses.get(0).get()).isEqualTo(first);
      assertThat(losses.get(1).get()).isEqualTo(second);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Callable<double[]> run(TorchTask task, long seed, CyclicBarrier start) {
    return () -> {
      start.await();
      try (TrainingSession session = task.open(new SessionSettings(32, Optimizer.SGD, seed))) {
        return Probe.losses(session, Probe.schedule(Optimizer.SGD), 150);
      }
    };
  }

  @Test
  void neverDrawsFromTheLibrarysGlobalGenerator() {
    try (PointerScope scope = new PointerScope()) {
      Generator global = torch.getDefaultCPUGenerator();
      Tensor before = global.get_state().clone();
      try (TrainingSession session = Probe.session(Probe.EVERYTHING, Optimizer.SGD, 1)) {
        Probe.losses(session, Probe.schedule(Optimizer.SGD), 60);
        session.evaluate(Split.VALIDATION);
        session.snapshot().close();
      }
      assertThat(global.get_state().equal(before)).isTrue();
    }
  }

  @Test
  void anEpochAtRateZeroSeesEveryTrainingExampleOnce() {
    TorchTask task = Probe.task(Probe.PLAIN, Precision.F32);
    int batchSize = 93;
    assertThat(task.data().trainingExamples() % batchSize).isZero();
    try (TrainingSession session = task.open(new SessionSettings(batchSize, Optimizer.SGD, 0))) {
      double[] first = Probe.losses(session, Schedule.fixed(STILL), 37);
      double[] second = Probe.losses(session, Schedule.fixed(STILL), 37);
      double expected = session.evaluate(Split.TRAINING).loss();
      // Sums of 3,441 float32 losses in another order differ by some 1e-7 of their size.
      assertThat(Arrays.stream(first).average()).hasValueCloseTo(expected, within(1e-5));
      assertThat(Arrays.stream(second).average()).hasValueCloseTo(expected, within(1e-5));
      assertThat(second).isNotEqualTo(first);
    }
  }

  @Test
  void anEpochCountsFullBatchesOnly() {
    TorchTask task = Probe.task(Probe.PLAIN, Precision.F32);
    try (TrainingSession session = task.open(new SessionSettings(1000, Optimizer.SGD, 0))) {
      assertThat(session.iterationsPerEpoch()).isEqualTo(3);
    }
  }

  @Test
  void theBatchMayBeTheWholeTrainingSplit() {
    TorchTask task = Probe.task(Probe.PLAIN, Precision.F32);
    int all = Math.toIntExact(task.data().trainingExamples());
    try (TrainingSession session = task.open(new SessionSettings(all, Optimizer.SGD, 0))) {
      assertThat(session.iterationsPerEpoch()).isEqualTo(1);
      // The same examples in another order: float32 sums that differ by rounding alone.
      double loss = session.step(STILL);
      assertThat(session.step(STILL)).isCloseTo(loss, within(1e-5));
    }
  }

  @Test
  void refusesABatchSizeAboveTheTrainingExamples() {
    TorchTask task = Probe.task(Probe.PLAIN, Precision.F32);
    long examples = task.data().trainingExamples();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> task.open(new SessionSettings((int) examples + 1, Optimizer.SGD, 0)).close())
        .withMessageContaining("batch size (" + (examples + 1) + ")")
        .withMessageContaining("(" + examples + ")");
  }

  @Test
  void repeatsTheBatchOfThePreviousStep() {
    try (TrainingSession session = Probe.session(Probe.PLAIN, Optimizer.SGD, 3);
        TrainingSession twin = Probe.session(Probe.PLAIN, Optimizer.SGD, 3)) {
      double first = twin.step(STILL);
      double second = twin.step(STILL);
      assertThat(second).isNotEqualTo(first);

      assertThat(session.stepOnSameBatch(STILL)).isEqualTo(first);
      assertThat(session.step(STILL)).isEqualTo(first);
      assertThat(session.stepOnSameBatch(STILL)).isEqualTo(first);
      assertThat(session.step(STILL)).isEqualTo(second);
      assertThat(session.stepOnSameBatch(STILL)).isEqualTo(second);
      assertThat(session.iteration()).isEqualTo(5);
    }
  }

  @Test
  void updatesOnARepeatedBatchLowerItsLoss() {
    HyperParameters values = new HyperParameters(0.05, 0, 0);
    try (TrainingSession session = Probe.session(Probe.PLAIN, Optimizer.SGD, 3)) {
      double loss = session.step(values);
      for (int i = 0; i < 5; i++) {
        double next = session.stepOnSameBatch(values);
        assertThat(next).isLessThan(loss);
        loss = next;
      }
    }
  }

  @Test
  void trainsWithTheValuesOfEachStep() {
    try (TrainingSession session = Probe.session(Probe.PLAIN, Optimizer.SGD, 3)) {
      double before = session.evaluate(Split.VALIDATION).loss();
      session.step(STILL);
      assertThat(session.evaluate(Split.VALIDATION).loss()).isEqualTo(before);
      session.step(new HyperParameters(0.1, 0, 0));
      assertThat(session.evaluate(Split.VALIDATION).loss()).isNotEqualTo(before);
    }
  }

  @Test
  void aLossThatIsNotFiniteIsReturnedNotThrown() {
    HyperParameters ruinous = new HyperParameters(1e30, 0, 0);
    try (TrainingSession session = Probe.session(Probe.PLAIN, Optimizer.SGD, 3)) {
      double[] losses = Probe.losses(session, Schedule.fixed(ruinous), 5);
      assertThat(Double.isFinite(losses[4])).isFalse();
      assertThat(Double.isFinite(session.evaluate(Split.VALIDATION).loss())).isFalse();
    }
  }

  @Test
  void evaluatesOnAsManyExamplesAsTheLimitAllows() {
    try (TrainingSession session = Probe.session(Probe.PLAIN, Optimizer.SGD, 3)) {
      assertThat(session.evaluate(Split.VALIDATION, 1).examples()).isEqualTo(1);
      assertThat(session.evaluate(Split.VALIDATION, 100).examples()).isEqualTo(100);
      assertThat(session.evaluate(Split.VALIDATION).examples())
          .isEqualTo(Probe.DIGITS.summary().validationExamples());
      assertThat(session.evaluate(Split.VALIDATION, 1_000_000))
          .isEqualTo(session.evaluate(Split.VALIDATION));
      assertThat(session.evaluate(Split.TEST).examples()).isEqualTo(1797);
    }
  }

  @Test
  void alwaysEvaluatesOnTheSameExamplesForTheSameLimit() {
    try (TrainingSession session = Probe.session(Probe.PLAIN, Optimizer.SGD, 3)) {
      Evaluation first = session.evaluate(Split.TRAINING, 700);
      Probe.losses(session, Schedule.fixed(STILL), 5);
      assertThat(session.evaluate(Split.TRAINING, 700)).isEqualTo(first);
      // The limit counts from the front: what 701 examples have more than 700 is one of them.
      Evaluation one = session.evaluate(Split.TRAINING, 701);
      assertThat(Math.round(701 * one.accuracy()) - Math.round(700 * first.accuracy()))
          .isBetween(0L, 1L);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void refusesALimitBelowOne(long limit) {
    try (TrainingSession session = Probe.session(Probe.PLAIN, Optimizer.SGD, 3)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.evaluate(Split.VALIDATION, limit))
          .withMessageContaining("(" + limit + ")");
    }
  }

  @Test
  void refusesTheSnapshotOfAnotherSession() {
    try (TrainingSession session = Probe.session(Probe.PLAIN, Optimizer.SGD, 3);
        TrainingSession twin = Probe.session(Probe.PLAIN, Optimizer.SGD, 3);
        Snapshot foreign = twin.snapshot()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.restore(foreign))
          .withMessageContaining("another session");
    }
  }

  @Test
  void refusesAClosedSnapshot() {
    try (TrainingSession session = Probe.session(Probe.PLAIN, Optimizer.SGD, 3)) {
      session.step(STILL);
      Snapshot snapshot = session.snapshot();
      snapshot.close();
      snapshot.close();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.restore(snapshot))
          .withMessageContaining("iteration (1)")
          .withMessageContaining("closed");
      assertThatCode(() -> session.step(STILL)).doesNotThrowAnyException();
    }
  }

  @Test
  void aClosedSessionRefusesAllButClosing(@TempDir Path folder) {
    TrainingSession session = Probe.session(Probe.EVERYTHING, Optimizer.SGD, 3);
    session.step(STILL);
    Snapshot snapshot = session.snapshot();
    session.close();
    assertThatCode(session::close).doesNotThrowAnyException();
    assertThatIllegalStateException().isThrownBy(() -> session.step(STILL));
    assertThatIllegalStateException().isThrownBy(() -> session.stepOnSameBatch(STILL));
    assertThatIllegalStateException().isThrownBy(() -> session.evaluate(Split.TEST));
    assertThatIllegalStateException().isThrownBy(session::snapshot);
    assertThatIllegalStateException().isThrownBy(() -> session.restore(snapshot));
    assertThatIllegalStateException().isThrownBy(() -> session.saveModel(folder.resolve("m.pt")));
    assertThatCode(snapshot::close).doesNotThrowAnyException();
  }

  @Test
  void closingOneSessionLeavesItsTwinUnharmed() {
    Schedule schedule = Probe.schedule(Optimizer.SGD);
    try (TrainingSession session = Probe.session(Probe.EVERYTHING, Optimizer.SGD, 3);
        TrainingSession reference = Probe.session(Probe.EVERYTHING, Optimizer.SGD, 3)) {
      TrainingSession twin = Probe.session(Probe.EVERYTHING, Optimizer.SGD, 3);
      Probe.losses(twin, schedule, 5);
      twin.close();
      assertThat(Probe.losses(session, schedule, 20))
          .isEqualTo(Probe.losses(reference, schedule, 20));
    }
  }

  @Test
  void theSameDropoutIsDrawnAgainWhereTheRandomStateIsRestored() {
    HyperParameters still = new HyperParameters(0, 0, 0);
    try (TrainingSession session = Probe.session(Probe.EVERYTHING, Optimizer.SGD, 1)) {
      session.step(still);
      try (Snapshot snapshot = session.snapshot()) {
        double first = session.stepOnSameBatch(still);
        double second = session.stepOnSameBatch(still);
        session.restoreRandomness(snapshot);
        assertThat(second).isNotEqualTo(first);
        assertThat(session.stepOnSameBatch(still)).isEqualTo(first);
      }
    }
  }

  @Test
  void runningStatisticsHaveNoPartInTheStepRatio() {
    HyperParameters still = new HyperParameters(0, 0, 0);
    try (TrainingSession session = Probe.session(Probe.EVERYTHING, Optimizer.SGD, 1);
        Snapshot first = session.snapshot()) {
      Evaluation before = session.evaluate(Split.VALIDATION);
      session.step(still);
      try (Snapshot second = session.snapshot()) {
        session.step(still);
        assertThat(session.evaluate(Split.VALIDATION)).isNotEqualTo(before);
        assertThat(session.stepRatio(first, second)).isNaN();
      }
    }
  }
}
