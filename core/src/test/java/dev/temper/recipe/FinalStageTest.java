package dev.temper.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.temper.diagnosis.Finding;
import dev.temper.training.SyntheticTask;
import dev.temper.training.SyntheticTask.Trained;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A final run whose rate holds for short runs, and not for its own length. */
class FinalStageTest {

  private static final long FINAL = 1000;
  private static final long LONGEST_SHORT = 200;

  /** Every so many updates the final run is evaluated. */
  private static final long EVERY = 50;

  /** Swings behind the length of short runs, at rates above a threshold. */
  private static Bench wild(double above, double level) {
    return new Bench(
        new SyntheticTask()
            .whoseValidationLossIs(
                trained ->
                    trained.updates() > LONGEST_SHORT && trained.learningRateMax() > above
                        ? level * (1 + 0.5 * parity(trained))
                        : 0.1),
        FINAL);
  }

  private static double parity(Trained trained) {
    return trained.updates() / EVERY % 2 == 0 ? 1 : -1;
  }

  private static Trial run(Bench bench, boolean repeats) {
    FinalStage stage =
        new FinalStage(
            bench.lab, bench.rangeTests.test("range test", bench.plain()).curve(), null);
    return stage.run(bench.story, bench.plain(), EVERY, repeats);
  }

  private static void runForShort(Bench bench) {
    bench.lab.shortRun(
        "for longer", bench.plain().withIterations(LONGEST_SHORT), Check.REPETITION);
  }

  @Test
  void startsAgainAtHalfTheRateWhereItSwingsAndEndsWorseThanAShorterRun() {
    Bench bench = wild(0.06, 0.4);
    runForShort(bench);
    Trial trial = run(bench, true);

    assertThat(trial.prescription()).isEqualTo(bench.plain().halved());
    assertThat(trial.validationLoss()).isEqualTo(0.1);
    assertThat(Collections.frequency(bench.task.calls(), "evaluate test")).isEqualTo(1);
    StageResult result = bench.result();
    assertThat(result.findings()).extracting(Finding::code).containsExactly("oscillating");
    assertThat(result.decisions())
        .extracting(Decision::subject, Decision::choice)
        .containsExactly(
            tuple("maximum learning rate", "0.05"),
            tuple("minimum learning rate", "0.005"));
    assertThat(result.decisions().get(0).reason()).contains("0.6", "a shorter one at 0.1");
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
    Bench bench = wild(0, 0.4);

    assertThat(run(bench, true).prescription()).isEqualTo(bench.plain());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.06})
  void isKeptWhereItEndsBetterThanTheShorterRunThoughItSwings(double level) {
    Bench bench = wild(0, level);
    runForShort(bench);

    assertThat(run(bench, true).prescription()).isEqualTo(bench.plain());
  }

  @Test
  void isKeptWhereItEndsWorseButSteadily() {
    Bench bench =
        new Bench(
            new SyntheticTask()
                .whoseValidationLossIs(t -> t.updates() > LONGEST_SHORT ? 0.2 : 0.1),
            FINAL);
    runForShort(bench);

    assertThat(run(bench, true).prescription()).isEqualTo(bench.plain());
  }

  @Test
  void aKeptRunOfAJournalIsNotMadeAgainAndARejectedOneNeither() {
    Bench bench = wild(0.06, 0.4);
    runForShort(bench);
    Trial trial = run(bench, true);
    long updates = bench.task.updates();

    assertThat(run(bench, true)).isEqualTo(trial);
    assertThat(bench.task.updates()).isEqualTo(updates);
    assertThat(List.copyOf(bench.task.calls())).doesNotContain("save");
  }
}
