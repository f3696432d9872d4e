package dev.temper.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.temper.pruner.Verdict;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterruptionTest {

  private final StudyStore store = StudyStore.inMemory();
  private final ExecutorService caller = Executors.newSingleThreadExecutor();

  @AfterEach
  void endTheCaller() {
    caller.shutdownNow();
  }

  private static Summary of(StudyStore store) {
    try (Study study = Bowl.open(store)) {
      return study.summary();
    }
  }

  /** The number of trials that ended is 7 when two are stuck. */
  private static Objective stuckBehindSeven(CountDownLatch stuck) {
    return trial -> {
      if (trial.number() >= 7) {
        stuck.countDown();
        new CountDownLatch(1).await();
      }
      return Bowl.loss(trial);
    };
  }

  @Test
  void anInterruptedRunGivesItsTrialsUpAndAnotherEndsWithTheSameNumber() throws Exception {
    CountDownLatch stuck = new CountDownLatch(2);
    try (Study study = Bowl.open(store)) {
      CountDownLatch interrupted = new CountDownLatch(1);
      CountDownLatch begun = new CountDownLatch(1);
      Thread[] thread = new Thread[1];
      Future<?> run =
          caller.submit(
              () -> {
                thread[0] = Thread.currentThread();
                begun.countDown();
                try {
                  study.optimize(stuckBehindSeven(stuck), Trials.of(20), 2);
                } catch (InterruptedException e) {
                  interrupted.countDown();
                }
              });
      begun.await();
      stuck.await();
      thread[0].interrupt();
      interrupted.await();
      run.get();

      assertThat(study.summary().count(TrialState.COMPLETED)).isEqualTo(7);
      assertThat(study.summary().count(TrialState.WAITING)).isEqualTo(2);
    }
    try (Study study = Bowl.open(store)) {
      study.optimize(Bowl::loss, Trials.of(20), 2);
      assertThat(study.summary().count(TrialState.COMPLETED)).isEqualTo(20);
      assertThat(study.trials()).hasSize(20);
    }
  }

  @Test
  void closingAStudyEndsItsRuns() throws Exception {
    CountDownLatch stuck = new CountDownLatch(2);
    Study study = Bowl.open(store);
    Future<?> run =
        caller.submit(
            () -> {
              study.optimize(stuckBehindSeven(stuck), Trials.of(20), 2);
              return null;
            });
    stuck.await();
    study.close();

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(run::get)
        .withCauseInstanceOf(InterruptedException.class);
    assertThat(of(store).count(TrialState.WAITING)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatComesOfATrialWhileItsRunIsStoppedDoesNotCount(boolean fails) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Study study = Bowl.open(store);
    Future<?> run =
        caller.submit(
            () -> {
              study.optimize(
                  trial -> {
                    long step = 1;
                    while (trial.report(step, 1.0 / step) == Verdict.CONTINUE) {
                      begun.countDown();
                      step++;
                    }
                    if (fails) {
                      throw new IllegalStateException("stopped on the way");
                    }
                    return 0;
                  },
                  Trials.of(1),
                  1);
              return null;
            });
    begun.await();
    study.close();

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(run::get)
        .withCauseInstanceOf(InterruptedException.class);
    assertThat(of(store).count(TrialState.WAITING)).isEqualTo(1);
  }

  @Test
  void anObjectiveThatIsInterruptedEndsTheRun() {
    try (Study study = Bowl.open(store)) {
      assertThatExceptionOfType(InterruptedException.class)
          .isThrownBy(
              () ->
                  study.optimize(
                      trial -> {
                        throw new InterruptedException("by somebody");
                      },
                      Trials.of(5),
                      1));
      assertThat(study.summary().count(TrialState.WAITING)).isEqualTo(1);
    }
  }

  @Test
  void aTrialThatWasGivenUpIsTrainedAgainWithTheSameSeed() throws Exception {
    try (Study study = Bowl.open(store)) {
      RunningTrial first = study.ask().orElseThrow();
      first.report(1, 0.5);
      assertThat(first.isResumed()).isFalse();
      study.giveUp(0);

      RunningTrial again = study.ask().orElseThrow();
      assertThat(again.isResumed()).isTrue();
      assertThat(again.lease()).isEqualTo(2);
      assertThat(again.number()).isZero();
      assertThat(again.seed()).isEqualTo(first.seed());
      assertThat(again.configuration()).isEqualTo(first.configuration());
      again.report(1, 0.25);
      assertThat(study.reports(0)).hasSize(1);
      assertThat(study.reports(0).get(0).value()).isEqualTo(0.25);
    }
  }
}
