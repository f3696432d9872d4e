package dev.temper.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.training.SyntheticTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The momentum by short runs whose losses are known. */
class MomentumStageTest {

  private static Bench bench(double best, long finalIterations) {
    return new Bench(
        new SyntheticTask()
            .whoseValidationLossIs(
                trained -> 0.1 * Math.exp(20 * Math.abs(trained.momentumMax() - best))),
        finalIterations);
  }

  @ParameterizedTest
  @CsvSource({"0.99, 0.85", "0.97, 0.85", "0.95, 0.85", "0.9, 0.8"})
  void findsTheBestOfItsCandidates(double best, double min) {
    Bench bench = bench(best, 1000);
    Prescription chosen =
        new MomentumStage(bench.lab, bench.plan, 0).run(bench.story, bench.plain());

    assertThat(chosen).isEqualTo(bench.plain().withMomentum(best, min));
    StageResult result = bench.result();
    assertThat(result.comparisons()).hasSize(1);
    assertThat(result.comparisons().get(0).candidates())
        .extracting(Candidate::label)
        .containsExactly("0.99 to 0.85", "0.97 to 0.85", "0.95 to 0.85", "0.9 to 0.8");
    assertThat(result.decisions())
        .extracting(Decision::choice)
        .containsExactly(best + " to " + min);
  }

  @Test
  void takesSmithsRangeWhereTheBudgetIsSmallAndSaysWhy() {
    Bench bench = bench(0.99, 300);
    Prescription chosen =
        new MomentumStage(bench.lab, bench.plan, 0).run(bench.story, bench.plain());

    assertThat(chosen).isEqualTo(bench.plain());
    assertThat(bench.task.updates()).isZero();
    assertThat(bench.result().decisions().get(0).reason()).contains("Not compared", "too small");
  }

  @Test
  void leavesWhatLaterStagesNeed() {
    Bench bench = bench(0.99, 1000);
    double rest = bench.plan.allowance() - bench.plan.reserve() - 4 * bench.plan.shortRun();

    new MomentumStage(bench.lab, bench.plan, rest + 100).run(bench.story, bench.plain());
    assertThat(bench.task.updates()).isZero();
    // Whole updates make the four runs a little shorter than their share.
    new MomentumStage(bench.lab, bench.plan, rest).run(bench.story, bench.plain());
    assertThat(bench.task.updates()).isEqualTo(4 * 62);
  }

  @Test
  void leavesAnOptimizerWithoutMomentumAsItIs() {
    Bench bench = bench(0.99, 1000);
    Prescription without = bench.plain().withMomentum(0, 0);

    assertThat(new MomentumStage(bench.lab, bench.plan, 0).run(bench.story, without))
        .isEqualTo(without);
    assertThat(bench.task.updates()).isZero();
    assertThat(bench.result().decisions().get(0).reason()).contains("customary");
  }

  @Test
  void staysAtSmithsRangeWhereAllDiverge() {
    Bench bench = new Bench(new SyntheticTask().brittleAbove(0), 1000);

    assertThat(new MomentumStage(bench.lab, bench.plan, 0).run(bench.story, bench.plain()))
        .isEqualTo(bench.plain());
    assertThat(bench.result().decisions().get(0).reason()).contains("All diverged");
  }
}
