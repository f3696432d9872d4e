package dev.temper.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.temper.pruner.Pruner;
import dev.temper.pruner.Verdict;
import dev.temper.sampler.Sampler;
import dev.temper.space.FloatParameter;
import dev.temper.space.Space;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AskTellTest {

  private final StudyStore store = StudyStore.inMemory();

  @Test
  void givesTrialsAndIsToldOfThemInAnyOrder() {
    try (Study study = Bowl.open(store)) {
      RunningTrial first = study.ask().orElseThrow();
      RunningTrial second = study.ask().orElseThrow();
      assertThat(first.number()).isZero();
      assertThat(second.number()).isEqualTo(1);
      assertThat(second.configuration()).isNotEqualTo(first.configuration());
      assertThat(second.seed()).isNotEqualTo(first.seed());
      assertThat(first.lease()).isEqualTo(1);
      assertThat(study.summary().count(TrialState.RUNNING)).isEqualTo(2);

      assertThat(study.tell(1, 0.5).state()).isEqualTo(TrialState.COMPLETED);
      assertThat(study.tell(0, 0.25).value()).isEqualTo(0.25);
      assertThat(study.best().orElseThrow().number()).isZero();
    }
  }

  @Test
  void isToldOfWhatHasNoValue() {
    try (Study study = Bowl.open(store)) {
      for (int i = 0; i < 3; i++) {
        assertThat(study.ask()).isPresent();
      }
      assertThat(study.tell(0, Double.NaN).state()).isEqualTo(TrialState.INFEASIBLE);
      Trial diverged = study.tellInfeasible(1, "diverged");
      assertThat(diverged.state()).isEqualTo(TrialState.INFEASIBLE);
      assertThat(diverged.note()).isEqualTo("diverged");
      Trial failed = study.tellFailed(2, "no\ndisk");
      assertThat(failed.state()).isEqualTo(TrialState.FAILED);
      assertThat(failed.note()).isEqualTo("no disk");
    }
  }

  @Test
  void refusesToBeToldOfOtherTrials() {
    try (Study study = Bowl.open(store);
        Study other = Bowl.open(store)) {
      assertThat(study.ask("ann")).isPresent();
      assertThat(study.ask("ann")).isPresent();
      study.enqueue(Bowl.at(0.5, 0.5));
      study.tell(1, 1);

      assertThatIllegalArgumentException()
          .isThrownBy(() -> study.tell(3, 1))
          .withMessage("There is no trial 3 in the study 'bowl', which has 3.");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> study.tell(-1, 1))
          .withMessage("There is no trial -1 in the study 'bowl', which has 3.");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> study.tell(1, 1))
          .withMessage(
              "Only trials that were asked for here can be told of, not trial 1, which is"
                  + " COMPLETED.");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> study.tellFailed(2, ""))
          .withMessage(
              "Only trials that were asked for here can be told of, not trial 2, which is"
                  + " WAITING.");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> other.tell(0, 1))
          .withMessage(
              "Only trials that were asked for here can be told of, not trial 0, which is RUNNING"
                  + " and held by 'ann'.");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> study.ask("two\nlines"))
          .withMessage("The worker's name (two\nlines) must be a word or more in one line.");
    }
  }

  @Test
  void aWorkerMayTellInAnotherProcess() {
    try (Study study = Bowl.open(store)) {
      assertThat(study.ask("ann")).isPresent();
      assertThat(study.ask()).isPresent();
    }
    try (Study study = Bowl.open(store)) {
      // What a worker outside holds outlives the study object; what this process held does not.
      assertThat(study.trials())
          .extracting(Trial::state)
          .containsExactly(TrialState.RUNNING, TrialState.WAITING);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> study.asked(0, "bob"))
          .withMessage(
              "The worker 'bob' does not hold trial 0, which is RUNNING and held by 'ann'.");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> study.asked(1, "ann"))
          .withMessage("The worker 'ann' does not hold trial 1, which is WAITING.");

      assertThat(study.asked(0, "ann").report(1, 0.5)).isEqualTo(Verdict.CONTINUE);
      assertThat(study.tell(0, 0.25).state()).isEqualTo(TrialState.COMPLETED);
    }
  }

  @Test
  void aTrialThatWasToStopIsPruned() {
    Pruner strict = (trials, number) -> Verdict.STOP;
    try (Study study = Study.open(store, Bowl.DEFINITION, Sampler.random(), strict)) {
      RunningTrial trial = study.ask().orElseThrow();
      assertThat(trial.report(3, 0.5, Map.of("val_accuracy", 0.9))).isEqualTo(Verdict.STOP);
      Trial told = study.tell(0, 0.25);
      assertThat(told.state()).isEqualTo(TrialState.PRUNED);
      assertThat(told.value()).isEqualTo(0.5);
      assertThat(study.reports(0).get(0).measures()).containsEntry("val_accuracy", 0.9);
    }
  }

  @Test
  void refusesStepsThatDoNotRise() {
    try (Study study = Bowl.open(store)) {
      RunningTrial trial = study.ask().orElseThrow();
      trial.report(2, 0.5);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> trial.report(2, 0.4))
          .withMessage("The step (2) must be above the last one (2).");
    }
  }

  @Test
  void givesNothingWhereNothingIsLeft() {
    try (Study study = Study.open(store, Bowl.DEFINITION, Sampler.grid(2, 1), Pruner.none())) {
      for (int i = 0; i < 4; i++) {
        assertThat(study.ask()).isPresent();
      }
      assertThat(study.ask()).isEmpty();
      study.giveUp(2);
      assertThat(study.ask().orElseThrow().number()).isEqualTo(2);
    }
  }

  @Test
  void refusesToEnqueueWhatIsNotOfTheSpace() {
    Space other = Space.of(FloatParameter.linear("x", 0, 2), FloatParameter.linear("y", 0, 1));
    try (Study study = Bowl.open(store)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> study.enqueue(other.configuration(Map.of("x", 1.5, "y", 0.5))))
          .withMessageContaining("The x (1.5)");
    }
  }
}
