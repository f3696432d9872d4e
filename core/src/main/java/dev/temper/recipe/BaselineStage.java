package dev.temper.recipe;

import dev.temper.schedule.HyperParameters;
import dev.temper.schedule.Schedule;
import dev.temper.training.History;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.TrainingListener;
import dev.temper.training.TrainingRun;
import dev.temper.training.TrainingSession;
import dev.temper.training.TrainingTask;
import dev.temper.training.UpdateSettings;

/**
 * A short run of Adam at its defaults (Kingma and Ba 2015: rate 1e-3, beta1 .9), the robust
 * baseline that the chosen values have to beat.
 */
final class BaselineStage {

  static final HyperParameters ADAM_DEFAULTS = new HyperParameters(1e-3, 0.9, 0);

  private static final long LEAST_ITERATIONS = 30;
  private static final long MOST_ITERATIONS = 300;

  private BaselineStage() {}

  /** Adam with nothing around its updates but as many examples in each as the final run has. */
  private static SessionSettings plain(SessionSettings settings) {
    int accumulation = settings.updates().accumulation();
    return settings
        .withOptimizer(Optimizer.ADAM)
        .withUpdates(UpdateSettings.DEFAULT.withAccumulation(accumulation));
  }

  /** A tenth of the final run, within bounds. */
  static long iterations(long finalIterations) {
    return Math.min(
        finalIterations,
        Math.min(MOST_ITERATIONS, Math.max(LEAST_ITERATIONS, finalIterations / 10)));
  }

  static History run(
      TrainingTask task, SessionSettings settings, long iterations, TrainingListener listener) {
    try (TrainingSession session = task.open(plain(settings))) {
      return new TrainingRun(Schedule.fixed(ADAM_DEFAULTS), iterations, iterations)
          .run(session, listener);
    }
  }
}
