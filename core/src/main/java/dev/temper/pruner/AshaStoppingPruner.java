package dev.temper.pruner;

import java.util.List;

/**
 * Asynchronous successive halving (Li et al. 2020) without pauses: a trial ends at a rung unless it
 * is among the best there, one in {@code factor} of those that have reached it so far, itself among
 * them.
 *
 * <p>One always goes on, so that the first trials to reach a rung are judged mildly, the very first
 * not at all. Who was stopped still counts. Linear in the trials.
 */
final class AshaStoppingPruner implements Pruner {

  private final long[] steps;
  private final int factor;

  AshaStoppingPruner(Rungs rungs) {
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
    return rung < 0 || Standing.of(trials, trial, steps[rung]).isAmongTheBest(factor, 1)
        ? Verdict.CONTINUE
        : Verdict.STOP;
  }
}
