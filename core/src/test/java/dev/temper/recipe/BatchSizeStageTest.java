package dev.temper.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.rangetest.MaximumRate;
import dev.temper.training.Evaluation;
import dev.temper.training.SyntheticTask;
import dev.temper.training.UpdateSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Batch sizes compared at equal wall time, as far as their times and memory are known. */
class BatchSizeStageTest {

  private static final double MIB = 1 << 20;

  /** Seconds of an update and MiB by batch size. */
  private static Preflight.Timing timing(int batchSize, double seconds, double mebibytes) {
    return new Preflight.Timing(batchSize, seconds, (long) (mebibytes * MIB));
  }

  private static Preflight preflight(Preflight.Timing... timings) {
    return new Preflight(
        16, 7, new Evaluation(1, 0.5, 90), 1, 1, 0.05, 20, List.of(timings), 0, 0, 1);
  }

  /** The loss is the lower the nearer the batch size is to the given one. */
  private static SyntheticTask likes(int batchSize) {
    return new SyntheticTask()
        .whoseValidationLossIs(
            t -> 0.1 + 0.1 * Math.abs(Math.log(t.settings().batchSize() / (double) batchSize)));
  }

  private static Prescription run(Bench bench, Prescription plain, Preflight preflight) {
    return new BatchSizeStage(bench.lab, bench.plan, preflight, bench.rangeTests)
        .run(bench.story, plain);
  }

  private static Prescription run(Bench bench, Preflight preflight) {
    return run(bench, bench.plainByRangeTest(), preflight);
  }

  @Test
  void takesTheSizeThatComesLowestAtTheRateOfItsOwnRangeTest() {
    Bench bench = new Bench(likes(32), 4000);
    Preflight timings = preflight(timing(8, 1, 1), timing(16, 1, 1), timing(32, 1, 1));
    Prescription plain = bench.plainByRangeTest();
    Prescription chosen = run(bench, plain, timings);

    assertThat(chosen.batchSize()).isEqualTo(32);
    assertThat(chosen.examples()).isEqualTo(plain.examples());
    StageResult result = bench.result();
    assertThat(result.rangeTests()).isNotEmpty();
    RangeTrial own = bench.rangeTests.test("once more", plain.withBatchSize(32));
    assertThat(result.rangeTests()).contains(own);
    double rate =
        own.curve().suggest(MaximumRate.of(own.curve()).orElseThrow().rule()).orElseThrow();
    assertThat(chosen.learningRateMax())
        .isEqualTo(plain.withLearningRateMax(rate).learningRateMax());
  }

  @Test
  void givesEverySizeTheSameWallTime() {
    Bench bench = new Bench(likes(16), 8000);
    run(bench, preflight(timing(8, 0.8, 1), timing(16, 1, 1), timing(32, 1.41, 1)));

    Comparison comparison = bench.result().comparisons().get(0);
    assertThat(comparison.candidates())
        .extracting(Candidate::label)
        .containsExactly("8", "16", "32");
    List<Long> iterations =
        comparison.candidates().stream().map(c -> c.prescription().iterations()).toList();
    // To a quarter of an octave: .8 of the time is one quarter less, 1.41 two quarters more.
    assertThat(iterations)
        .containsExactly(
            Math.round(500 * Math.pow(2, 0.25)), 500L, Math.round(500 * Math.pow(2, -0.5)));
  }

  @Test
  void leavesOutWhatTakesTooMuchMemory() {
    Bench bench = new Bench(likes(32).withMemoryLimit((long) (100 * MIB)), 4000);

    assertThat(
            run(bench, preflight(timing(16, 1, 50), timing(32, 1, 71), timing(64, 1, 69)))
                .batchSize())
        .isEqualTo(16);
    assertThat(bench.result().decisions().get(0).reason()).contains("32 (it takes 71 MiB");
  }

  @Test
  void leavesOutLargerSizesThatTrainNoMoreExamplesASecond() {
    Bench bench = new Bench(likes(48), 4000);
    Preflight timings = preflight(timing(16, 1, 1), timing(32, 1.9, 1), timing(48, 2.5, 1));
    run(bench, timings);

    // More than twice the size has to gain twice as much.
    assertThat(bench.result().decisions().get(0).reason())
        .contains("32 (its throughput is 105 %)", "48 (its throughput is 120 %)");
    assertThat(bench.result().comparisons()).isEmpty();
  }

  @Test
  void leavesOutSmallerSizesThatAreFarSlower() {
    Bench bench = new Bench(likes(8), 4000);
    run(bench, preflight(timing(8, 1.1, 1), timing(16, 1, 1)));

    assertThat(bench.result().decisions().get(0).reason()).contains("8 (its throughput is 45 %)");
  }

  @Test
  void leavesOutSizesWithTooFewUpdatesInAnEpoch() {
    Bench bench = new Bench(likes(64), 4000);
    run(bench, preflight(timing(16, 1, 1), timing(64, 1, 1)));

    // 500 examples make 7 updates of 64.
    assertThat(bench.result().decisions().get(0).reason())
        .contains("64 (too few updates an epoch)");
  }

  @Test
  void countsAllBatchesOfAnUpdate() {
    Bench bench = new Bench(likes(32), 4000 * 20);
    Prescription plain = bench.plain();
    Prescription accumulated =
        new Prescription(
            plain.optimizer(),
            16,
            plain.learningRateMax(),
            plain.learningRateMin(),
            plain.momentumMax(),
            plain.momentumMin(),
            plain.weightDecay(),
            4000,
            UpdateSettings.DEFAULT.withAccumulation(20),
            plain.model());

    // 20 batches of 32 are more than the training examples.
    assertThat(run(bench, accumulated, preflight(timing(16, 1, 1), timing(32, 1, 1))))
        .isEqualTo(accumulated);
    assertThat(bench.result().decisions().get(0).reason())
        .contains("32 (too few updates an epoch)");
  }

  @Test
  void keepsWithinItsShareOfTheFinalRun() {
    for (long iterations : new long[] {320, 400, 640, 1000, 2000, 5000}) {
      Bench bench = new Bench(likes(16), iterations);
      Prescription plain = bench.plainByRangeTest();
      long before = bench.lab.spending().examples();
      run(
          bench,
          plain,
          preflight(timing(8, 0.9, 1), timing(16, 1, 1), timing(32, 1, 1), timing(64, 1, 1)));

      assertThat((double) (bench.lab.spending().examples() - before))
          .as("%d iterations", iterations)
          .isLessThanOrEqualTo(0.5 * bench.plan.finalExamples());
    }
  }

  @Test
  void isTheDefaultWhereTheBudgetIsSmallAndSaysWhy() {
    Bench bench = new Bench(likes(32), 300);

    assertThat(run(bench, bench.plain(), preflight(timing(16, 1, 1))).batchSize()).isEqualTo(16);
    assertThat(bench.task.updates()).isZero();
    assertThat(bench.result().decisions().get(0).reason())
        .contains("nearest to the root of 500", "Not compared", "too short");
  }

  @Test
  void whatDivergesInItsRangeTestTakesNoPart() {
    Bench bench = new Bench(new SyntheticTask().unteachable(), 4000);

    assertThat(run(bench, bench.plain(), preflight(timing(16, 1, 1), timing(32, 1, 1))).batchSize())
        .isEqualTo(16);
    assertThat(bench.result().decisions().get(0).reason())
        .contains("32 (its range test gives no learning rate)");
  }
}
