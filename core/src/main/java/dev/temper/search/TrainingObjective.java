package dev.temper.search;

import dev.temper.recipe.Budget;
import dev.temper.space.Configuration;
import dev.temper.space.Space;
import dev.temper.study.Objective;
import dev.temper.study.RunningTrial;
import dev.temper.training.TrainingListener;
import dev.temper.training.TrainingSession;
import java.util.Optional;

/**
 * Trains a network with each configuration of a search, from fresh weights by the trial's seed, and
 * reports after equal shares of the run.
 *
 * <p>A configuration may have {@code learning_rate}, {@code momentum}, {@code weight_decay}, {@code
 * batch_size}, {@code clip_norm}, {@code optimizer}, {@code schedule} and the settings of the
 * model; what it has not is the same for all. A report's step is the share of the run that is done,
 * in {@link #reports} parts, so that trials of other batch sizes compare; its measures are {@code
 * train_loss} (the mean since the last report), {@code val_loss}, {@code val_accuracy} and {@code
 * learning_rate}. A trial that is paused keeps its session and goes on in it. Safe for use by
 * several threads.
 *
 * @param settings of all trials where a configuration says nothing else
 * @param goal what is measured; on the validation split
 * @param budget the length of a trial; no wall time
 */
public record TrainingObjective(TrialSettings settings, Goal goal, Budget budget)
    implements Objective {

  private static final long FEWEST_REPORTS = 10;
  private static final long MOST_REPORTS = 100;

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if the budget is a wall time, or accuracy is the goal of a
   *     regression; one line
   */
  public TrainingObjective {
    budget.requireCounted();
    if (goal == Goal.VAL_ACCURACY && settings.task().data().isRegression()) {
      throw new IllegalArgumentException(
          "The objective ("
              + goal.label()
              + ") has no meaning for labels that are numbers. Accepted: "
              + Goal.VAL_LOSS.label()
              + ".");
    }
  }

  /**
   * How many reports a trial makes that has as many updates: one an epoch, from 10 to 100. The unit
   * of a pruner's steps.
   */
  public long reports() {
    double updates = settings.iterations(budget);
    double epochs =
        updates
            * settings.session().examplesPerUpdate()
            / settings.task().data().trainingExamples();
    return Math.min(MOST_REPORTS, Math.max(FEWEST_REPORTS, Math.round(epochs)));
  }

  /** What a configuration means. */
  public TrialSettings settings(Configuration configuration) {
    return Knob.turnAll(settings, configuration);
  }

  /**
   * Checks that every parameter of a space can be set, over all of its interval or to all of its
   * choices, and trains nothing.
   *
   * @throws IllegalArgumentException if one cannot, or nothing says the learning rate; one line
   */
  public void check(Space space) {
    boolean saysRate =
        settings.learningRate().isPresent()
            || space.parameters().stream()
                .anyMatch(parameter -> parameter.name().equals(Knob.LEARNING_RATE.label()));
    if (!saysRate) {
      throw new IllegalArgumentException(
          "The learning rate is neither searched over nor given: a parameter 'learning_rate' or"
              + " --lr RATE is expected.");
    }
    for (Configuration configuration : Extremes.of(space)) {
      TrialSettings turned = settings(configuration);
      turned.task().check(turned.session());
    }
  }

  @Override
  public double evaluate(RunningTrial trial) throws InterruptedException {
    Optional<TrialRun> kept = trial.kept(TrialRun.class);
    TrialRun run = kept.isPresent() ? kept.get() : begin(trial);
    trial.keep(run);
    return run.train(trial, TrainingListener.NONE);
  }

  /** The run of a trial, from fresh weights. */
  TrialRun begin(RunningTrial trial) {
    TrialSettings own = settings(trial.configuration());
    TrainingSession session = own.task().open(own.session().withSeed(trial.seed()));
    try {
      return new TrialRun(session, own, own.iterations(budget), goal, reports());
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }
}
