package dev.temper.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.temper.rangetest.MaximumRate;
import dev.temper.training.SyntheticTask;
import dev.temper.training.SyntheticTask.Trained;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The weight decay in each of the three ways, where the best one is known. */
class WeightDecayStageTest {

  private static final double DEFAULT = 1e-3;

  /** A loss that falls by half for each decade that the weight decay comes nearer to the best. */
  private static ToDoubleFunction<Trained> decadesFrom(double best) {
    return trained -> 0.1 * Math.pow(2, Math.abs(Math.log10(trained.weightDecay() / best)));
  }

  private static Bench bench(ToDoubleFunction<Trained> loss, long finalIterations) {
    return new Bench(new SyntheticTask().whoseValidationLossIs(loss), finalIterations);
  }

  private static Prescription run(Bench bench, WeightDecayBy way) {
    return new WeightDecayStage(bench.lab, bench.plan, bench.rangeTests, way)
        .run(bench.story, bench.plain());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0.03",
    "0.03, 0.03",
    "0.01, 0.01",
    "0.003, 0.003",
    "0.001, 0.001",
    "0.0003, 0.0003",
    "0.0001, 0.0001",
    "0.00003, 0.00003",
    "0.0000001, 0.00003",
  })
  void shortRunsBisectTheExponentTowardsTheBest(double best, double chosen) {
    Bench bench = bench(decadesFrom(best), 2000);

    assertThat(run(bench, WeightDecayBy.GRID)).isEqualTo(bench.plain().withWeightDecay(chosen));
    StageResult result = bench.result();
    assertThat(result.decisions()).hasSize(1);
    assertThat(result.decisions().get(0).choice()).isEqualTo(Figures.figure(chosen));
    assertThat(result.decisions().get(0).reason()).contains("early validation loss");
    assertThat(result.comparisons().get(0).candidates()).hasSizeBetween(4, 5);
  }

  @Test
  void theDefaultWinsATie() {
    Bench bench = bench(trained -> 0.1, 2000);

    assertThat(run(bench, WeightDecayBy.GRID)).isEqualTo(bench.plain());
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-2, 1e-3, 1e-4})
  void rangeTestsGiveTheLowestCurveAndItsRate(double best) {
    Bench bench = bench(decadesFrom(best), 2000);
    Prescription chosen = run(bench, WeightDecayBy.RANGE);

    assertThat(chosen.weightDecay()).isEqualTo(best);
    StageResult result = bench.result();
    assertThat(result.rangeTests()).hasSize(3);
    assertThat(result.decisions().get(0).choice()).isEqualTo(Figures.figure(best));
    RangeTrial own =
        bench.rangeTests.test("once more", bench.plain().withWeightDecay(chosen.weightDecay()));
    double rate =
        own.curve().suggest(MaximumRate.of(own.curve()).orElseThrow().rule()).orElseThrow();
    assertThat(chosen.learningRateMax()).isCloseTo(rate, within(0.005 * rate));
    assertThat(result.rangeTests()).contains(own);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-2, 1e-4})
  void restartsGiveTheLowestBranchWhereItIsClear(double best) {
    Bench bench = bench(decadesFrom(best), 2000);

    assertThat(run(bench, WeightDecayBy.SNAPSHOT)).isEqualTo(bench.plain().withWeightDecay(best));
    StageResult result = bench.result();
    SnapshotRestarts restarts = result.restarts();
    assertThat(restarts).isNotNull();
    assertThat(restarts.branches())
        .extracting(SnapshotRestarts.Branch::weightDecay)
        .containsExactly(1e-2, 1e-3, 1e-4);
    assertThat(result.decisions().get(0).reason()).contains("snapshot", "came lowest");
  }

  @Test
  void restartsKeepTheDefaultWhereTheDifferenceIsNoise() {
    Bench bench = bench(trained -> trained.weightDecay() == DEFAULT ? 0.101 : 0.1, 2000);

    assertThat(run(bench, WeightDecayBy.SNAPSHOT)).isEqualTo(bench.plain());
  }

  @Test
  void restartsThatNeverBeganDecideNothingAndSaySo() {
    Bench bench = new Bench(new SyntheticTask().brittleAbove(0), 2000);

    assertThat(run(bench, WeightDecayBy.SNAPSHOT)).isEqualTo(bench.plain());
    StageResult result = bench.result();
    assertThat(result.restarts()).isNotNull();
    assertThat(result.restarts().branches()).isEmpty();
    assertThat(result.decisions().get(0).reason())
        .contains("diverged")
        .doesNotContain("NaN", "Infinity");
  }

  @ParameterizedTest
  @EnumSource
  void isTheDefaultWhereTheBudgetIsSmallAndSaysWhy(WeightDecayBy way) {
    Bench bench = bench(decadesFrom(1e-4), 60);

    assertThat(run(bench, way)).isEqualTo(bench.plain());
    assertThat(bench.task.updates()).isZero();
    assertThat(bench.result().decisions().get(0).reason()).contains("Not compared", "too small");
  }

  @ParameterizedTest
  @EnumSource
  void staysWithinWhatIsLeft(WeightDecayBy way) {
    for (long iterations : new long[] {320, 500, 1000, 5000}) {
      for (double shortRuns : new double[] {1, 2, 3, 3.5, 4, 5, 6, 8, 10}) {
        Bench bench = bench(trained -> 0.1 + 1e-9 * trained.weightDecay(), iterations);
        double left = shortRuns * bench.plan.shortRun();
        bench.lab.spending().allow(bench.plan.reserve() + left, Double.POSITIVE_INFINITY);
        run(bench, way);

        assertThat((double) bench.lab.spending().examples()).isLessThanOrEqualTo(left);
      }
    }
  }
}
