package dev.temper.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.within;

import dev.temper.training.ModelSetting;
import dev.temper.training.ModelSetting.Kind;
import dev.temper.training.Optimizer;
import dev.temper.training.SyntheticTask;
import dev.temper.training.SyntheticTask.Trained;
import dev.temper.training.UpdateSettings;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a procedure spends, and what it says where it cannot. */
class BudgetSharesTest {

  private static Tuning tuning(SyntheticTask task, long iterations) {
    return Tuning.of(task).seed(7).budget(Budget.iterations(iterations));
  }

  /** Budgets of 60 to 50,000 iterations, closer to each other where stages begin to be left out. */
  private static long[] budgets() {
    return LongStream.of(
            60, 61, 80, 99, 100, 120, 200, 299, 300, 319, 320, 321, 350, 400, 480, 640, 777, 1000,
            2000, 5000, 50_000)
        .toArray();
  }

  /** As close a decision as there can be, so that every further seed is asked for. */
  private static double close(Trained trained) {
    return 0.1
        * (1
            + 1e-3 * Math.abs(trained.momentumMax() - 0.99)
            + 1e-3 * Math.abs(trained.weightDecay() - 0.01)
            + 1e-4 * trained.settings().batchSize());
  }

  private static void assertKeepsItsShare(TuningResult result, long iterations) {
    long finding =
        result.costs().stream()
            .filter(cost -> cost.stage().isFinding())
            .mapToLong(StageCost::examples)
            .sum();
    assertThat((double) finding)
        .as("%d iterations", iterations)
        .isLessThanOrEqualTo(
            Budget.FINDING_SHARE * iterations * result.plain().examplesPerUpdate());
    // A larger batch may leave a part of an update over.
    assertThat(result.findingShare())
        .isLessThanOrEqualTo(Budget.FINDING_SHARE * (1 + 1.0 / result.chosen().iterations()));
  }

  static Stream<Arguments> settings() {
    UnaryOperator<Tuning> given = tuning -> tuning.batchSize(16);
    UnaryOperator<Tuning> found = tuning -> tuning;
    UnaryOperator<Tuning> ranges = tuning -> tuning.weightDecayBy(WeightDecayBy.RANGE);
    UnaryOperator<Tuning> restarts = tuning -> tuning.weightDecayBy(WeightDecayBy.SNAPSHOT);
    UnaryOperator<Tuning> accumulated =
        tuning -> tuning.batchSize(8).updates(UpdateSettings.DEFAULT.withAccumulation(3));
    return Stream.of(
        Arguments.of("batch size given", given),
        Arguments.of("all found", found),
        Arguments.of("by range tests", ranges),
        Arguments.of("by restarts", restarts),
        Arguments.of("with accumulation", accumulated));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("settings")
  void findingValuesTakesAtMostItsShare(String name, UnaryOperator<Tuning> settings)
      throws IOException {
    for (long iterations : budgets()) {
      SyntheticTask task = new SyntheticTask().whoseValidationLossIs(BudgetSharesTest::close);
      assertKeepsItsShare(settings.apply(tuning(task, iterations)).run(), iterations);
    }
  }

  @Test
  void exploringTheNetworkStaysWithinTheShareToo() throws IOException {
    for (long iterations : budgets()) {
      SyntheticTask task =
          new SyntheticTask()
              .withModelSettings(
                  new ModelSetting("layers", Kind.DEPTH, 2, 0, 9, true),
                  new ModelSetting("width", Kind.WIDTH, 25, 1, 99, true))
              .whoseValidationLossIs(BudgetSharesTest::close);
      assertKeepsItsShare(
          tuning(task, iterations).batchSize(16).explore(Set.of("layers", "width")).run(),
          iterations);
    }
  }

  @Test
  void whatDivergesStaysWithinTheShareToo() throws IOException {
    for (long iterations : budgets()) {
      SyntheticTask task = new SyntheticTask().brittleAbove(0.03);
      assertKeepsItsShare(tuning(task, iterations).batchSize(16).run(), iterations);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyStageThatComparesNothingSaysWhy(WeightDecayBy way) throws IOException {
    for (long iterations : new long[] {60, 100, 300, 320, 350, 400, 500, 800, 2000}) {
      TuningResult result =
          tuning(new SyntheticTask(), iterations).batchSize(16).weightDecayBy(way).run();
      for (StageResult stage : result.stages()) {
        if (EnumSet.of(Stage.PREFLIGHT, Stage.BASELINE, Stage.FINAL_RUN).contains(stage.stage())) {
          continue;
        }
        assertThat(stage.decisions()).as(stage.stage().label()).isNotEmpty();
        if (stage.cost().iterations() == 0) {
          assertThat(stage.decisions())
              .as("%s of %d iterations", stage.stage().label(), iterations)
              .anyMatch(
                  decision ->
                      decision.reason().contains("too small")
                          || decision.reason().contains("As given"));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void closeMomentaLeaveTheWeightDecayWhatItsWayTakes(WeightDecayBy way) throws IOException {
    for (long iterations : new long[] {500, 640, 800, 1000, 2000}) {
      SyntheticTask task = new SyntheticTask().whoseValidationLossIs(BudgetSharesTest::close);
      TuningResult result = tuning(task, iterations).weightDecayBy(way).run();
      StageCost cost =
          result.costs().stream()
              .filter(each -> each.stage() == Stage.WEIGHT_DECAY)
              .findFirst()
              .orElseThrow();
      assertThat(cost.iterations()).as("of %d iterations", iterations).isPositive();
    }
  }

  @Test
  void aLongBudgetLeavesNothingOut() throws IOException {
    TuningResult result = tuning(new SyntheticTask(), 5000).batchSize(16).run();

    assertThat(result.decisions()).noneMatch(decision -> decision.reason().contains("too small"));
  }

  @Test
  void aNetworkThatIsExploredTrainsWithWhatWasFound() throws IOException {
    ModelSetting layers = new ModelSetting("layers", Kind.DEPTH, 2, 0, 9, true);
    SyntheticTask task =
        new SyntheticTask()
            .withModelSettings(layers)
            .whoseValidationLossIs(
                t -> 0.1 * (1 + Math.abs(t.model().getOrDefault("layers", 2.0) - 3)));
    TuningResult result = tuning(task, 2000).batchSize(16).explore(Set.of("layers")).run();

    assertThat(result.chosen().model()).containsEntry("layers", 3.0);
    assertThat(result.model()).isEqualTo("quadratic:{layers=3.0}");
    assertThat(result.validation().loss()).isEqualTo(0.1);
    assertThat(result.plain().model()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0005, 0.002, 0.01})
  void minutesAreDividedByTheTimeOfAnUpdate(double minutes) throws IOException {
    TuningResult result =
        Tuning.of(new SyntheticTask()).seed(7).batchSize(16).budget(Budget.minutes(minutes)).run();

    assertThat(result.budget()).isEqualTo(Budget.minutes(minutes));
    assertThat(result.finalRun().iterations()).isGreaterThanOrEqualTo(2);
    assertThat(result.chosen().iterations()).isEqualTo(result.finalRun().iterations());
  }

  @Test
  void minutesAreDividedForABatchOfOneToo() {
    assertThatNoException()
        .isThrownBy(
            () -> Tuning.of(new SyntheticTask()).batchSize(1).budget(Budget.minutes(0.001)).run());
  }

  @Test
  void trainsOnAllExamplesAtATime() throws IOException {
    TuningResult result = tuning(new SyntheticTask(), 200).batchSize(500).run();

    assertThat(result.iterationsPerEpoch()).isOne();
    assertThat(result.epochs()).isEqualTo(200);
    assertThat(result.preflight().timings())
        .extracting(Preflight.Timing::batchSize)
        .contains(500)
        .allMatch(size -> size <= 500);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.1, 1, 2})
  void goesThroughWithTheSmallestBudgets(double epochs) throws IOException {
    TuningResult result =
        Tuning.of(new SyntheticTask()).seed(7).budget(Budget.epochs(epochs)).run();

    assertThat(result.epochs()).isCloseTo(Math.max(epochs, 2.0 / 31), within(0.02));
    assertThat(result.costs())
        .extracting(StageCost::stage)
        .startsWith(Stage.PREFLIGHT)
        .endsWith(Stage.FINAL_RUN);
  }

  @ParameterizedTest
  @EnumSource
  void tunesEveryOptimizer(Optimizer optimizer) throws IOException {
    TuningResult result =
        tuning(new SyntheticTask(), 1000).batchSize(16).optimizer(optimizer).run();

    assertThat(result.chosen().optimizer()).isEqualTo(optimizer);
    assertThat(result.chosen().momentumMax() > 0).isEqualTo(optimizer.defaultMomentum() > 0);
  }

  @Test
  void whatIsGivenIsNeverChanged() throws IOException {
    for (long iterations : List.of(100L, 1000L, 3000L)) {
      for (double weightDecay : new double[] {0, 0.02}) {
        TuningResult result =
            tuning(new SyntheticTask(), iterations)
                .batchSize(20)
                .momentum(0.9, 0.9)
                .weightDecay(weightDecay)
                .run();

        assertThat(result.chosen().batchSize()).isEqualTo(20);
        assertThat(result.chosen().momentumMax()).isEqualTo(0.9);
        assertThat(result.chosen().momentumMin()).isEqualTo(0.9);
        assertThat(result.chosen().weightDecay()).isEqualTo(weightDecay);
      }
    }
  }

  @Test
  void aLossOfNothingIsNoFault() throws IOException {
    SyntheticTask perfect = new SyntheticTask().whoseValidationLossIs(t -> 0);
    TuningResult result = tuning(perfect, 1000).batchSize(16).run();

    assertThat(result.validation().loss()).isZero();
    assertThat(result.decisions()).noneMatch(decision -> decision.reason().contains("NaN"));
  }
}
