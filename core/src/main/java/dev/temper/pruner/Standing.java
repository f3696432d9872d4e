package dev.temper.pruner;

import java.util.List;

/**
 * How a trial stands at a step among all that have come as far.
 *
 * @param reached how many have reached it, the trial among them
 * @param better how many of these are better: lower by value, or equal and of a lower number
 */
record Standing(int reached, int better) {

  /** Looks at every trial once. */
  static Standing of(List<TrialCurve> trials, TrialCurve trial, long step) {
    double loss = trial.lossAt(step);
    int reached = 0;
    int better = 0;
    for (TrialCurve each : trials) {
      if (each.step() >= step) {
        reached++;
        double other = each.lossAt(step);
        better += other < loss || (other == loss && each.number() < trial.number()) ? 1 : 0;
      }
    }
    return new Standing(reached, better);
  }

  /**
   * Whether it is among the best of these.
   *
   * @param factor of so many one is
   * @param fewest are in any case
   */
  boolean isAmongTheBest(int factor, int fewest) {
    return better < Math.max(fewest, reached / factor);
  }
}
