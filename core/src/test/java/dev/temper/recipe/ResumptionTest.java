package dev.temper.recipe;

import static dev.temper.recipe.EqualButForTimes.assertEqualButForTimes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.temper.schedule.HyperParameters;
import dev.temper.training.Evaluation;
import dev.temper.training.SyntheticTask;
import dev.temper.training.SyntheticTask.Trained;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A procedure that was interrupted anywhere ends as one that was not. */
class ResumptionTest {

  /** A procedure of which each interruption is tried. */
  private record Subject(Supplier<SyntheticTask> task, UnaryOperator<Tuning> settings) {

    Tuning tuning(SyntheticTask task) {
      return settings.apply(Tuning.of(task).seed(7).batchSize(16).budget(Budget.iterations(800)));
    }

    Tuning tuning(Journal journal) {
      return tuning(task.get()).journal(journal);
    }
  }

  private static SyntheticTask plain() {
    return new SyntheticTask();
  }

  /** Close losses that need further seeds, with another value than the plain one in the end. */
  private static SyntheticTask undecided() {
    return new SyntheticTask().whoseValidationLossIs(ResumptionTest::closeLoss);
  }

  private static double closeLoss(Trained trained) {
    double seed = 0.01 * Math.sin(trained.settings().seed() * 100 + trained.momentumMax() * 1000);
    return 0.1 * (1 + Math.abs(trained.momentumMax() - 0.98) * 2 + seed);
  }

  /** Diverges in the short runs and in the final run, not in a range test. */
  private static SyntheticTask brittle() {
    return new SyntheticTask().brittleAbove(0.04);
  }

  static Stream<Arguments> subjects() {
    return Stream.of(
        Arguments.of("plain", new Subject(ResumptionTest::plain, UnaryOperator.identity())),
        Arguments.of("undecided", new Subject(ResumptionTest::undecided, UnaryOperator.identity())),
        Arguments.of("brittle", new Subject(ResumptionTest::brittle, UnaryOperator.identity())),
        Arguments.of(
            "by range tests",
            new Subject(
                ResumptionTest::plain, tuning -> tuning.weightDecayBy(WeightDecayBy.RANGE))),
        Arguments.of(
            "by restarts",
            new Subject(
                ResumptionTest::plain, tuning -> tuning.weightDecayBy(WeightDecayBy.SNAPSHOT))),
        Arguments.of(
            "by restarts of what diverges",
            new Subject(
                () -> new SyntheticTask().brittleAbove(0.01),
                tuning -> tuning.weightDecayBy(WeightDecayBy.SNAPSHOT))),
        Arguments.of(
            "of one epoch",
            new Subject(ResumptionTest::plain, tuning -> tuning.budget(Budget.epochs(1)))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("subjects")
  void goesOnFromEveryBeginningOfItsJournal(String name, Subject subject) throws IOException {
    KeptJournal whole = new KeptJournal();
    TuningResult expected = subject.tuning(whole).run();
    List<Experiment> all = whole.experiments();

    for (int made = 0; made <= all.size(); made++) {
      KeptJournal journal = new KeptJournal(all.subList(0, made), Integer.MAX_VALUE);
      SyntheticTask task = subject.task().get();
      TuningResult result = subject.tuning(task).journal(journal).run();

      assertEqualButForTimes(result, expected);
      assertThat(journal.added()).isEqualTo(all.size() - made);
      assertThat(journal.experiments().stream().map(Experiment::key))
          .containsExactlyElementsOf(all.stream().map(Experiment::key).toList());
      assertThat(task.updates())
          .as("updates after %d experiments", made)
          .isEqualTo(
              all.subList(made, all.size()).stream().mapToLong(Experiment::iterations).sum());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("subjects")
  void keepsAllExperimentsOfItsCosts(String name, Subject subject) throws IOException {
    KeptJournal journal = new KeptJournal();
    TuningResult result = subject.tuning(journal).run();

    assertThat(result.costs().stream().mapToLong(StageCost::iterations).sum())
        .isEqualTo(journal.experiments().stream().mapToLong(Experiment::iterations).sum());
    assertThat(result.costs().stream().mapToLong(StageCost::examples).sum())
        .isEqualTo(journal.experiments().stream().mapToLong(Experiment::examples).sum());
  }

  @Test
  void theBatchSizeThatWasTimedIsDecidedOnAgainInTheSameWay() throws IOException {
    KeptJournal whole = new KeptJournal();
    Tuning tuning = Tuning.of(new SyntheticTask()).seed(7).budget(Budget.iterations(800));
    TuningResult expected = tuning.journal(whole).run();
    List<Experiment> all = whole.experiments();

    // The first experiment is the one that takes the times.
    for (int made = 1; made <= all.size(); made++) {
      KeptJournal journal = new KeptJournal(all.subList(0, made), Integer.MAX_VALUE);
      assertEqualButForTimes(tuning.journal(journal).run(), expected);
      assertThat(journal.added()).isEqualTo(all.size() - made);
    }
  }

  @Test
  void aFinishedProcedureIsToldAgainWithoutAnyWork() throws IOException {
    KeptJournal journal = new KeptJournal();
    Tuning.of(new SyntheticTask()).budget(Budget.iterations(800)).journal(journal).run();
    SyntheticTask untouched = new SyntheticTask();

    Tuning.of(untouched).budget(Budget.iterations(800)).journal(journal).run();

    assertThat(untouched.calls()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("subjects")
  void aJournalThatFailsEndsTheProcedureAndHoldsAllBefore(String name, Subject subject)
      throws IOException {
    KeptJournal whole = new KeptJournal();
    TuningResult expected = subject.tuning(whole).run();
    List<String> all = whole.experiments().stream().map(Experiment::key).toList();

    for (int capacity = 0; capacity < all.size(); capacity++) {
      SyntheticTask task = subject.task().get();
      KeptJournal full = new KeptJournal(List.of(), capacity);

      assertThatThrownBy(() -> subject.tuning(task).journal(full).run())
          .isExactlyInstanceOf(IOException.class)
          .hasMessage("The journal is full.");
      assertThat(full.experiments().stream().map(Experiment::key))
          .containsExactlyElementsOf(all.subList(0, capacity));
      assertThat(task.openSessions()).isZero();

      KeptJournal again = new KeptJournal(full.experiments(), Integer.MAX_VALUE);
      assertEqualButForTimes(subject.tuning(again).run(), expected);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("subjects")
  void goesOnAfterItWasKilledAtAnyMoment(String name, Subject subject) throws IOException {
    Killer never = new Killer(Long.MAX_VALUE);
    TuningResult expected = subject.tuning(Journal.NONE).run(never);

    for (long moment = 0; moment < never.moments; moment += 1 + never.moments / 12) {
      KeptJournal journal = new KeptJournal();
      SyntheticTask task = subject.task().get();
      Killer killer = new Killer(moment);

      assertThatThrownBy(() -> subject.tuning(task).journal(journal).run(killer))
          .isInstanceOf(CancellationException.class);
      assertThat(task.openSessions()).isZero();

      KeptJournal kept = new KeptJournal(journal.experiments(), Integer.MAX_VALUE);
      assertEqualButForTimes(subject.tuning(kept).run(), expected);
    }
  }

  @Test
  void goesOnAfterItWasKilledSeveralTimes() throws IOException {
    Subject subject = new Subject(ResumptionTest::undecided, UnaryOperator.identity());
    TuningResult expected = subject.tuning(Journal.NONE).run();
    KeptJournal journal = new KeptJournal();
    int killed = 0;
    while (true) {
      try {
        TuningResult result = subject.tuning(journal).run(new Killer(400));
        assertEqualButForTimes(result, expected);
        break;
      } catch (CancellationException e) {
        killed++;
        // Of the final run no part is kept.
        if (journal.experiments().stream().anyMatch(ResumptionTest::isCheck)) {
          assertEqualButForTimes(subject.tuning(journal).run(), expected);
          break;
        }
      }
    }
    assertThat(killed).isGreaterThan(1);
  }

  private static boolean isCheck(Experiment experiment) {
    return experiment instanceof Trial trial
        && trial.kind() == Trial.Kind.SHORT_RUN
        && trial.prescription().iterations() > 100;
  }

  /** Ends a procedure after it was told so many things. */
  private static final class Killer implements TuningListener {

    private final long moment;
    private long moments;

    Killer(long moment) {
      this.moment = moment;
    }

    private void tick() {
      if (moments++ == moment) {
        throw new CancellationException("Killed.");
      }
    }

    @Override
    public void onStage(Stage stage, long iterations) {
      tick();
    }

    @Override
    public void onExperiment(String label) {
      tick();
    }

    @Override
    public void onNote(String line) {
      tick();
    }

    @Override
    public void onStep(long iteration, HyperParameters values, double loss) {
      tick();
    }

    @Override
    public void onEvaluation(long iteration, Evaluation evaluation) {
      tick();
    }
  }
}
