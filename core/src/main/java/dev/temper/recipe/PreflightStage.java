package dev.temper.recipe;

import dev.temper.schedule.HyperParameters;
import dev.temper.training.Evaluation;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.Split;
import dev.temper.training.TrainingSession;
import dev.temper.training.TrainingTask;
import dev.temper.training.UpdateSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The checks that a network can learn these data at all, before anything is spent on it.
 *
 * <p>Each runs in a session of its own, so that nothing after depends on it, on updates of one
 * batch without clipping.
 */
final class PreflightStage {

  /** The share of its first loss at which a batch counts as over-fitted. */
  static final double OVERFITTED = 0.1;

  static final int MOST_OVERFIT_ITERATIONS = 100;

  /** What the timed updates train with; the time does not depend on the values. */
  private static final HyperParameters TIMING = new HyperParameters(1e-3, 0.9, 1e-4);

  private static final int WARM_UP = 2;
  private static final int TIMED = 3;
  private static final long UNTRAINED_EXAMPLES = 1000;

  private final TrainingTask task;
  private final SessionSettings settings;
  private long iterations;
  private long examples;

  PreflightStage(TrainingTask task, SessionSettings settings) {
    this.task = task;
    this.settings = settings.withUpdates(UpdateSettings.DEFAULT);
  }

  long iterations() {
    return iterations;
  }

  long examples() {
    return examples;
  }

  Preflight run(TuningListener listener) {
    HyperParameters adam = BaselineStage.ADAM_DEFAULTS;
    Evaluation untrained;
    double first;
    double least;
    int updates = 0;
    try (TrainingSession session = task.open(settings.withOptimizer(Optimizer.ADAM))) {
      untrained = session.evaluate(Split.VALIDATION, UNTRAINED_EXAMPLES);
      first = session.stepOnSameBatch(adam);
      least = first;
      while (updates < MOST_OVERFIT_ITERATIONS && !(least <= OVERFITTED * first)) {
        double loss = session.stepOnSameBatch(adam);
        listener.onStep(updates, adam, loss);
        least = Math.min(least, loss);
        updates++;
      }
      count(updates + 1L, settings.batchSize());
    }
    return new Preflight(
        untrained, Math.log(task.data().classes().size()), first, least, updates, timings());
  }

  private List<Preflight.Timing> timings() {
    List<Preflight.Timing> timings = new ArrayList<>();
    for (int factor : new int[] {-2, 1, 2, 4}) {
      int size = factor < 0 ? settings.batchSize() / -factor : settings.batchSize() * factor;
      if (size < 2 || size > task.data().trainingExamples()) {
        continue;
      }
      try (TrainingSession session = task.open(settings.withBatchSize(size))) {
        double[] seconds = new double[TIMED];
        for (int i = -WARM_UP; i < TIMED; i++) {
          long start = System.nanoTime();
          session.step(TIMING);
          if (i >= 0) {
            seconds[i] = (System.nanoTime() - start) / 1e9;
          }
        }
        Arrays.sort(seconds);
        timings.add(new Preflight.Timing(size, seconds[TIMED / 2], task.memoryInUse()));
        count(WARM_UP + TIMED, size);
      }
    }
    return timings;
  }

  private void count(long updates, int batchSize) {
    iterations += updates;
    examples += updates * batchSize;
  }
}
