package dev.temper.recipe;

import static dev.temper.recipe.EqualButForTimes.assertEqualButForTimes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.temper.training.SyntheticTask;
import dev.temper.training.SyntheticTask.Trained;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Values compared by short runs whose losses are known; the weight decay stands for any value. */
class ContestTest {

  private static final long SEED = 7;
  private static final double PLENTY = 1e9;

  private Bench bench = new Bench(new SyntheticTask(), 1000);

  /** A contest of weight decays, the first preferred, on the losses given. */
  private Comparison compare(
      double allowance, ToDoubleFunction<Trained> loss, double... weightDecays) {
    bench = new Bench(new SyntheticTask().whoseValidationLossIs(loss), 1000);
    return new Contest(bench.lab, "weight decay", entrants(weightDecays), 0).run(allowance);
  }

  private List<Contest.Entrant> entrants(double... weightDecays) {
    return Arrays.stream(weightDecays)
        .mapToObj(
            value ->
                new Contest.Entrant(
                    Figures.figure(value),
                    bench.plain().withWeightDecay(value).over(bench.plan.shortRun())))
        .toList();
  }

  private static int repetition(Trained trained) {
    return (int) (trained.settings().seed() - SEED);
  }

  private static List<Integer> runs(Comparison comparison) {
    return comparison.candidates().stream().map(candidate -> candidate.trials().size()).toList();
  }

  @Test
  void aClearWinnerIsTakenByOneRunEach() {
    Comparison comparison = compare(PLENTY, t -> t.weightDecay(), 0.3, 0.2, 0.1, 0.4);

    assertThat(comparison.chosen()).isEqualTo(2);
    assertThat(comparison.winner().validationLoss()).isCloseTo(0.1, within(1e-12));
    assertThat(runs(comparison)).containsExactly(1, 1, 1, 1);
    assertThat(comparison.reason()).contains("0.1000", "0.3000 with 0.3", "better by 66.7 %");
  }

  @Test
  void aTieGoesToThePreferredAfterAllItsSeeds() {
    Comparison comparison = compare(PLENTY, t -> t.weightDecay() == 0.1 ? 0.999 : 1, 0.3, 0.1, 0.2);

    assertThat(comparison.chosen()).isZero();
    assertThat(runs(comparison)).containsExactly(3, 3, 1);
    assertThat(comparison.reason()).contains("within the noise", "A tie");
  }

  @Test
  void exactlyEqualLossesNeedNoFurtherSeeds() {
    Comparison comparison = compare(PLENTY, t -> 1, 0.3, 0.1, 0.2);

    assertThat(comparison.chosen()).isZero();
    assertThat(runs(comparison)).containsExactly(1, 1, 1);
  }

  @Test
  void whereThePreferredIsTheBestNothingIsRunAgain() {
    Comparison comparison = compare(PLENTY, t -> t.weightDecay() == 0.3 ? 0.999 : 1, 0.3, 0.1);

    assertThat(comparison.chosen()).isZero();
    assertThat(runs(comparison)).containsExactly(1, 1);
    assertThat(comparison.reason()).contains("the lowest of all");
  }

  @Test
  void furtherSeedsTellASmallDifferenceThatIsReal() {
    // Fifteen per cent: less than 1.5 deviations of a difference at first, more once it repeats.
    Comparison comparison = compare(PLENTY, t -> t.weightDecay() == 0.1 ? 0.85 : 1, 0.3, 0.1);

    assertThat(comparison.chosen()).isOne();
    assertThat(runs(comparison)).satisfies(runs -> assertThat(runs.get(0)).isBetween(2, 3));
    assertThat(comparison.noise()).isLessThan(0.09);
  }

  @Test
  void furtherSeedsUndoALuckyFirstRun() {
    Comparison comparison =
        compare(
            PLENTY, t -> t.weightDecay() == 0.1 && repetition(t) == 0 ? 0.96 : 1, 0.3, 0.1, 0.2);

    assertThat(comparison.chosen()).isZero();
    assertThat(runs(comparison).get(1)).isEqualTo(3);
  }

  @Test
  void furtherSeedsNeverGoBeyondTheAllowance() {
    ToDoubleFunction<Trained> close = t -> t.weightDecay() == 0.1 ? 0.999 : 1;
    double one = bench.plain().over(bench.plan.shortRun()).examples();

    assertThat(runs(compare(0, close, 0.3, 0.1))).containsExactly(1, 1);
    assertThat(runs(compare(2 * one - 1, close, 0.3, 0.1))).containsExactly(1, 1);
    assertThat(runs(compare(2 * one, close, 0.3, 0.1))).containsExactly(2, 2);
    assertThat(runs(compare(4 * one - 1, close, 0.3, 0.1))).containsExactly(2, 2);
    assertThat(runs(compare(4 * one, close, 0.3, 0.1))).containsExactly(3, 3);
    assertThat(bench.lab.spending().examples()).isEqualTo((long) (6 * one));
  }

  @Test
  void seedsThatWereRunBeforeCostNothing() {
    ToDoubleFunction<Trained> close = t -> t.weightDecay() == 0.1 ? 0.999 : 1;
    compare(PLENTY, close, 0.3, 0.1);
    long spent = bench.lab.spending().examples();
    Comparison again = new Contest(bench.lab, "weight decay", entrants(0.3, 0.1), 0).run(0);

    assertThat(runs(again)).containsExactly(3, 3);
    assertThat(bench.lab.spending().examples()).isEqualTo(spent);
  }

  @Test
  void whatDivergedLoses() {
    ToDoubleFunction<Trained> loss = t -> t.weightDecay() == 0.1 ? Double.NaN : 2;

    assertThat(compare(PLENTY, loss, 0.1, 0.3))
        .satisfies(comparison -> assertThat(comparison.chosen()).isOne())
        .extracting(Comparison::reason)
        .asString()
        .endsWith("; 0.1 diverged.");
    assertThat(compare(PLENTY, loss, 0.3, 0.1).chosen()).isZero();
    assertThat(compare(PLENTY, loss, 0.3, 0.1).candidates().get(1).validationLoss()).isInfinite();
  }

  @Test
  void oneSeedThatDivergesIsEnoughToLose() {
    ToDoubleFunction<Trained> loss =
        t -> t.weightDecay() == 0.3 ? 1 : repetition(t) == 1 ? Double.POSITIVE_INFINITY : 0.97;

    assertThat(compare(PLENTY, loss, 0.3, 0.1).chosen()).isZero();
  }

  @Test
  void whereAllDivergeThePreferredStaysAndThatIsSaid() {
    Comparison comparison = compare(PLENTY, t -> Double.NaN, 0.3, 0.1);

    assertThat(comparison.chosen()).isZero();
    assertThat(runs(comparison)).containsExactly(1, 1);
    assertThat(comparison.reason()).contains("All diverged");
  }

  @Test
  void aLossOfNothingIsBetterThanAnyOther() {
    Comparison comparison = compare(PLENTY, t -> t.weightDecay() == 0.1 ? 0 : 1e-9, 0.3, 0.1);

    assertThat(comparison.chosen()).isOne();
    assertThat(comparison.reason()).doesNotContain("NaN");
    assertThat(compare(PLENTY, t -> 0, 0.3, 0.1).chosen()).isZero();
  }

  @Test
  void isTheSameEachTime() {
    ToDoubleFunction<Trained> noisy =
        t -> 1 + 0.02 * Math.sin(1000 * t.weightDecay() + 10 * repetition(t));
    Comparison first = compare(PLENTY, noisy, 0.3, 0.1, 0.2, 0.4);

    assertEqualButForTimes(compare(PLENTY, noisy, 0.3, 0.1, 0.2, 0.4), first);
  }

  @Test
  void startsAtTheSeedOfTheRepetitionAsked() {
    Comparison comparison =
        new Contest(bench.lab, "weight decay", entrants(0.3, 0.1), 0).from(1).run(0);

    assertThat(comparison.candidates())
        .allMatch(candidate -> candidate.trials().get(0).seed() == SEED + 1);
  }
}
