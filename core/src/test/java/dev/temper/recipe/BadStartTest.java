package dev.temper.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.temper.training.SyntheticTask;
import dev.temper.training.SyntheticTask.Trained;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Starts that no hyper-parameter can mend are named; all others are tuned. */
class BadStartTest {

  private static Tuning tuning(SyntheticTask task) {
    return Tuning.of(task).seed(7).batchSize(16).budget(Budget.iterations(1000));
  }

  static Stream<Arguments> badStarts() {
    return Stream.of(
        Arguments.of(
            "unrelated labels",
            new SyntheticTask().whoseValidationLossIs(t -> Math.log(2) * (1 + 1e-4 * t.updates())),
            "labels have nothing to do with the examples"),
        Arguments.of("dead network", new SyntheticTask().unteachable(), "the network is dead"),
        Arguments.of(
            "not normalized", new SyntheticTask().withLossesTimes(20), "data are not normalized"),
        Arguments.of(
            "endless loss",
            new SyntheticTask().withLossesTimes(Double.POSITIVE_INFINITY),
            "data are not normalized"),
        Arguments.of(
            "loss that cannot fall",
            new SyntheticTask().withSlowAdam().whoseValidationLossIs(t -> 0.7),
            "or the network is too weak for them"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badStarts")
  void isNamedInOneLineAndNothingIsSaved(
      String name, SyntheticTask task, String named, @TempDir Path folder) {
    assertThatThrownBy(() -> tuning(task).saveModelTo(folder.resolve("model.pt")).run())
        .isInstanceOf(TuningException.class)
        .hasMessageContaining(named)
        .message()
        .hasLineCount(1)
        .doesNotContain("NaN");
    assertThat(folder).isEmptyDirectory();
    assertThat(task.calls()).doesNotContain("evaluate test", "save");
    assertThat(task.openSessions()).isZero();
  }

  @Test
  void keepsWhatWasRecorded() {
    SyntheticTask unrelated = new SyntheticTask().whoseValidationLossIs(t -> 0.7);

    assertThatThrownBy(() -> tuning(unrelated).run())
        .isInstanceOfSatisfying(
            TuningException.class,
            failure -> {
              assertThat(failure.rangeTest()).isPresent();
              assertThat(failure.lastRun()).isPresent();
            });
  }

  static Stream<Arguments> tasksThatLearn() {
    return Stream.of(
        Arguments.of("as any", new SyntheticTask()),
        Arguments.of("imbalanced", new SyntheticTask().imbalanced(0.95)),
        Arguments.of("very imbalanced", new SyntheticTask().imbalanced(0.99)),
        Arguments.of(
            "hard", new SyntheticTask().whoseValidationLossIs(BadStartTest::fallsByTenPerCent)),
        Arguments.of(
            "slow",
            new SyntheticTask().whoseValidationLossIs(t -> Math.log(2) * (1 - 3e-4 * t.updates()))),
        Arguments.of("without an accuracy", new SyntheticTask().withoutClasses()),
        Arguments.of("where Adam learns nothing", new SyntheticTask().withoutAdam()));
  }

  private static double fallsByTenPerCent(Trained trained) {
    return Math.log(2) * (0.9 + 0.1 * Math.exp(-trained.updates() / 100.0));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tasksThatLearn")
  void isNotSeenInATaskThatLearns(String name, SyntheticTask task) {
    assertThatNoException().isThrownBy(() -> tuning(task).run());
  }

  @Test
  void isNotSeenInAnyTaskWhereTheBudgetIsTooSmallToTell() throws IOException {
    for (long iterations : new long[] {60, 100, 200, 300}) {
      SyntheticTask slow =
          new SyntheticTask().whoseValidationLossIs(t -> Math.log(2) * (1 - 1e-5 * t.updates()));
      TuningResult result = tuning(slow).budget(Budget.iterations(iterations)).run();

      assertThat(result.findings())
          .as("%d iterations", iterations)
          .anyMatch(finding -> finding.code().equals("nothing_learnt"));
    }
  }
}
