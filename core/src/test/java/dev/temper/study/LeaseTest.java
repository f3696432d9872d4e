package dev.temper.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.temper.pruner.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LeaseTest {

  private static final Duration LONG = Duration.ofMinutes(2);

  private final TestClock clock = new TestClock();
  private final StudyStore store = StudyStore.inMemory(clock);

  private Trial first() {
    return store.changes("bowl", 0).trials().get(0);
  }

  @Test
  void whoHasLostATrialToAnotherCannotTell() {
    try (Study slow = Bowl.open(store)) {
      RunningTrial lost = slow.ask("slow").orElseThrow();
      lost.report(1, 0.5);
      clock.advance(LONG);
      try (Study quick = Bowl.open(store)) {
        RunningTrial taken = quick.ask("quick").orElseThrow();
        assertThat(taken.number()).isZero();
        assertThat(taken.isResumed()).isTrue();

        assertThat(lost.report(2, 0.4)).isEqualTo(Verdict.STOP);
        assertThat(lost.report(3, 0.3)).isEqualTo(Verdict.STOP);
        assertThatIllegalArgumentException()
            .isThrownBy(() -> slow.tell(0, 0.3))
            .withMessage(
                "The lease of 'slow' is over on trial 0, which is RUNNING and held by 'quick'.");
        assertThat(quick.reports(0)).hasSize(1);
        assertThat(quick.tell(0, 0.2).value()).isEqualTo(0.2);
      }
      assertThatIllegalArgumentException()
          .isThrownBy(() -> slow.tell(0, 0.3))
          .withMessage(
              "Only trials that were asked for here can be told of, not trial 0, which is"
                  + " COMPLETED.");
    }
  }

  @Test
  void aTrialThatNobodyElseHasTakenOnIsTakenBack() {
    try (Study study = Bowl.open(store)) {
      RunningTrial trial = study.ask("sleeper").orElseThrow();
      clock.advance(LONG);
      Bowl.open(store).close();
      assertThat(first().state()).isEqualTo(TrialState.LOST);

      assertThat(trial.report(1, 0.5)).isEqualTo(Verdict.CONTINUE);
      assertThat(first().worker()).isEqualTo("sleeper");
      assertThat(trial.lease()).isEqualTo(2);
      clock.advance(LONG);
      Bowl.open(store).close();
      assertThat(study.tell(0, 0.25).state()).isEqualTo(TrialState.COMPLETED);
    }
  }

  @Test
  void aRunDropsWhatItHasLostAndGoesOn() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch taken = new CountDownLatch(1);
    List<Long> lost = new ArrayList<>();
    StudyListener listener =
        new StudyListener() {
          @Override
          public void onLost(long number) {
            lost.add(number);
          }
        };
    ExecutorService caller = Executors.newSingleThreadExecutor();
    try (Study slow = Bowl.open(store, StudySettings.DEFAULT.withListener(listener))) {
      Future<?> run =
          caller.submit(
              () -> {
                slow.optimize(
                    trial -> {
                      if (trial.number() == 0) {
                        begun.countDown();
                        taken.await();
                      }
                      return 1;
                    },
                    Trials.of(3),
                    1);
                return null;
              });
      begun.await();
      clock.advance(LONG);
      try (Study quick = Bowl.open(store)) {
        assertThat(quick.ask("quick")).isPresent();
        taken.countDown();
        quick.tell(0, 2);
      }
      run.get();
      assertThat(slow.summary().count(TrialState.COMPLETED)).isEqualTo(3);
      assertThat(first().value()).isEqualTo(2);
      assertThat(lost).containsOnly(0L);
    } finally {
      caller.shutdownNow();
    }
  }

  @Test
  void whoBeatsIsNotLost() {
    try (Study here = Bowl.open(store)) {
      assertThat(here.ask()).isPresent();
      RunningTrial outside = here.ask("outside").orElseThrow();
      for (int i = 0; i < 5; i++) {
        clock.advance(Duration.ofSeconds(40));
        here.beat(outside.number());
        here.pulse();
      }
      assertThat(here.summary().count(TrialState.RUNNING)).isEqualTo(2);

      for (int i = 0; i < 2; i++) {
        clock.advance(Duration.ofSeconds(40));
        here.pulse();
      }
      assertThat(here.trials())
          .extracting(Trial::state)
          .containsExactly(TrialState.RUNNING, TrialState.LOST);
    }
  }

  @Test
  void aTrialWhoseProcessIsGoneIsLostAtOnce() {
    Worker here = Worker.here();
    String gone = new Worker(here.host(), Integer.MAX_VALUE, here.start(), "study-1").toString();
    String elsewhere = new Worker("elsewhere", 1, 1, "study-1").toString();
    try (Study study = Bowl.open(store)) {
      for (int i = 0; i < 4; i++) {
        study.enqueue(Bowl.at(0.1 * i, 0.5));
      }
    }
    store.claim("bowl", 0, TrialState.WAITING, gone);
    store.claim("bowl", 1, TrialState.WAITING, here.toString());
    store.claim("bowl", 2, TrialState.WAITING, elsewhere);
    store.claim("bowl", 3, TrialState.WAITING, "somebody");

    try (Study study = Bowl.open(store)) {
      assertThat(study.trials())
          .extracting(Trial::state)
          .containsExactly(
              TrialState.LOST, TrialState.RUNNING, TrialState.RUNNING, TrialState.RUNNING);
      clock.advance(LONG);
      study.pulse();
      assertThat(study.summary().count(TrialState.LOST)).isEqualTo(4);
    }
  }

  @Test
  void whatIsLostForTheThirdTimeHasFailedAndTheRunGoesOn() throws Exception {
    List<Trial> ended = new ArrayList<>();
    StudyListener listener =
        new StudyListener() {
          @Override
          public void onEnd(Trial trial) {
            ended.add(trial);
          }
        };
    for (int i = 0; i < 3; i++) {
      try (Study gone = Bowl.open(store)) {
        assertThat(gone.ask("gone").orElseThrow().number()).isZero();
      }
      clock.advance(LONG);
    }
    try (Study study = Bowl.open(store, StudySettings.DEFAULT.withListener(listener))) {
      assertThat(first().state()).isEqualTo(TrialState.LOST);
      study.optimize(Bowl::loss, Trials.of(3), 1);

      assertThat(study.summary().count(TrialState.COMPLETED)).isEqualTo(2);
      assertThat(study.summary().trials()).isEqualTo(3);
    }
    assertThat(first().state()).isEqualTo(TrialState.FAILED);
    assertThat(first().note()).startsWith("It was lost 3 times");
    assertThat(ended).extracting(Trial::number).containsExactly(0L, 1L, 2L);
    assertThat(ended.get(0)).isEqualTo(first());
  }

  @Test
  void whoLivesAfterAllTakesATrialBackHoweverOftenItWasLost() {
    try (Study study = Bowl.open(store)) {
      RunningTrial trial = study.ask("sleeper").orElseThrow();
      for (int step = 1; step <= 4; step++) {
        clock.advance(LONG);
        Bowl.open(store).close();
        assertThat(first().losses()).isEqualTo(step);
        assertThat(trial.report(step, 0.5)).isEqualTo(Verdict.CONTINUE);
      }
      assertThat(study.tell(0, 0.25).state()).isEqualTo(TrialState.COMPLETED);
    }
  }

  @Test
  void aRunTakesLostTrialsOver() throws Exception {
    try (Study gone = Bowl.open(store)) {
      assertThat(gone.ask("gone")).isPresent();
      assertThat(gone.ask("gone")).isPresent();
    }
    clock.advance(LONG);
    List<Boolean> resumed = new ArrayList<>();
    try (Study study = Bowl.open(store)) {
      study.optimize(
          trial -> {
            resumed.add(trial.isResumed());
            return Bowl.loss(trial);
          },
          Trials.of(3),
          1);
      assertThat(study.summary().count(TrialState.COMPLETED)).isEqualTo(3);
      assertThat(resumed).containsExactly(true, true, false);
    }
  }
}
