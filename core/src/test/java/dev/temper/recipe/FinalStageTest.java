package dev.temper.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.temper.diagnosis.Finding;
import dev.temper.training.SyntheticTask;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** A final run whose rate holds for short runs, and not for its own length. */
class FinalStageTest {

  private static final long FINAL = 1000;
  private static final long LONGEST_SHORT = 200;

  /** Behind the length of short runs, at rates above one, both losses are what is given. */
  private static Bench wild(double above, double validationLoss) {
    return bench(above, validationLoss, above);
  }

  private static Bench bench(double above, double validationLoss, double trainingAbove) {
    return new Bench(
        new SyntheticTask()
            .unrulyAfter(LONGEST_SHORT, trainingAbove)
            .whoseValidationLossIs(
                trained ->
                    trained.updates() > LONGEST_SHORT && trained.learningRateMax() > above
                        ? validationLoss
                        : 0.1),
        FINAL);
  }

  private static Trial run(Bench bench, boolean repeats) {
    FinalStage stage =
        new FinalStage(bench.lab, bench.rangeTests.test("range test", bench.plain()).curve(), null);
    return stage.run(bench.story, bench.plain(), 50, repeats);
  }

  private static void runForShort(Bench bench) {
    bench.lab.shortRun("for longer", bench.plain().withIterations(LONGEST_SHORT), Check.REPETITION);
  }

  @Test
  void startsAgainAtHalfTheRateWhereAShorterRunWasBetter() {
    Bench bench = wild(0.06, 0.4);
    runForShort(bench);
    Trial trial = run(bench, true);

    assertThat(trial.prescription()).isEqualTo(bench.plain().halved());
    assertThat(trial.validationLoss()).isEqualTo(0.1);
    assertThat(Collections.frequency(bench.task.calls(), "evaluate test")).isEqualTo(1);
    StageResult result = bench.result();
    assertThat(result.findings())
        .extracting(Finding::code)
        .containsExactly("worse_than_shorter_run");
    assertThat(result.findings().get(0).evidence())
        .contains(
            "a training loss of 0.1500 and a validation loss of 0.4000", "one of 200 updates");
    assertThat(result.decisions())
        .extracting(Decision::subject, Decision::choice)
        .containsExactly(
            tuple("maximum learning rate", "0.05"), tuple("minimum learning rate", "0.005"));
    assertThat(result.cost().iterations()).isGreaterThanOrEqualTo(2 * FINAL);
  }

  @Test
  void startsAgainOnceOnly() {
    Bench bench = wild(0, 0.4);
    runForShort(bench);

    assertThat(run(bench, true).prescription()).isEqualTo(bench.plain().halved());
    assertThat(Collections.frequency(bench.task.calls(), "evaluate test")).isEqualTo(1);
  }

  @Test
  void isKeptInAWallTime() {
    Bench bench = wild(0, 0.4);
    runForShort(bench);

    assertThat(run(bench, false).prescription()).isEqualTo(bench.plain());
  }

  @Test
  void isKeptWhereNoShorterRunWasMade() {
    assertThat(run(wild(0, 0.4), true).prescription()).isEqualTo(wild(0, 0.4).plain());
  }

  @Test
  void isKeptWhereTheDifferenceIsSlight() {
    Bench bench = wild(0, 0.12);
    runForShort(bench);

    assertThat(run(bench, true).prescription()).isEqualTo(bench.plain());
  }

  @Test
  void isKeptWhereTrainingWentOnImprovingAndOnlyValidationEndsWorse() {
    Bench bench = bench(0, 0.4, Double.POSITIVE_INFINITY);
    runForShort(bench);

    assertThat(run(bench, true).prescription()).isEqualTo(bench.plain());
  }

  @Test
  void neitherTheRejectedRunNorTheKeptOneIsMadeTwice() {
    Bench bench = wild(0.06, 0.4);
    runForShort(bench);
    Trial trial = run(bench, true);
    long updates = bench.task.updates();

    assertThat(run(bench, true)).isEqualTo(trial);
    assertThat(bench.task.updates()).isEqualTo(updates);
  }
}
