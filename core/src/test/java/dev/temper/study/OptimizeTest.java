package dev.temper.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.temper.pruner.Pruner;
import dev.temper.pruner.Report;
import dev.temper.pruner.Verdict;
import dev.temper.sampler.History;
import dev.temper.sampler.Observation;
import dev.temper.sampler.Sampler;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizeTest {

  private final StudyStore store = StudyStore.inMemory();

  private static List<Long> numbers(int count) {
    return LongStream.range(0, count).boxed().toList();
  }

  /** What is the same whenever and by whomever a trial is made. */
  private static List<Object> essence(Study study) {
    return study.trials().stream()
        .<Object>map(t -> List.of(t.number(), t.configuration(), t.seed(), t.state(), t.value()))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void makesAnExactNumberOfTrialsInSoManyThreads(int threads) throws Exception {
    ConcurrentLinkedQueue<Long> made = new ConcurrentLinkedQueue<>();
    CountDownLatch together = new CountDownLatch(threads);
    try (Study study = Bowl.open(store)) {
      study.optimize(
          trial -> {
            made.add(trial.number());
            together.countDown();
            together.await();
            return Bowl.loss(trial);
          },
          Trials.of(50),
          threads);

      assertThat(made).containsExactlyInAnyOrderElementsOf(numbers(50));
      assertThat(study.trials()).extracting(Trial::number).isEqualTo(numbers(50));
      assertThat(study.summary().count(TrialState.COMPLETED)).isEqualTo(50);
      assertThat(study.summary().trials()).isEqualTo(50);
    }
  }

  @Test
  void makesAnExactNumberOfTrialsInTwoStudiesOnOneStore() throws Exception {
    ConcurrentLinkedQueue<Long> made = new ConcurrentLinkedQueue<>();
    CountDownLatch together = new CountDownLatch(6);
    ExecutorService callers = Executors.newFixedThreadPool(2);
    try {
      List<Future<Summary>> runs = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        runs.add(
            callers.submit(
                () -> {
                  try (Study study = Bowl.open(store)) {
                    study.optimize(
                        trial -> {
                          made.add(trial.number());
                          together.countDown();
                          together.await();
                          return Bowl.loss(trial);
                        },
                        Trials.of(40),
                        3);
                    return study.summary();
                  }
                }));
      }
      for (Future<Summary> run : runs) {
        // Each returns when all trials have ended, also those of the other one.
        assertThat(run.get().count(TrialState.COMPLETED)).isEqualTo(40);
      }
    } finally {
      callers.shutdownNow();
    }
    assertThat(made).containsExactlyInAnyOrderElementsOf(numbers(40));
  }

  @Test
  void goesOnToTheTotal() throws Exception {
    try (Study study = Bowl.open(store)) {
      study.optimize(Bowl::loss, Trials.of(10), 1);
      study.optimize(Bowl::loss, Trials.of(25), 1);
      study.optimize(Bowl::loss, Trials.of(20), 1);
      assertThat(study.trials()).hasSize(25);
    }
  }

  @Test
  void oneTrialAtATimeAlwaysGivesTheSameTrials() throws Exception {
    List<List<Object>> runs = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Study study =
          Study.open(StudyStore.inMemory(), Bowl.DEFINITION, Sampler.tpe(3), Pruner.none());
      study.optimize(Bowl::loss, Trials.of(30), 1);
      runs.add(essence(study));
    }
    // In three parts, each of which knows only what the store keeps.
    for (int most : List.of(9, 11, 30)) {
      Study study = Study.open(store, Bowl.DEFINITION, Sampler.tpe(3), Pruner.none());
      study.optimize(Bowl::loss, Trials.of(most), 1);
      runs.add(essence(study));
    }
    assertThat(runs.get(1)).isEqualTo(runs.get(0));
    assertThat(runs.get(4)).isEqualTo(runs.get(0));
  }

  @Test
  void configurationsOfRandomSearchDoNotDependOnThreads() throws Exception {
    try (Study one = Bowl.open(StudyStore.inMemory());
        Study eight = Bowl.open(StudyStore.inMemory())) {
      one.optimize(Bowl::loss, Trials.of(60), 1);
      eight.optimize(Bowl::loss, Trials.of(60), 8);
      assertThat(essence(eight)).isEqualTo(essence(one));
    }
  }

  @Test
  void anotherSeedGivesOtherTrials() throws Exception {
    StudyDefinition other = Bowl.DEFINITION.withSeed(8);
    try (Study study = Bowl.open(StudyStore.inMemory());
        Study another = Study.open(store, other, Sampler.random(), Pruner.none())) {
      study.optimize(Bowl::loss, Trials.of(10), 1);
      another.optimize(Bowl::loss, Trials.of(10), 1);
      assertThat(essence(another)).doesNotContainAnyElementsOf(essence(study));
      assertThat(another.trials())
          .extracting(Trial::seed)
          .doesNotContainAnyElementsOf(study.trials().stream().map(Trial::seed).toList());
    }
  }

  @Test
  void endsWhereNothingIsLeftToTry() throws Exception {
    try (Study study = Study.open(store, Bowl.DEFINITION, Sampler.grid(3, 1), Pruner.none())) {
      study.optimize(Bowl::loss, Trials.UNLIMITED, 4);
      assertThat(study.trials()).hasSize(9);
    }
  }

  @Test
  void beginsNoTrialBehindTheTimeLimit() throws Exception {
    TestClock clock = new TestClock();
    try (Study study = Bowl.open(store, StudySettings.DEFAULT.withClock(clock))) {
      Objective minute =
          trial -> {
            clock.advance(Duration.ofMinutes(1));
            return Bowl.loss(trial);
          };
      study.optimize(minute, Trials.UNLIMITED.within(Duration.ofSeconds(270)), 1);
      assertThat(study.summary().count(TrialState.COMPLETED)).isEqualTo(5);
      study.optimize(minute, Trials.of(7).within(Duration.ofHours(1)), 1);
      assertThat(study.summary().count(TrialState.COMPLETED)).isEqualTo(7);
    }
  }

  @Test
  void theBestIsTheLowestAndOfEqualOnesTheFirst() throws Exception {
    double[] values = {3, 1, 2, 1, 5};
    try (Study study = Bowl.open(store)) {
      assertThat(study.best()).isEmpty();
      study.optimize(trial -> values[(int) trial.number()], Trials.of(5), 1);
      assertThat(study.best().orElseThrow().number()).isEqualTo(1);
    }
  }

  @Test
  void maximizingTheBestIsTheHighestAndSamplersSeeTheNegative() throws Exception {
    List<History> seen = new ArrayList<>();
    Sampler sampler =
        (history, number, random) -> {
          seen.add(history);
          return Sampler.random().next(history, number, random);
        };
    StudyDefinition definition = StudyDefinition.maximizing("bowl", Bowl.SPACE, "accuracy");
    double[] values = {0.25, 0.75, 0.5, 0.75};
    try (Study study = Study.open(store, definition, sampler, Pruner.none())) {
      study.optimize(trial -> values[(int) trial.number()], Trials.of(4), 1);

      assertThat(study.best().orElseThrow().number()).isEqualTo(1);
      assertThat(study.best().orElseThrow().value()).isEqualTo(0.75);
      assertThat(seen.get(3).observations())
          .extracting(Observation::value)
          .containsExactly(-0.25, -0.75, -0.5);
    }
  }

  @Test
  void aValueThatIsNotFiniteIsInfeasible() throws Exception {
    double[] values = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1};
    List<History> seen = new ArrayList<>();
    Sampler sampler =
        (history, number, random) -> {
          seen.add(history);
          return Sampler.random().next(history, number, random);
        };
    try (Study study = Study.open(store, Bowl.DEFINITION, sampler, Pruner.none())) {
      study.optimize(trial -> values[(int) trial.number()], Trials.of(4), 1);

      assertThat(study.trials())
          .extracting(Trial::state)
          .containsExactly(
              TrialState.INFEASIBLE,
              TrialState.INFEASIBLE,
              TrialState.INFEASIBLE,
              TrialState.COMPLETED);
      assertThat(study.trials().get(0).value()).isNaN();
      assertThat(study.trials().get(1).note()).isEqualTo("The objective is Infinity.");
      assertThat(study.best().orElseThrow().number()).isEqualTo(3);
      assertThat(seen.get(3).observations())
          .extracting(Observation::outcome)
          .containsOnly(Observation.Outcome.INFEASIBLE);
    }
  }

  @Test
  void aReportThatIsNotFiniteStopsATrialAsInfeasible() throws Exception {
    try (Study study = Bowl.open(store)) {
      study.optimize(
          trial -> {
            assertThat(trial.report(1, 0.5)).isEqualTo(Verdict.CONTINUE);
            assertThat(trial.report(2, Double.NaN)).isEqualTo(Verdict.STOP);
            return 0.5;
          },
          Trials.of(1),
          1);
      Trial trial = study.trials().get(0);
      assertThat(trial.state()).isEqualTo(TrialState.INFEASIBLE);
      assertThat(trial.note()).isEqualTo("The objective is NaN at step 2.");
      assertThat(study.reports(0)).hasSize(2);
    }
  }

  @Test
  void aTrialThatThrowsHasFailedAndTheStudyGoesOn() throws Exception {
    try (Study study = Bowl.open(store)) {
      study.optimize(
          trial -> {
            if (trial.number() % 3 == 1) {
              throw new IOException("no file\nof number " + trial.number());
            }
            return 1;
          },
          Trials.of(6),
          1);

      assertThat(study.summary().count(TrialState.FAILED)).isEqualTo(2);
      assertThat(study.summary().count(TrialState.COMPLETED)).isEqualTo(4);
      assertThat(study.trials().get(4).note()).isEqualTo("IOException: no file of number 4");
      assertThat(study.trials().get(4).value()).isNaN();
    }
  }

  @Test
  void endsTheRunWhenTooManyFailInARow() {
    StudySettings settings = StudySettings.DEFAULT.withMostFailures(3);
    List<Long> good = List.of(2L, 5L);
    try (Study study = Bowl.open(store, settings)) {
      assertThatExceptionOfType(StudyException.class)
          .isThrownBy(
              () ->
                  study.optimize(
                      trial -> {
                        if (good.contains(trial.number())) {
                          return 1;
                        }
                        throw new IllegalArgumentException("no data");
                      },
                      Trials.of(50),
                      1))
          .withMessage(
              "The last 3 trials have failed, trial 8 with IllegalArgumentException: no data."
                  + " Maybe it is not their configurations.")
          .withCauseInstanceOf(IllegalArgumentException.class);
      assertThat(study.trials()).hasSize(9);
    }
  }

  @Test
  void anErrorEndsTheRunAndOthersTrialsWait() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    try (Study study = Bowl.open(store)) {
      Error error = new StackOverflowError("deep");
      assertThatExceptionOfType(StackOverflowError.class)
          .isThrownBy(
              () ->
                  study.optimize(
                      trial -> {
                        both.countDown();
                        both.await();
                        if (trial.number() == 0) {
                          throw error;
                        }
                        new CountDownLatch(1).await();
                        return 1;
                      },
                      Trials.of(5),
                      2))
          .isSameAs(error);
      assertThat(study.trials())
          .extracting(Trial::state)
          .containsExactly(TrialState.FAILED, TrialState.WAITING);
      assertThat(study.trials().get(0).note()).isEqualTo("StackOverflowError: deep");

      study.optimize(Bowl::loss, Trials.of(5), 2);
      assertThat(study.summary().count(TrialState.COMPLETED)).isEqualTo(4);
    }
  }

  @Test
  void whatASamplerOrAListenerThrowsEndsTheRun() {
    Sampler broken =
        (history, number, random) -> {
          throw new UnsupportedOperationException("no sampler");
        };
    try (Study study = Study.open(store, Bowl.DEFINITION, broken, Pruner.none())) {
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(() -> study.optimize(Bowl::loss, Trials.of(5), 2))
          .withMessage("no sampler");
    }
    StudyListener deaf =
        new StudyListener() {
          @Override
          public void onStart(Trial trial) {
            throw new UnsupportedOperationException("no listener");
          }
        };
    try (Study study = Bowl.open(store, StudySettings.DEFAULT.withListener(deaf))) {
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(() -> study.optimize(Bowl::loss, Trials.of(5), 1))
          .withMessage("no listener");
      assertThat(study.summary().count(TrialState.WAITING)).isEqualTo(1);
    }
  }

  @Test
  void triesWhatIsEnqueuedFirst() throws Exception {
    try (Study study = Bowl.open(store)) {
      assertThat(study.enqueue(Bowl.at(0.5, 0.5))).isZero();
      assertThat(study.enqueue(Bowl.at(0.1, 0.9))).isEqualTo(1);
      assertThat(study.enqueue(Bowl.at(0.5, 0.5))).isZero();
      List<Long> order = new ArrayList<>();
      study.optimize(
          trial -> {
            order.add(trial.number());
            return Bowl.loss(trial);
          },
          Trials.of(4),
          1);

      assertThat(order).isEqualTo(numbers(4));
      assertThat(study.trials())
          .extracting(Trial::configuration)
          .startsWith(Bowl.at(0.5, 0.5), Bowl.at(0.1, 0.9));
      assertThat(study.best().orElseThrow().number()).isZero();
    }
  }

  @Test
  void tellsItsListenerWhatHappens() throws Exception {
    List<String> heard = new ArrayList<>();
    StudyListener listener =
        new StudyListener() {
          @Override
          public void onStart(Trial trial) {
            heard.add("start " + trial.number() + " " + trial.state());
          }

          @Override
          public void onReport(long number, Report report, Verdict verdict) {
            heard.add("report " + number + " " + report.value() + " " + verdict);
          }

          @Override
          public void onEnd(Trial trial) {
            heard.add("end " + trial.number() + " " + trial.state() + " " + trial.value());
          }

          @Override
          public void onBest(Trial trial) {
            heard.add("best " + trial.number());
          }
        };
    double[] values = {2, 3, 1};
    try (Study study = Bowl.open(store, StudySettings.DEFAULT.withListener(listener))) {
      study.optimize(
          trial -> {
            trial.report(1, 10 + trial.number());
            return values[(int) trial.number()];
          },
          Trials.of(3),
          1);
    }
    assertThat(heard)
        .containsExactly(
            "start 0 RUNNING",
            "report 0 10.0 CONTINUE",
            "best 0",
            "end 0 COMPLETED 2.0",
            "start 1 RUNNING",
            "report 1 11.0 CONTINUE",
            "end 1 COMPLETED 3.0",
            "start 2 RUNNING",
            "report 2 12.0 CONTINUE",
            "best 2",
            "end 2 COMPLETED 1.0");
  }

  @Test
  void aSamplerSeesEveryTrialBeforeIt() throws Exception {
    ConcurrentLinkedQueue<List<Integer>> seen = new ConcurrentLinkedQueue<>();
    Sampler sampler =
        (history, number, random) -> {
          seen.add(List.of((int) number, history.observations().size()));
          return Sampler.random().next(history, number, random);
        };
    try (Study study = Study.open(store, Bowl.DEFINITION, sampler, Pruner.none())) {
      study.optimize(Bowl::loss, Trials.of(40), 8);
    }
    assertThat(seen)
        .containsExactlyElementsOf(IntStream.range(0, 40).mapToObj(i -> List.of(i, i)).toList());
  }
}
