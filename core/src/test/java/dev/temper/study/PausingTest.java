package dev.temper.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.temper.pruner.Pruner;
import dev.temper.pruner.Report;
import dev.temper.pruner.TrialCurve;
import dev.temper.pruner.Verdict;
import dev.temper.sampler.History;
import dev.temper.sampler.Observation;
import dev.temper.sampler.Sampler;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PausingTest {

  private static final int STEPS = 3;

  private final StudyStore store = StudyStore.inMemory();

  /** The step a trial has been trained up to, kept while it is paused. */
  private static final class Trained implements AutoCloseable {
    private final long number;
    private long step;
    private boolean closed;

    Trained(long number) {
      this.number = number;
    }

    @Override
    public void close() {
      assertThat(closed).as("closed before").isFalse();
      closed = true;
    }
  }

  private final ConcurrentLinkedQueue<Trained> all = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> steps = new ConcurrentLinkedQueue<>();

  private Trained fresh(RunningTrial trial) {
    Trained state = new Trained(trial.number());
    all.add(state);
    return state;
  }

  /** The better the lower a trial's number, and with every step. */
  private double train(RunningTrial trial) {
    Trained state = trial.kept(Trained.class).orElseGet(() -> fresh(trial));
    assertThat(state.closed).isFalse();
    assertThat(state.number).isEqualTo(trial.number());
    trial.keep(state);
    while (state.step < STEPS) {
      state.step++;
      steps.add(trial.number() + ":" + state.step);
      if (trial.report(state.step, trial.number() + 1.0 / state.step) != Verdict.CONTINUE) {
        return Double.NaN;
      }
    }
    return trial.number();
  }

  private Study open(Pruner pruner, StudySettings settings) {
    return Study.open(store, Bowl.DEFINITION, Sampler.random(), pruner, settings);
  }

  private static List<Long> numbers(Study study, TrialState state) {
    return study.trials().stream().filter(t -> t.state() == state).map(Trial::number).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void goesOnWithPausedTrialsUntilNoneIsWorthIt(int threads) throws Exception {
    try (Study study = open(new BestThird(), StudySettings.DEFAULT)) {
      study.optimize(this::train, Trials.of(30), threads);

      assertThat(study.trials()).hasSize(30);
      assertThat(study.summary().count(TrialState.PAUSED)).isZero();
      // All of the best third, whenever it turned out that they belong to it.
      assertThat(numbers(study, TrialState.COMPLETED))
          .contains(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
      assertThat(study.best().orElseThrow().number()).isZero();
      // What was kept is gone on with: no step is trained twice.
      assertThat(steps).doesNotHaveDuplicates();
      assertThat(all).hasSize(30).allMatch(state -> state.closed);
    }
  }

  @Test
  void whatIsStillPausedAtTheEndIsPrunedWithItsLastValue() throws Exception {
    try (Study study = open(new BestThird(), StudySettings.DEFAULT)) {
      study.optimize(this::train, Trials.of(6), 1);

      assertThat(numbers(study, TrialState.COMPLETED)).containsExactly(0L, 1L);
      assertThat(numbers(study, TrialState.PRUNED)).containsExactly(2L, 3L, 4L, 5L);
      Trial pruned = study.trials().get(4);
      assertThat(pruned.value()).isEqualTo(5);
      assertThat(pruned.ended()).isPresent();
    }
  }

  @Test
  void twoStudiesOnOneStoreWaitForWhatMayHaveToBeGoneOnWith() throws Exception {
    try (Study here = open(new BestThird(), StudySettings.DEFAULT);
        Study there = open(new BestThird(), StudySettings.DEFAULT)) {
      Thread other =
          new Thread(
              () -> {
                try {
                  there.optimize(this::train, Trials.of(30), 2);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      other.start();
      here.optimize(this::train, Trials.of(30), 2);

      assertThat(here.trials()).hasSize(30).allMatch(trial -> trial.state().isFinal());
      assertThat(numbers(here, TrialState.COMPLETED))
          .contains(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
      other.join();
    }
  }

  @Test
  void withoutItsStateATrialIsTrainedFromTheStartAndNotPausedAgain() throws Exception {
    StudySettings forgetful = StudySettings.DEFAULT.withMostKept(0);
    try (Study study = open(new BestThird(), forgetful)) {
      study.optimize(this::train, Trials.of(3), 1);

      assertThat(steps).containsExactly("0:1", "1:1", "2:1", "0:1", "0:2", "0:3");
      assertThat(numbers(study, TrialState.COMPLETED)).containsExactly(0L);
      assertThat(study.reports(0))
          .containsExactly(new Report(1, 1), new Report(2, 0.5), new Report(3, 1.0 / 3));
      assertThat(all).allMatch(state -> state.closed);
    }
  }

  @Test
  void ofTooManyStatesTheFirstIsClosed() throws Exception {
    Pruner pausing = (trials, number) -> Verdict.PAUSE;
    try (Study study = open(pausing, StudySettings.DEFAULT.withMostKept(2))) {
      for (int i = 0; i < 4; i++) {
        RunningTrial trial = study.ask().orElseThrow();
        trial.keep(fresh(trial));
        trial.report(1, i);
        study.tell(trial.number(), i);
      }
      assertThat(all).extracting(state -> state.closed).containsExactly(true, true, false, false);
      assertThat(study.summary().count(TrialState.PAUSED)).isEqualTo(4);
    }
    assertThat(all).allMatch(state -> state.closed);
  }

  @Test
  void theStateOfATrialThatIsGivenUpIsClosed() {
    try (Study study = Bowl.open(store)) {
      RunningTrial trial = study.ask().orElseThrow();
      trial.keep(fresh(trial));
      study.giveUp(0);
      assertThat(all).allMatch(state -> state.closed);
      assertThat(study.ask().orElseThrow().kept(Trained.class)).isEmpty();
    }
  }

  @Test
  void anotherStateTakesThePlaceOfTheOneBefore() {
    try (Study study = Bowl.open(store)) {
      RunningTrial trial = study.ask().orElseThrow();
      Trained first = fresh(trial);
      Trained second = fresh(trial);
      trial.keep(first);
      trial.keep(first);
      assertThat(first.closed).isFalse();
      trial.keep(second);
      assertThat(first.closed).isTrue();
      assertThat(trial.kept(Trained.class)).containsSame(second);
      assertThatExceptionOfType(ClassCastException.class).isThrownBy(() -> trial.kept(Study.class));
      study.tell(0, 1);
      assertThat(second.closed).isTrue();
    }
  }

  @Test
  void aTrialThatIsStoppedIsPrunedWithItsLastReportsValue() throws Exception {
    Pruner strict =
        (trials, number) ->
            trials.get((int) number).reports().size() == 2 && number > 0
                ? Verdict.STOP
                : Verdict.CONTINUE;
    List<History> seen = new ArrayList<>();
    Sampler sampler =
        (history, number, random) -> {
          seen.add(history);
          return Sampler.random().next(history, number, random);
        };
    try (Study study = Study.open(store, Bowl.DEFINITION, sampler, strict)) {
      study.optimize(this::train, Trials.of(3), 1);

      assertThat(study.trials())
          .extracting(Trial::state)
          .containsExactly(TrialState.COMPLETED, TrialState.PRUNED, TrialState.PRUNED);
      assertThat(study.trials().get(1).value()).isEqualTo(1.5);
      assertThat(study.best().orElseThrow().number()).isZero();
      assertThat(seen.get(2).observations())
          .extracting(Observation::value)
          .containsExactly(0.0, 1.5);
    }
  }

  @Test
  void maximizingAPrunerSeesTheNegative() throws Exception {
    List<List<TrialCurve>> seen = new ArrayList<>();
    Pruner watching =
        (trials, number) -> {
          seen.add(List.copyOf(trials));
          return Verdict.CONTINUE;
        };
    StudyDefinition definition = StudyDefinition.maximizing("bowl", Bowl.SPACE, "accuracy");
    try (Study study = Study.open(store, definition, Sampler.random(), watching)) {
      study.optimize(
          trial -> {
            trial.report(1, 0.25);
            trial.report(2, 0.5);
            return 0.75;
          },
          Trials.of(1),
          1);
      assertThat(seen.get(1).get(0).reports())
          .containsExactly(new Report(1, -0.25), new Report(2, -0.5));
      assertThat(study.reports(0)).containsExactly(new Report(1, 0.25), new Report(2, 0.5));
    }
  }

  @Test
  void atTheEndThePrunerIsAskedForThoseThatWaitedForMore() throws Exception {
    Pruner patient =
        new Pruner() {
          @Override
          public Verdict judge(List<TrialCurve> trials, long number) {
            return trials.get((int) number).reports().size() == 1
                ? Verdict.PAUSE
                : Verdict.CONTINUE;
          }

          @Override
          public OptionalLong resumableAtEnd(List<TrialCurve> trials) {
            assertThat(trials).hasSize(4);
            TrialCurve second = trials.get(1);
            return second.phase() == TrialCurve.Phase.PAUSED
                ? OptionalLong.of(1)
                : OptionalLong.empty();
          }
        };
    try (Study study = open(patient, StudySettings.DEFAULT)) {
      study.optimize(this::train, Trials.of(4), 1);
      assertThat(steps).containsExactly("0:1", "1:1", "2:1", "3:1", "1:2", "1:3");
      assertThat(numbers(study, TrialState.COMPLETED)).containsExactly(1L);
      assertThat(numbers(study, TrialState.PRUNED)).containsExactly(0L, 2L, 3L);
    }
  }

  @Test
  void refusesToGoOnWithWhatIsNotPaused() {
    Pruner wrong =
        new Pruner() {
          @Override
          public Verdict judge(List<TrialCurve> trials, long number) {
            return number == 0 ? Verdict.CONTINUE : Verdict.PAUSE;
          }

          @Override
          public OptionalLong resumable(List<TrialCurve> trials) {
            return OptionalLong.of(0);
          }
        };
    try (Study study = open(wrong, StudySettings.DEFAULT)) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> study.optimize(this::train, Trials.of(3), 1))
          .withMessage("The trial the pruner goes on with (0) must be paused.");
    }
  }
}
