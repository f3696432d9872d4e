package dev.temper.pruner;

import java.util.List;

/**
 * Stops a trial after so many steps without an improvement.
 *
 * <p>A value counts as an improvement if it is below the last one that did by more than the least.
 * Linear in the trial's own reports.
 */
final class PatiencePruner implements Pruner {

  private final long steps;
  private final double least;

  PatiencePruner(long steps, double least) {
    if (steps < 1) {
      throw new IllegalArgumentException("The steps (" + steps + ") must be 1 or more.");
    }
    if (!(least >= 0) || Double.isInfinite(least)) {
      throw new IllegalArgumentException(
          "The least improvement (" + least + ") must be 0 or more and finite.");
    }
    this.steps = steps;
    this.least = least;
  }

  @Override
  public Verdict judge(List<TrialCurve> trials, long number) {
    TrialCurve trial = trials.get((int) number);
    double best = Double.POSITIVE_INFINITY;
    long since = trial.reports().get(0).step();
    for (Report report : trial.reports()) {
      if (TrialCurve.loss(report) < best - least) {
        best = report.value();
        since = report.step();
      }
    }
    return trial.hasDiverged() || trial.step() - since >= steps ? Verdict.STOP : Verdict.CONTINUE;
  }
}
