package dev.temper.pruner;

import dev.temper.statistics.Median;
import java.util.Arrays;
import java.util.List;

/**
 * The median stopping rule (Golovin et al. 2017, section 3.2.2): a trial ends at a step if its best
 * value so far is above the median of the running averages of the ended trials up to that step.
 *
 * <p>Trials that ended before do not count, nor do those that go on. An average over a curve that
 * falls is above its last value, so the rule is mild with late starters. Linear in the reports up
 * to the step.
 */
final class MedianPruner implements Pruner {

  private final int startUpTrials;
  private final long warmUpSteps;
  private final long interval;

  MedianPruner(int startUpTrials, long warmUpSteps, long interval) {
    if (startUpTrials < 1) {
      throw new IllegalArgumentException(
          "The start-up trials (" + startUpTrials + ") must be 1 or more.");
    }
    if (warmUpSteps < 0) {
      throw new IllegalArgumentException(
          "The warm-up steps (" + warmUpSteps + ") must be 0 or more.");
    }
    if (interval < 1) {
      throw new IllegalArgumentException("The interval (" + interval + ") must be 1 or more.");
    }
    this.startUpTrials = startUpTrials;
    this.warmUpSteps = warmUpSteps;
    this.interval = interval;
  }

  @Override
  public Verdict judge(List<TrialCurve> trials, long number) {
    TrialCurve trial = trials.get((int) number);
    if (trial.hasDiverged()) {
      return Verdict.STOP;
    }
    if (!isDue(trial)) {
      return Verdict.CONTINUE;
    }
    double[] averages = new double[trials.size()];
    int count = 0;
    for (TrialCurve each : trials) {
      if (each.phase() == TrialCurve.Phase.ENDED
          && each.number() != number
          && each.step() >= trial.step()) {
        averages[count++] = each.averageTo(trial.step());
      }
    }
    double best = trial.reports().stream().mapToDouble(TrialCurve::loss).min().orElse(Double.NaN);
    return count >= startUpTrials && best > Median.of(Arrays.copyOf(averages, count))
        ? Verdict.STOP
        : Verdict.CONTINUE;
  }

  /** Whether the newest report is the first since the interval ended that the warm-up began. */
  private boolean isDue(TrialCurve trial) {
    long intervals = (trial.step() - warmUpSteps) / interval;
    return intervals >= 1 && trial.arrivesAt(warmUpSteps + intervals * interval);
  }
}
