package dev.temper.pruner;

import dev.temper.pruner.TrialCurve.Phase;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Asynchronous successive halving by promotion (Li et al. 2020, algorithm 2): a trial waits at a
 * rung until it is among the best there, one in {@code factor} of those that have reached it so
 * far. Of those that are, the one at the highest rung goes on first.
 *
 * <p>Nobody goes on from a rung that fewer than {@code factor} have reached, but for the best one
 * at the very end, when nothing is open. Who ended at a rung keeps the place it had. Linear in the
 * trials, for each rung.
 */
final class AshaPromotionPruner implements Pruner {

  private final long[] steps;
  private final int factor;

  AshaPromotionPruner(Rungs rungs) {
    steps = rungs.steps();
    factor = rungs.factor();
  }

  @Override
  public Verdict judge(List<TrialCurve> trials, long number) {
    TrialCurve trial = trials.get((int) number);
    if (trial.hasDiverged()) {
      return Verdict.STOP;
    }
    int rung = Rungs.newest(steps, trial);
    return rung < 0 || Standing.of(trials, trial, steps[rung]).isAmongTheBest(factor, 0)
        ? Verdict.CONTINUE
        : Verdict.PAUSE;
  }

  @Override
  public OptionalLong resumable(List<TrialCurve> trials) {
    return resumable(trials, 0);
  }

  @Override
  public OptionalLong resumableAtEnd(List<TrialCurve> trials) {
    boolean open = trials.stream().anyMatch(trial -> trial.phase() == Phase.OPEN);
    return resumable(trials, open ? 0 : 1);
  }

  private OptionalLong resumable(List<TrialCurve> trials, int fewest) {
    @Nullable TrialCurve[] best = bestPaused(trials);
    for (int rung = steps.length - 1; rung >= 0; rung--) {
      TrialCurve trial = best[rung];
      if (trial != null && Standing.of(trials, trial, steps[rung]).isAmongTheBest(factor, fewest)) {
        return OptionalLong.of(trial.number());
      }
    }
    return OptionalLong.empty();
  }

  /** By rung the best of those that wait there; null where nobody does. */
  private @Nullable TrialCurve[] bestPaused(List<TrialCurve> trials) {
    @Nullable TrialCurve[] best = new TrialCurve[steps.length];
    for (TrialCurve trial : trials) {
      int rung = trial.phase() == Phase.PAUSED ? Rungs.highest(steps, trial) : -1;
      if (rung >= 0 && !trial.hasDiverged()) {
        TrialCurve other = best[rung];
        if (other == null || trial.lossAt(steps[rung]) < other.lossAt(steps[rung])) {
          best[rung] = trial;
        }
      }
    }
    return best;
  }
}
