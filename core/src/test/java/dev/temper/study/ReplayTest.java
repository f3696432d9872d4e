package dev.temper.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.temper.pruner.Pruner;
import dev.temper.pruner.Verdict;
import dev.temper.sampler.Sampler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplayTest {

  private final StudyStore store = StudyStore.inMemory();
  private final Pruner strict =
      (trials, number) ->
          number % 2 == 1 && trials.get((int) number).reports().size() == 2
              ? Verdict.STOP
              : Verdict.CONTINUE;
  private Study study;

  private static double train(RunningTrial trial) {
    double loss = Bowl.loss(trial);
    for (int step = 1; step <= 4; step++) {
      if (trial.report(step, loss / step) != Verdict.CONTINUE) {
        return loss / step;
      }
    }
    return loss / 4;
  }

  @BeforeEach
  void makeTrials() throws InterruptedException {
    study = Study.open(store, Bowl.DEFINITION, Sampler.random(), strict);
    study.optimize(ReplayTest::train, Trials.of(6), 2);
  }

  @Test
  void everyTrialComesToTheSameOnceMore() throws Exception {
    long revision = store.changes("bowl", 0).revision();
    for (long number = 0; number < 6; number++) {
      Replay replay = study.replay(number, ReplayTest::train);
      assertThat(replay.isSame()).isTrue();
      assertThat(replay.value()).isEqualTo(replay.trial().value());
      assertThat(replay.trial().state())
          .isEqualTo(number % 2 == 1 ? TrialState.PRUNED : TrialState.COMPLETED);
    }
    assertThat(store.changes("bowl", 0).revision()).isEqualTo(revision);
  }

  @Test
  void saysWhereAnotherObjectiveDiffers() throws Exception {
    Replay replay =
        study.replay(
            2,
            trial -> {
              double loss = Bowl.loss(trial);
              trial.report(1, loss);
              trial.report(2, loss / 2);
              trial.report(3, loss);
              return loss;
            });
    assertThat(replay.isSame()).isFalse();
    assertThat(replay.firstDifference()).hasValue(3);

    Replay shorter =
        study.replay(
            1,
            trial -> {
              trial.report(1, Bowl.loss(trial));
              return 0;
            });
    assertThat(shorter.firstDifference()).hasValue(2);
  }

  @Test
  void aTrialThatDivergedDivergesOnceMore() throws Exception {
    Objective diverging =
        trial -> {
          trial.report(1, Double.POSITIVE_INFINITY);
          return 0;
        };
    study.optimize(diverging, Trials.of(7), 1);
    assertThat(study.replay(6, diverging).isSame()).isTrue();
    assertThat(study.replay(6, ReplayTest::train).isSame()).isFalse();
  }

  @Test
  void refusesTrialsThatHaveNotEnded() {
    study.enqueue(Bowl.at(0.5, 0.5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> study.replay(6, ReplayTest::train))
        .withMessage("Only trials that have ended can be replayed, not trial 6, which is WAITING.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> study.replay(7, ReplayTest::train))
        .withMessage("There is no trial 7 in the study 'bowl', which has 7.");
  }
}
