package dev.temper.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.training.SyntheticTask;
import dev.temper.training.SyntheticTask.Trained;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The chosen values against the plain answer. */
class CheckTest {

  private static final double CHOSEN = 0.5;

  private Bench bench = new Bench(new SyntheticTask(), 1000);

  private Prescription plain() {
    return bench.plain();
  }

  private Prescription chosen() {
    return plain().withMomentum(0.97, 0.85).withWeightDecay(CHOSEN);
  }

  private Prescription check(ToDoubleFunction<Trained> loss, double length) {
    bench = new Bench(new SyntheticTask().whoseValidationLossIs(loss), 1000);
    return new Check(bench.lab).run(bench.story, plain(), chosen(), length, Check.REPETITION);
  }

  private static boolean isChosen(Trained trained) {
    return trained.weightDecay() == CHOSEN;
  }

  @Test
  void whatWinsIsUsed() {
    assertThat(check(t -> isChosen(t) ? 1 : 2, 3200)).isEqualTo(chosen());

    StageResult result = bench.result();
    assertThat(result.decisions()).extracting(Decision::choice).containsExactly("what was chosen");
    assertThat(result.comparisons().get(0).candidates()).allMatch(c -> c.trials().size() == 1);
  }

  @Test
  void whatLosesGivesThePlainAnswerAndSaysSo() {
    assertThat(check(t -> isChosen(t) ? 2 : 1, 3200)).isEqualTo(plain());

    StageResult result = bench.result();
    assertThat(result.decisions())
        .extracting(Decision::subject)
        .containsExactly("check", "momentum", "weight decay");
    assertThat(result.decisions())
        .extracting(Decision::choice)
        .containsExactly("the plain answer", "0.95 to 0.85", "0.001");
    assertThat(result.decisions().get(0).reason())
        .contains("What was chosen loses")
        .contains("2.000", "1.000");
    assertThat(result.comparisons().get(0).winner().label()).isEqualTo("the plain answer");
  }

  @Test
  void aCloseOneIsDecidedByASecondSeed() {
    ToDoubleFunction<Trained> lucky =
        t -> !isChosen(t) ? 1 : t.settings().seed() == 7 + Check.REPETITION ? 0.99 : 1.1;

    assertThat(check(lucky, 3200)).isEqualTo(plain());
    assertThat(bench.result().comparisons().get(0).candidates())
        .allMatch(candidate -> candidate.trials().size() == 2);
  }

  @Test
  void runsWithSeedsThatChoseNothing() {
    check(t -> isChosen(t) ? 0.99 : 1, 3200);

    assertThat(bench.result().comparisons().get(0).candidates())
        .flatExtracting(Candidate::trials)
        .extracting(Trial::seed)
        .doesNotContain(7L);
  }

  @Test
  void equalLossesKeepWhatWasChosen() {
    assertThat(check(t -> 1, 3200)).isEqualTo(chosen());
    assertThat(check(t -> 0, 3200)).isEqualTo(chosen());
  }

  @Test
  void whatDivergesLosesEvenWhereThePlainAnswerDoesToo() {
    assertThat(check(t -> isChosen(t) ? Double.NaN : 1, 3200)).isEqualTo(plain());
    assertThat(check(t -> isChosen(t) ? 1 : Double.NaN, 3200)).isEqualTo(chosen());
    assertThat(check(t -> Double.NaN, 3200)).isEqualTo(plain());
  }

  @Test
  void whatCannotBeCheckedIsNotUsedAndThatIsSaid() {
    assertThat(check(t -> isChosen(t) ? 1 : 2, 16 * 19)).isEqualTo(plain());

    assertThat(bench.task.updates()).isZero();
    assertThat(bench.result().decisions().get(0).reason()).contains("too small to check");
  }

  @Test
  void isNeededWhereAnythingButTheLengthDiffers() {
    assertThat(Check.isNeeded(plain(), plain().withIterations(3))).isFalse();
    assertThat(Check.isNeeded(plain(), plain().withMomentum(0.9, 0.8))).isTrue();
    assertThat(Check.isNeeded(plain(), plain().withModel("depth", 2))).isTrue();
    assertThat(Check.isNeeded(plain(), plain().withBatchSize(8))).isTrue();
  }
}
