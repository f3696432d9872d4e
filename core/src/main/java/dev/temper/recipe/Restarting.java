package dev.temper.recipe;

import dev.temper.schedule.Curve;
import dev.temper.schedule.HyperParameters;
import dev.temper.schedule.Schedule;
import dev.temper.training.Evaluation;
import dev.temper.training.History;
import dev.temper.training.Snapshot;
import dev.temper.training.Split;
import dev.temper.training.TrainingListener;
import dev.temper.training.TrainingRun;
import dev.temper.training.TrainingSession;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Restarts from a snapshot: trains at a constant rate until the validation loss stalls, keeps that
 * state, and goes on from it with each weight decay while the rate falls to 0 (Smith 2018, section
 * 4.4).
 *
 * <p>The loss has stalled when the last evaluation improved on the best before by less than {@link
 * #STALLED}. Each restart is half as long as the run before it might have been.
 */
final class Restarting {

  private static final double STALLED = 0.02;
  private static final int EVALUATIONS = 10;
  private static final int FEWEST_EVALUATIONS = 3;

  private final TrainingSession session;
  private final Prescription middle;
  private final long seed;
  private final TrainingListener listener;

  /**
   * Restarts of one session.
   *
   * @param middle what it trains with; its iterations are the most before the snapshot
   */
  Restarting(TrainingSession session, Prescription middle, long seed, TrainingListener listener) {
    this.session = session;
    this.middle = middle;
    this.seed = seed;
    this.listener = listener;
  }

  SnapshotRestarts run(List<Double> weightDecays, DoubleSupplier seconds) {
    History trunk = untilStalled();
    List<SnapshotRestarts.Branch> branches = new ArrayList<>();
    if (!trunk.diverged()) {
      try (Snapshot stalled = session.snapshot()) {
        for (double weightDecay : weightDecays) {
          session.restore(stalled);
          branches.add(new SnapshotRestarts.Branch(weightDecay, restart(weightDecay)));
        }
      }
    }
    return new SnapshotRestarts(middle, seed, trunk, branches, seconds.getAsDouble());
  }

  private History untilStalled() {
    History history = new History();
    TrainingListener all = history.and(listener);
    HyperParameters values =
        new HyperParameters(middle.learningRateMax(), middle.momentumMin(), middle.weightDecay());
    long every = Math.max(1, middle.iterations() / EVALUATIONS);
    double best = Double.POSITIVE_INFINITY;
    for (long iteration = 0; iteration < middle.iterations(); iteration++) {
      double loss = session.step(values);
      all.onStep(iteration, values, loss);
      if (!Double.isFinite(loss)) {
        break;
      }
      if ((iteration + 1) % every == 0 || iteration + 1 == middle.iterations()) {
        Evaluation evaluation = session.evaluate(Split.VALIDATION);
        all.onEvaluation(iteration + 1, evaluation);
        boolean improved = evaluation.loss() < (1 - STALLED) * best;
        if (!improved && history.evaluations().size() >= FEWEST_EVALUATIONS) {
          break;
        }
        best = Math.min(best, evaluation.loss());
      }
    }
    return history;
  }

  private History restart(double weightDecay) {
    long length = Math.max(2, middle.iterations() / 2);
    Schedule falling =
        Schedule.of(
            Curve.linear(middle.learningRateMax(), 0, length),
            Curve.constant(middle.momentumMin()),
            Curve.constant(weightDecay));
    return new TrainingRun(falling, length, Math.max(1, length / 4)).run(session, listener);
  }
}
