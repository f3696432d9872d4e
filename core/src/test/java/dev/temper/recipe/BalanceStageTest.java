package dev.temper.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.diagnosis.Curves;
import dev.temper.diagnosis.Finding;
import dev.temper.diagnosis.Symptom;
import dev.temper.training.ModelSetting;
import dev.temper.training.ModelSetting.Kind;
import dev.temper.training.SyntheticTask;
import dev.temper.training.SyntheticTask.Trained;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Settings of the network that may be changed, and the longer run of what was chosen. */
class BalanceStageTest {

  private static final ModelSetting DEPTH = new ModelSetting("layers", Kind.DEPTH, 2, 0, 8, true);
  private static final ModelSetting WIDTH = new ModelSetting("width", Kind.WIDTH, 25, 1, 60, true);
  private static final ModelSetting DROPOUT =
      new ModelSetting("dropout", Kind.DROPOUT, 0.2, 0, 0.9, false);

  private static Bench bench(ToDoubleFunction<Trained> loss, long iterations) {
    return new Bench(
        new SyntheticTask().withModelSettings(DEPTH, WIDTH, DROPOUT).whoseValidationLossIs(loss),
        iterations);
  }

  private static Prescription explore(Bench bench, Set<String> explored) {
    return new BalanceStage(bench.lab, bench.plan, explored, false)
        .explore(bench.story, bench.plain());
  }

  private static double setting(Trained trained, ModelSetting setting) {
    return trained.model().getOrDefault(setting.name(), setting.value());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 3", "8, 3"})
  void findsABetterDepthAStepAway(double best, double found) {
    Bench bench = bench(t -> 0.1 * (1 + Math.abs(setting(t, DEPTH) - best)), 2000);
    Prescription chosen = explore(bench, Set.of("layers"));

    assertThat(chosen.model().getOrDefault("layers", 2.0)).isEqualTo(found);
    assertThat(chosen.iterations()).isEqualTo(2000);
    StageResult result = bench.result();
    assertThat(result.decisions()).extracting(Decision::subject).containsExactly("layers");
    assertThat(result.decisions().get(0).choice()).isEqualTo("" + (int) found);
  }

  @Test
  void aWidthStaysWholeAndInItsRange() {
    Bench bench = bench(t -> 0.1 * (1 + setting(t, WIDTH)), 2000);
    Prescription chosen = explore(bench, Set.of("width"));

    assertThat(chosen.model()).containsEntry("width", 12.0);
    assertThat(bench.result().comparisons().get(0).candidates())
        .extracting(Candidate::label)
        .containsExactly("25", "12", "50");
  }

  @Test
  void aSwitchIsComparedOnAndOffAndADepthByItsSteps() {
    ModelSetting norm = ModelSetting.onOff("batch-norm", Kind.NORMALIZATION, true);
    ModelSetting depth = new ModelSetting("depth", Kind.DEPTH, 20, 8, 110, 6);
    Bench bench =
        new Bench(
            new SyntheticTask()
                .withModelSettings(norm, depth)
                .whoseValidationLossIs(t -> 0.1 * (1 + setting(t, norm) + 1 / setting(t, depth))),
            2000);
    Prescription chosen = explore(bench, Set.of("batch-norm", "depth"));

    assertThat(chosen.model()).containsEntry("batch-norm", 0.0);
    assertThat(bench.result().comparisons().get(0).candidates())
        .extracting(Candidate::label)
        .containsExactly("1", "0");
    assertThat(bench.result().comparisons().get(1).candidates())
        .extracting(Candidate::label)
        .containsExactly("20", "14", "26");
  }

  @Test
  void changesNothingThatWasNotAskedFor() {
    Bench bench = bench(t -> 0.1 * (1 + setting(t, WIDTH)), 2000);

    assertThat(explore(bench, Set.of())).isEqualTo(bench.plain());
    assertThat(explore(bench, Set.of("dropout"))).isEqualTo(bench.plain());
    assertThat(bench.task.updates()).isZero();
  }

  @Test
  void aSettingWithoutRoomIsNotCompared() {
    ModelSetting fixed = new ModelSetting("layers", Kind.DEPTH, 2, 2, 2, true);
    Bench bench = new Bench(new SyntheticTask().withModelSettings(fixed), 2000);

    assertThat(explore(bench, Set.of("layers"))).isEqualTo(bench.plain());
    assertThat(bench.task.updates()).isZero();
    assertThat(bench.result().decisions().get(0).reason()).contains("nothing to compare");
  }

  @Test
  void saysWhyNothingIsExploredWithASmallBudget() {
    Bench bench = bench(t -> 0.1 * (1 + setting(t, WIDTH)), 300);

    assertThat(explore(bench, Set.of("layers", "width"))).isEqualTo(bench.plain());
    assertThat(bench.task.updates()).isZero();
    assertThat(bench.result().decisions()).allMatch(d -> d.reason().contains("too small"));
  }

  @Test
  void saysWhyNothingIsLookedAtWithASmallBudget() {
    Bench bench = bench(t -> 0.1, 1000);
    Prescription chosen =
        new BalanceStage(bench.lab, bench.plan, Set.of(), false)
            .run(bench.story, bench.plain(), 19 * Bench.BATCH_SIZE);

    assertThat(chosen).isEqualTo(bench.plain());
    assertThat(bench.task.updates()).isZero();
    assertThat(bench.result().decisions().get(0).reason()).contains("too small");
  }

  private static Function<Curves, List<Finding>> shows(Symptom symptom, double confidence) {
    return curves ->
        List.of(new Finding(symptom.code(), confidence, 0, 1, "It shows.", "Change something."));
  }

  private static Prescription balance(
      Bench bench, Symptom symptom, Set<String> explored, boolean weightDecayGiven) {
    double length = bench.plan.longRun(bench.lab.left());
    return new BalanceStage(bench.lab, bench.plan, explored, weightDecayGiven)
        .run(bench.story, bench.plain(), length, shows(symptom, 0.9));
  }

  /** The lower the dropout, the weight decay and the rate, the better, or the other way about. */
  private static Bench lowers(double exponent) {
    return bench(
        t ->
            0.1
                * Math.pow(1 + setting(t, DROPOUT), 8 * exponent)
                * Math.pow(t.weightDecay() + 1e-9, exponent)
                * Math.pow(t.learningRateMax(), exponent),
        2000);
  }

  @ParameterizedTest
  @EnumSource(names = {"OSCILLATING", "PREMATURE_PLATEAU", "DIVERGED"})
  void halvesARateThatIsTooLarge(Symptom symptom) {
    Bench bench = lowers(1);

    assertThat(balance(bench, symptom, Set.of(), false))
        .isEqualTo(bench.plain().withLearningRateMax(0.05));
    StageResult result = bench.result();
    assertThat(result.decisions())
        .extracting(Decision::subject)
        .containsExactly("balance", "maximum learning rate", "minimum learning rate");
    assertThat(result.decisions().get(0).reason()).contains("It shows.", "better by");
  }

  @Test
  void underfittingLowersTheDropoutFirst() {
    Bench bench = lowers(1);

    assertThat(balance(bench, Symptom.UNDERFITTING, Set.of("dropout"), false))
        .isEqualTo(bench.plain().withModel("dropout", 0.1));
  }

  @Test
  void underfittingLowersTheWeightDecayWhereDropoutMayNotChange() {
    Bench bench = lowers(1);

    assertThat(balance(bench, Symptom.UNDERFITTING, Set.of(), false))
        .isEqualTo(bench.plain().withWeightDecay(3e-4));
  }

  @Test
  void overfittingRaisesThem() {
    Bench bench = lowers(-1);
    assertThat(balance(bench, Symptom.OVERFITTING, Set.of("dropout"), false))
        .isEqualTo(bench.plain().withModel("dropout", 0.3));

    Bench other = lowers(-1);
    assertThat(balance(other, Symptom.OVERFITTING, Set.of(), false))
        .isEqualTo(other.plain().withWeightDecay(3e-3));
  }

  @ParameterizedTest
  @EnumSource(names = {"UNDERFITTING", "OVERFITTING"})
  void aWeightDecayThatIsGivenStays(Symptom symptom) {
    Bench bench = lowers(symptom == Symptom.UNDERFITTING ? 1 : -1);

    assertThat(balance(bench, symptom, Set.of(), true)).isEqualTo(bench.plain());
    assertThat(bench.result().decisions().get(0).reason()).contains("no value that is to be found");
  }

  @ParameterizedTest
  @EnumSource(names = {"OSCILLATING", "UNDERFITTING"})
  void whatIsNoBetterIsNotTaken(Symptom symptom) {
    Bench bench = lowers(-1);

    assertThat(balance(bench, symptom, Set.of("dropout"), false)).isEqualTo(bench.plain());
    assertThat(bench.result().decisions()).extracting(Decision::choice).containsExactly("kept");
  }

  @ParameterizedTest
  @EnumSource(names = {"TOO_SLOW", "GOOD_START", "HEALTHY"})
  void whatAsksForNothingChangesNothing(Symptom symptom) {
    Bench bench = lowers(1);

    assertThat(balance(bench, symptom, Set.of("dropout"), false)).isEqualTo(bench.plain());
    assertThat(bench.result().comparisons()).isEmpty();
  }

  @Test
  void aGuessAsksForNothing() {
    Bench bench = lowers(1);
    Prescription chosen =
        new BalanceStage(bench.lab, bench.plan, Set.of(), false)
            .run(bench.story, bench.plain(), 3200, shows(Symptom.OSCILLATING, 0.4));

    assertThat(chosen).isEqualTo(bench.plain());
  }

  @Test
  void leavesTheCheckALongRun() {
    for (double share : new double[] {0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 1.5}) {
      Bench bench = lowers(1);
      double left = share * bench.plan.finalExamples();
      bench.lab.spending().allow(left, Double.POSITIVE_INFINITY);
      double length = bench.plan.longRun(left);
      balance(bench, Symptom.OSCILLATING, Set.of(), false);

      assertThat(bench.lab.left()).isGreaterThanOrEqualTo(length);
      assertThat(bench.result().decisions().get(0).choice()).startsWith("half the maximum rate");
    }
  }
}
