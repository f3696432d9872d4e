package dev.temper.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.temper.rangetest.RangeTest;
import dev.temper.schedule.HyperParameters;
import dev.temper.schedule.OneCycle;
import dev.temper.schedule.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every engine's session must do, whatever it trains.
 *
 * <p>Losses are compared bit for bit: the interface promises no less. The task must be one whose
 * training loss depends on the weights and the batch alone, hence without dropout, and whose epoch
 * has at least two batches of {@link #settings}.
 */
public abstract class TrainingSessionContract {

  private static final int STEPS = 25;

  /** No learning: the losses show which batch it was. */
  private static final HyperParameters STILL = new HyperParameters(0, 0, 0);

  private static final HyperParameters VALUES = new HyperParameters(0.02, 0.9, 1e-3);

  private static final Schedule SCHEDULE = OneCycle.smith(4 * STEPS, 0.04).withWeightDecay(1e-3);

  /** Far above what any network stands. */
  private static final HyperParameters DESTRUCTIVE = new HyperParameters(1e30, 0.9, 1e-3);

  private static final UpdateSettings DEFAULT = UpdateSettings.DEFAULT;

  /** A new session of the task under test; the tests close it. */
  protected abstract TrainingSession open(SessionSettings settings);

  /** What the engine offers; all optimizers unless overridden. */
  protected Set<Optimizer> optimizers() {
    return EnumSet.allOf(Optimizer.class);
  }

  /** The settings the sessions are opened with; batches of 64 under SGD unless overridden. */
  protected SessionSettings settings(long seed) {
    return new SessionSettings(64, Optimizer.SGD, seed);
  }

  /** Whether training changes what evaluation sees even at rate 0, as BatchNorm does. */
  protected boolean hasRunningStatistics() {
    return false;
  }

  @Test
  void theSameSeedGivesTheSameLosses() {
    for (Optimizer optimizer : optimizers()) {
      try (TrainingSession one = open(settings(1).withOptimizer(optimizer));
          TrainingSession other = open(settings(1).withOptimizer(optimizer))) {
        assertThat(train(one, STEPS)).as(optimizer.label()).isEqualTo(train(other, STEPS));
      }
    }
  }

  @Test
  void theSameSeedGivesTheSameLossesWhenAnotherSessionTrainsInBetween() {
    double[] alone;
    try (TrainingSession session = open(settings(1))) {
      alone = train(session, STEPS);
    }
    try (TrainingSession session = open(settings(1));
        TrainingSession other = open(settings(2))) {
      double[] interleaved = new double[STEPS];
      for (int i = 0; i < STEPS; i++) {
        interleaved[i] = train(session, 1)[0];
        train(other, 1);
      }
      assertThat(interleaved).isEqualTo(alone);
    }
  }

  @Test
  void anotherSeedGivesOtherLosses() {
    try (TrainingSession one = open(settings(1));
        TrainingSession other = open(settings(2))) {
      assertThat(train(one, STEPS)).doesNotContain(train(other, STEPS));
    }
  }

  @Test
  void trainingLowersTheLoss() {
    try (TrainingSession session = open(settings(1))) {
      double before = session.evaluate(Split.TRAINING).loss();
      train(session, STEPS);
      assertThat(session.evaluate(Split.TRAINING).loss()).isLessThan(before);
    }
  }

  @Test
  void everyHyperParameterMatters() {
    double[] losses = trainWith(VALUES);
    assertThat(trainWith(VALUES.withLearningRate(0.021))).isNotEqualTo(losses);
    assertThat(trainWith(VALUES.withMomentum(0.8))).isNotEqualTo(losses);
    assertThat(trainWith(VALUES.withWeightDecay(0.1))).isNotEqualTo(losses);
  }

  @Test
  void anUpdateAtRateZeroLeavesTheWeights() {
    for (Optimizer optimizer : optimizers()) {
      try (TrainingSession session = open(settings(1).withOptimizer(optimizer))) {
        Evaluation before = session.evaluate(Split.VALIDATION);
        session.step(STILL);
        session.step(STILL);
        assertThat(session.stepOnSameBatch(STILL))
            .as(optimizer.label())
            .isEqualTo(session.stepOnSameBatch(STILL));
        if (!hasRunningStatistics()) {
          assertThat(session.evaluate(Split.VALIDATION)).isEqualTo(before);
        }
      }
    }
  }

  @Test
  void countsEveryUpdate() {
    try (TrainingSession session = open(settings(1))) {
      assertThat(session.iteration()).isZero();
      session.step(VALUES);
      assertThat(session.iteration()).isEqualTo(1);
      session.stepOnSameBatch(VALUES);
      assertThat(session.iteration()).isEqualTo(2);
      session.evaluate(Split.VALIDATION, 1);
      assertThat(session.iteration()).isEqualTo(2);
    }
  }

  @Test
  void anEpochIsShuffledAnew() {
    try (TrainingSession session = open(settings(1))) {
      int epoch = (int) session.iterationsPerEpoch();
      assertThat(epoch).isGreaterThanOrEqualTo(2);
      assertThat(still(session, epoch)).isNotEqualTo(still(session, epoch));
    }
  }

  @Test
  void aStepOnTheSameBatchSeesTheBatchOfThePreviousStep() {
    try (TrainingSession session = open(settings(1))) {
      still(session, 2);
      double loss = session.step(STILL);
      assertThat(session.stepOnSameBatch(STILL)).isEqualTo(loss);
      assertThat(session.stepOnSameBatch(STILL)).isEqualTo(loss);
    }
  }

  @Test
  void aStepOnTheSameBatchDoesNotMoveThePositionInTheData() {
    double[] batches;
    try (TrainingSession session = open(settings(1))) {
      batches = still(session, STEPS);
    }
    try (TrainingSession session = open(settings(1))) {
      assertThat(session.stepOnSameBatch(STILL)).as("of a new session").isEqualTo(batches[0]);
      for (double expected : batches) {
        assertThat(session.step(STILL)).isEqualTo(expected);
        session.stepOnSameBatch(STILL);
      }
    }
  }

  @Test
  void restoringGivesTheSameContinuationBitForBit() {
    for (Optimizer optimizer : optimizers()) {
      try (TrainingSession session = open(settings(1).withOptimizer(optimizer))) {
        train(session, STEPS);
        try (Snapshot snapshot = session.snapshot()) {
          double[] first = train(session, STEPS);
          Evaluation reached = session.evaluate(Split.VALIDATION);
          session.restore(snapshot);
          assertThat(train(session, STEPS)).as(optimizer.label()).isEqualTo(first);
          assertThat(session.evaluate(Split.VALIDATION)).isEqualTo(reached);
        }
      }
    }
  }

  @Test
  void aRestoredSessionGoesOnLikeOneThatNeverStopped() {
    double[] straight;
    try (TrainingSession session = open(settings(1))) {
      straight = train(session, 2 * STEPS);
    }
    try (TrainingSession session = open(settings(1))) {
      double[] before = train(session, STEPS);
      try (Snapshot snapshot = session.snapshot()) {
        session.step(VALUES.withLearningRate(0.5));
        session.stepOnSameBatch(VALUES);
        session.restore(snapshot);
      }
      double[] after = train(session, STEPS);
      assertThat(DoubleStream.concat(DoubleStream.of(before), DoubleStream.of(after)).toArray())
          .isEqualTo(straight);
    }
  }

  @Test
  void aSnapshotSurvivesFurtherTrainingAndCanBeRestoredTwice() {
    try (TrainingSession session = open(settings(1));
        Snapshot snapshot = session.snapshot()) {
      double[] first = train(session, STEPS);
      session.restore(snapshot);
      assertThat(train(session, 2 * STEPS)).startsWith(first);
      session.restore(snapshot);
      assertThat(train(session, STEPS)).isEqualTo(first);
    }
  }

  @Test
  void severalSnapshotsAreIndependent() {
    try (TrainingSession session = open(settings(1));
        Snapshot early = session.snapshot()) {
      double[] first = train(session, STEPS);
      try (Snapshot late = session.snapshot()) {
        double[] second = train(session, STEPS);
        session.restore(early);
        assertThat(train(session, STEPS)).isEqualTo(first);
        session.restore(late);
        assertThat(train(session, STEPS)).isEqualTo(second);
      }
    }
  }

  @Test
  void aSnapshotRemembersTheBatchOfThePreviousStep() {
    try (TrainingSession session = open(settings(1))) {
      double loss = still(session, 3)[2];
      try (Snapshot snapshot = session.snapshot()) {
        still(session, 4);
        session.restore(snapshot);
        assertThat(session.stepOnSameBatch(STILL)).isEqualTo(loss);
      }
    }
  }

  @Test
  void aSnapshotKnowsItsIterationAndRestoringReturnsToIt() {
    try (TrainingSession session = open(settings(1))) {
      train(session, 3);
      try (Snapshot snapshot = session.snapshot()) {
        train(session, 4);
        assertThat(snapshot.iteration()).isEqualTo(3);
        assertThat(session.iteration()).isEqualTo(7);
        session.restore(snapshot);
        assertThat(session.iteration()).isEqualTo(3);
      }
    }
  }

  @Test
  void aSnapshotBringsBackASessionThatHasDiverged() {
    try (TrainingSession session = open(settings(1))) {
      train(session, 3);
      try (Snapshot snapshot = session.snapshot()) {
        double[] sane = train(session, STEPS);
        double last = 0;
        for (int i = 0; i < STEPS; i++) {
          last = session.step(DESTRUCTIVE);
        }
        assertThat(last).matches(loss -> !(loss < 1e6), "the loss has exploded");
        session.restore(snapshot);
        assertThat(train(session, STEPS)).isEqualTo(sane);
      }
    }
  }

  @Test
  void anEpochOfAccumulatedBatchesHasAsManyUpdatesAsOneOfLargeBatches() {
    SessionSettings accumulated = settings(1).withUpdates(DEFAULT.withAccumulation(3));
    SessionSettings large = settings(1).withBatchSize(3 * settings(1).batchSize());
    try (TrainingSession one = open(accumulated);
        TrainingSession other = open(large)) {
      assertThat(one.iterationsPerEpoch()).isEqualTo(other.iterationsPerEpoch());
      one.step(VALUES);
      assertThat(one.iteration()).isEqualTo(1);
    }
  }

  @Test
  void accumulatedBatchesGiveTheUpdatesOfOneLargeBatch() {
    SessionSettings accumulated = settings(1).withUpdates(DEFAULT.withAccumulation(3));
    SessionSettings large = settings(1).withBatchSize(3 * settings(1).batchSize());
    try (TrainingSession one = open(accumulated);
        TrainingSession other = open(large)) {
      // Sums of float32 in another order, a rounding of 6e-8 an operation, over STEPS updates.
      assertThat(train(one, STEPS)).containsExactly(train(other, STEPS), within(1e-4));
    }
  }

  @Test
  void aStepOnTheSameBatchRepeatsAllAccumulatedBatches() {
    try (TrainingSession session = open(settings(1).withUpdates(DEFAULT.withAccumulation(3)))) {
      double first = session.step(STILL);
      double second = session.step(STILL);
      assertThat(second).isNotEqualTo(first);
      assertThat(session.stepOnSameBatch(STILL)).isEqualTo(second);
    }
  }

  @Test
  void clippingAtANormThatIsNeverReachedChangesNothing() {
    try (TrainingSession clipped = open(settings(1).withUpdates(DEFAULT.withClipNorm(1e9)));
        TrainingSession free = open(settings(1))) {
      assertThat(train(clipped, STEPS)).isEqualTo(train(free, STEPS));
      assertThat(clipped.clippedUpdates()).isZero();
      assertThat(free.clippedUpdates()).isZero();
    }
  }

  @Test
  void aGradientClippedToAlmostNothingHardlyMovesTheWeights() {
    HyperParameters values = VALUES.withWeightDecay(0);
    try (TrainingSession session = open(settings(1).withUpdates(DEFAULT.withClipNorm(1e-6)))) {
      Evaluation before = session.evaluate(Split.VALIDATION);
      for (int i = 0; i < STEPS; i++) {
        session.step(values);
      }
      assertThat(session.evaluate(Split.VALIDATION).loss())
          .isCloseTo(before.loss(), withinPercentage(0.01));
      assertThat(session.clippedUpdates()).isEqualTo(STEPS);
    }
  }

  @Test
  void theCountOfClippedUpdatesIsRestored() {
    try (TrainingSession session = open(settings(1).withUpdates(DEFAULT.withClipNorm(1e-6)))) {
      train(session, 3);
      try (Snapshot snapshot = session.snapshot()) {
        train(session, 4);
        assertThat(session.clippedUpdates()).isEqualTo(7);
        session.restore(snapshot);
        assertThat(session.clippedUpdates()).isEqualTo(3);
      }
    }
  }

  @Test
  void restoresTheExactTrajectoryAfterARangeTestWhateverSurroundsAnUpdate() {
    UpdateSettings updates = new UpdateSettings(2, 0.5, true, List.of(0.25, 1.0));
    try (TrainingSession tested = open(settings(1).withUpdates(updates));
        TrainingSession untouched = open(settings(1).withUpdates(updates))) {
      train(tested, 5);
      train(untouched, 5);
      RangeTest.exponential(1e-4, 1e3, 20).withStopFactor(Double.POSITIVE_INFINITY).run(tested);
      assertThat(tested.clippedUpdates()).isEqualTo(untouched.clippedUpdates());
      assertThat(train(tested, STEPS)).isEqualTo(train(untouched, STEPS));
    }
  }

  @Test
  void aRangeTestKeepsTheRatiosOfTheRates() {
    // Half the rate everywhere is the same as a ramp at half the rates: exact, but for the rounding
    // of the ramp itself.
    try (TrainingSession halved =
            open(settings(1).withUpdates(DEFAULT.withRateRatios(List.of(0.5, 0.5))));
        TrainingSession plain = open(settings(1))) {
      double[] expected = RangeTest.exponential(0.5e-4, 0.05, 30).run(plain).trainLoss();
      assertThat(RangeTest.exponential(1e-4, 0.1, 30).run(halved).trainLoss())
          .containsExactly(expected, within(1e-4));
    }
  }

  @Test
  void eachGroupOfLayersHasARatioOfItsOwn() {
    try (TrainingSession lower = open(settings(1).withUpdates(ratios(1, 0)));
        TrainingSession upper = open(settings(1).withUpdates(ratios(0, 1)));
        TrainingSession both = open(settings(1))) {
      double[] all = train(both, STEPS);
      assertThat(train(lower, STEPS)).isNotEqualTo(all);
      assertThat(train(upper, STEPS)).isNotEqualTo(all);
      assertThat(lower.evaluate(Split.TRAINING)).isNotEqualTo(upper.evaluate(Split.TRAINING));
    }
  }

  private static UpdateSettings ratios(double first, double second) {
    return DEFAULT.withRateRatios(List.of(first, second));
  }

  @Test
  void evaluationChangesNothingThatTrainingDependsOn() {
    try (TrainingSession watched = open(settings(1));
        TrainingSession alone = open(settings(1))) {
      double[] losses = new double[STEPS];
      for (int i = 0; i < STEPS; i++) {
        losses[i] = train(watched, 1)[0];
        watched.evaluate(Split.TRAINING, 1 + i);
        watched.evaluate(Split.VALIDATION, 1 + i);
      }
      watched.evaluate(Split.TEST);
      assertThat(losses).isEqualTo(train(alone, STEPS));
      assertThat(train(watched, STEPS)).isEqualTo(train(alone, STEPS));
    }
  }

  @Test
  void evaluationIsRepeatable() {
    try (TrainingSession session = open(settings(1))) {
      train(session, 3);
      for (Split split : Split.values()) {
        assertThat(session.evaluate(split)).isEqualTo(session.evaluate(split));
        assertThat(session.evaluate(split, 7)).isEqualTo(session.evaluate(split, 7));
      }
    }
  }

  @Test
  void evaluationLooksAtNoMoreExamplesThanItsLimitOrTheSplit() {
    try (TrainingSession session = open(settings(1))) {
      for (Split split : Split.values()) {
        Evaluation whole = session.evaluate(split);
        assertThat(session.evaluate(split, 1).examples()).isEqualTo(1);
        assertThat(session.evaluate(split, whole.examples())).isEqualTo(whole);
        assertThat(session.evaluate(split, whole.examples() + 1)).isEqualTo(whole);
        if (!Double.isNaN(whole.accuracy())) {
          assertThat(whole.accuracy()).isBetween(0.0, 1.0);
        }
      }
    }
  }

  @Test
  void evaluationOfNoExamplesIsRefused() {
    try (TrainingSession session = open(settings(1))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> session.evaluate(Split.VALIDATION, 0))
          .withMessageContaining("(0)");
    }
  }

  @Test
  void aClosedSnapshotIsRefusedAndTheSessionUnharmed() {
    try (TrainingSession session = open(settings(1));
        TrainingSession untouched = open(settings(1))) {
      Snapshot snapshot = session.snapshot();
      train(session, 3);
      train(untouched, 3);
      snapshot.close();
      snapshot.close();
      assertThatIllegalArgumentException().isThrownBy(() -> session.restore(snapshot));
      assertThat(train(session, STEPS)).isEqualTo(train(untouched, STEPS));
    }
  }

  @Test
  void anotherSessionsSnapshotIsRefusedAndTheSessionUnharmed() {
    try (TrainingSession session = open(settings(1));
        TrainingSession other = open(settings(1));
        Snapshot foreign = other.snapshot()) {
      train(session, 3);
      train(other, 3);
      assertThatIllegalArgumentException().isThrownBy(() -> session.restore(foreign));
      assertThat(train(session, STEPS)).isEqualTo(train(other, STEPS));
    }
  }

  /**
   * A weight decay that outweighs the loss makes a quadratic of known curvature: every update
   * leaves nine tenths of the weights, so that the second move is a tenth shorter than the first.
   */
  @Test
  void theStepRatioOfAQuadraticIsItsInverseCurvatureOverTheRate() {
    HyperParameters decay = new HyperParameters(1e-7, 0, 1e6);
    try (TrainingSession session = open(settings(1));
        Snapshot first = session.snapshot()) {
      session.stepOnSameBatch(decay);
      try (Snapshot second = session.snapshot()) {
        session.stepOnSameBatch(decay);
        assertThat(session.stepRatio(first, second)).isCloseTo(10, within(0.01));
      }
    }
  }

  @Test
  void theStepRatioOfNoMoveIsNotANumber() {
    try (TrainingSession session = open(settings(1));
        Snapshot first = session.snapshot()) {
      session.step(STILL);
      try (Snapshot second = session.snapshot()) {
        session.step(STILL);
        assertThat(session.stepRatio(first, second)).isNaN();
      }
    }
  }

  @Test
  void takingAStepRatioChangesNothing() {
    try (TrainingSession session = open(settings(1));
        TrainingSession untouched = open(settings(1));
        Snapshot first = session.snapshot()) {
      train(session, 1);
      try (Snapshot second = session.snapshot()) {
        train(session, 1);
        assertThat(session.stepRatio(first, second)).isPositive();
      }
      train(untouched, 2);
      assertThat(train(session, STEPS)).isEqualTo(train(untouched, STEPS));
    }
  }

  @Test
  void restoringTheRandomStateLeavesWeightsAndPosition() {
    try (TrainingSession session = open(settings(1));
        Snapshot snapshot = session.snapshot()) {
      train(session, 3);
      Evaluation reached = session.evaluate(Split.VALIDATION);
      session.restoreRandomness(snapshot);
      assertThat(session.iteration()).isEqualTo(3);
      assertThat(session.evaluate(Split.VALIDATION)).isEqualTo(reached);
      double next = session.step(STILL);
      session.restore(snapshot);
      train(session, 3);
      assertThat(session.step(STILL)).isEqualTo(next);
    }
  }

  @Test
  void aForeignOrClosedSnapshotIsRefusedForRandomnessAndRatioToo() {
    try (TrainingSession session = open(settings(1));
        TrainingSession other = open(settings(1));
        Snapshot own = session.snapshot();
        Snapshot foreign = other.snapshot()) {
      Snapshot closed = session.snapshot();
      closed.close();
      for (Snapshot wrong : List.of(foreign, closed)) {
        assertThatIllegalArgumentException().isThrownBy(() -> session.restoreRandomness(wrong));
        assertThatIllegalArgumentException().isThrownBy(() -> session.stepRatio(own, wrong));
        assertThatIllegalArgumentException().isThrownBy(() -> session.stepRatio(wrong, own));
      }
    }
  }

  @Test
  void aSavedModelReplacesAnOlderOneLeavesNothingElseAndDisturbsNothing(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("model");
    try (TrainingSession session = open(settings(1));
        TrainingSession untouched = open(settings(1))) {
      session.saveModel(file);
      byte[] fresh = Files.readAllBytes(file);
      train(session, 3);
      train(untouched, 3);
      session.saveModel(file);

      assertThat(fresh).isNotEmpty();
      assertThat(Files.readAllBytes(file)).isNotEmpty().isNotEqualTo(fresh);
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).containsExactly(file);
      }
      assertThat(train(session, STEPS)).isEqualTo(train(untouched, STEPS));
    }
  }

  @Test
  void closingTwiceIsAllowed() {
    TrainingSession session = open(settings(1));
    session.step(VALUES);
    session.close();
    session.close();
  }

  /** The losses of further steps, under values that change with every iteration. */
  private static double[] train(TrainingSession session, int steps) {
    return DoubleStream.generate(() -> session.step(SCHEDULE.at(session.iteration())))
        .limit(steps)
        .toArray();
  }

  private double[] trainWith(HyperParameters values) {
    try (TrainingSession session = open(settings(1))) {
      return DoubleStream.generate(() -> session.step(values)).limit(STEPS).toArray();
    }
  }

  private static double[] still(TrainingSession session, int steps) {
    return DoubleStream.generate(() -> session.step(STILL)).limit(steps).toArray();
  }
}
