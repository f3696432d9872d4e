package dev.temper.search;

import dev.temper.study.Objective;
import dev.temper.study.Replay;
import dev.temper.study.RunningTrial;
import dev.temper.study.Study;
import dev.temper.training.Evaluation;
import dev.temper.training.History;
import dev.temper.training.Split;
import dev.temper.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The best trial of a search, trained once more for its network and its test: a search keeps none,
 * and a trial gives the same again.
 *
 * @param replay the trial, and whether it gave the same
 * @param settings what it trained with
 * @param history its curves
 * @param validation the last evaluation of the run
 * @param test the only look at the test split
 * @param iterationsPerEpoch updates in an epoch
 * @param planned updates of a whole run; more than the curves have where the trial was pruned
 */
public record BestRun(
    Replay replay,
    TrialSettings settings,
    History history,
    Evaluation validation,
    Evaluation test,
    long iterationsPerEpoch,
    long planned) {

  /**
   * Trains a trial once more, as far as it went.
   *
   * @param study that has the trial
   * @param number of a trial that ended with a value
   * @param objective by which it was trained
   * @param model where the network goes
   * @param listener told of its updates
   * @throws IllegalArgumentException if there is no such trial or it has no value; one line
   * @throws IllegalStateException if it has diverged this time
   * @throws InterruptedException if the thread was interrupted
   * @throws IOException if the network cannot be written
   */
  public static BestRun of(
      Study study, long number, TrainingObjective objective, Path model, TrainingListener listener)
      throws IOException, InterruptedException {
    Again again = new Again(objective, model, listener);
    Replay replay;
    try {
      replay = study.replay(number, again);
    } catch (RuntimeException | IOException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    Evaluation test = again.test;
    History history = again.history;
    if (test == null || history == null) {
      throw new IllegalStateException(
          "Trial " + number + " diverged when it was trained once more.");
    }
    TrialSettings settings = objective.settings(replay.trial().configuration());
    return new BestRun(
        replay,
        settings,
        history,
        last(history),
        test,
        again.iterationsPerEpoch,
        settings.iterations(objective.budget()));
  }

  private static Evaluation last(History history) {
    return history.evaluations().get(history.evaluations().size() - 1).evaluation();
  }

  /** Keeps what a search throws away. */
  private static final class Again implements Objective {

    private final TrainingObjective objective;
    private final Path model;
    private final TrainingListener listener;
    private @Nullable History history;
    private @Nullable Evaluation test;
    private long iterationsPerEpoch;

    Again(TrainingObjective objective, Path model, TrainingListener listener) {
      this.objective = objective;
      this.model = model;
      this.listener = listener;
    }

    @Override
    public double evaluate(RunningTrial trial) throws InterruptedException, IOException {
      try (TrialRun run = objective.begin(trial)) {
        double value = run.train(trial, listener);
        iterationsPerEpoch = run.session().iterationsPerEpoch();
        if (!run.history().diverged()) {
          history = run.history();
          test = run.session().evaluate(Split.TEST);
          run.session().saveModel(model);
        }
        return value;
      }
    }
  }
}
