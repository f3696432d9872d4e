package dev.temper.diagnosis;

import dev.temper.schedule.HyperParameters;
import dev.temper.training.Evaluation;
import dev.temper.training.History;
import dev.temper.training.Snapshot;
import dev.temper.training.StopRule;
import dev.temper.training.TrainingListener;
import dev.temper.training.TrainingRun;
import dev.temper.training.TrainingSession;

/**
 * A run that ends where its loss diverges, and gives back the last healthy state.
 *
 * <p>A loss has diverged if it is not finite, or if its moving average is more than four times its
 * best for a tenth of the run (20 iterations at least) and the rise is no matter of a loss near 0;
 * where losses are negative, only if not finite. A snapshot is taken before the first update and at
 * every evaluation while the loss is calm; one is kept. Holds no state between runs.
 *
 * @param run what to train
 */
public record WatchedRun(TrainingRun run) {

  /**
   * How a run ended.
   *
   * @param diverged whether the loss diverged; the history then says so too
   * @param updates made in this run before the state that the session is in now: all of them, or
   *     those before the last healthy state; 0 if only the state before the run was healthy
   */
  public record Outcome(boolean diverged, long updates) {}

  /**
   * Trains the session; where the loss diverges, ends and restores the last healthy state.
   *
   * @param history where the curves are appended, also those after the state that is restored;
   *     empty
   * @param listener told of what happens, as by {@link TrainingRun#run}
   */
  public Outcome run(TrainingSession session, History history, TrainingListener listener) {
    try (Watcher watcher = new Watcher(session)) {
      run.run(session, history, watcher.and(listener), watcher);
      if (!history.diverged()) {
        return new Outcome(false, history.iterations());
      }
      return new Outcome(true, watcher.restore());
    }
  }

  /** Watches the loss and keeps the last healthy state. */
  private final class Watcher implements TrainingListener, StopRule, AutoCloseable {

    private final TrainingSession session;
    private final DivergenceWatch watch = new DivergenceWatch(run.iterations());
    private Snapshot kept;
    private long updates;

    Watcher(TrainingSession session) {
      this.session = session;
      kept = session.snapshot();
    }

    @Override
    public void onStep(long iteration, HyperParameters values, double loss) {
      watch.onStep(iteration, values, loss);
    }

    @Override
    public void onEvaluation(long iteration, Evaluation evaluation) {
      if (watch.calm() && Double.isFinite(evaluation.loss())) {
        Snapshot next = session.snapshot();
        kept.close();
        kept = next;
        updates = iteration;
      }
    }

    @Override
    public Decision after(long made) {
      return watch.after(made);
    }

    long restore() {
      session.restore(kept);
      return updates;
    }

    @Override
    public void close() {
      kept.close();
    }
  }
}
