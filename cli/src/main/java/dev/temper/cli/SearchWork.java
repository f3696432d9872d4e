package dev.temper.cli;

import dev.temper.recipe.Stage;
import dev.temper.report.Text;
import dev.temper.search.BestRun;
import dev.temper.search.Discipline;
import dev.temper.search.TrainingObjective;
import dev.temper.study.StoreException;
import dev.temper.study.Study;
import dev.temper.study.StudyException;
import dev.temper.study.Trial;
import dev.temper.study.TrialState;
import dev.temper.study.Trials;
import dev.temper.training.Parallel;
import dev.temper.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * The work of a search and how it fails: a range test, the trials, the best once more.
 *
 * @param objective what a trial is
 * @param trials how far the study is taken
 * @param parallel trials at a time
 * @param progress told of all of it
 * @param model where the network of the best goes
 * @param goingOn how a search that ends early is gone on with, a sentence with a blank in front
 */
record SearchWork(
    TrainingObjective objective,
    Trials trials,
    Parallel parallel,
    Progress progress,
    Path model,
    String goingOn) {

  /** The test before the first trial. */
  Discipline rangeTest() throws RunFailedException {
    progress.onStage(Stage.RANGE_TEST, Discipline.test(objective.settings()).iterations());
    try {
      TrainingListener listener = Parallel.UNTIL_INTERRUPTED.and(progress);
      Discipline found = Discipline.of(objective.settings(), listener);
      progress.onNote(
          Text.of(
              "The range test says %s: rates from %s to %s are searched.",
              Text.number(found.maximum().learningRate()),
              Text.number(found.low()),
              Text.number(found.high())));
      return found;
    } catch (CancellationException e) {
      throw new RunFailedException("Interrupted before the first trial.");
    } catch (IllegalStateException e) {
      throw new RunFailedException(e.getMessage() + " Maybe without --discipline.");
    }
  }

  /**
   * All trials, then the best once more.
   *
   * @param ended told how long the trials took when all have ended
   * @throws RunFailedException if none came to a value, or the study cannot go on; one line
   * @throws InterruptedException if the thread was interrupted
   */
  BestRun run(Study study, Consumer<Duration> ended)
      throws IOException, RunFailedException, InterruptedException {
    try {
      long began = System.nanoTime();
      study.optimize(objective, trials, parallel.runs());
      ended.accept(Duration.ofNanos(System.nanoTime() - began));
      Trial best = study.best().orElseThrow(() -> new RunFailedException(nothingCompleted(study)));
      progress.onStage(
          Stage.FINAL_RUN, objective.settings(best.configuration()).iterations(objective.budget()));
      return BestRun.of(study, best.number(), objective, model, progress);
    } catch (StudyException | StoreException | IllegalStateException e) {
      throw failed(e);
    }
  }

  private static String nothingCompleted(Study study) {
    List<Trial> all = study.trials();
    return all.stream()
        .filter(trial -> trial.state() == TrialState.FAILED)
        .findFirst()
        .map(trial -> "No trial came to a value; the first that failed: " + trial.note())
        .orElse(
            all.isEmpty()
                ? "No trial was begun."
                : "Every trial diverged. Maybe lower rates, or --discipline, which looks for them.");
  }

  /** What is told after an interruption. */
  RunFailedException interrupted(Study study) {
    long ended = study.trials().stream().filter(trial -> trial.state().isFinal()).count();
    return new RunFailedException(
        Text.of("Interrupted with %d of %s.", ended, Text.count(trials.most(), "trial")) + goingOn);
  }

  /** What is told where the study cannot go on. */
  RunFailedException failed(RuntimeException cause) {
    return new RunFailedException(cause.getMessage() + goingOn);
  }
}
