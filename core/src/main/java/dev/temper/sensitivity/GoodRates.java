package dev.temper.sensitivity;

import java.util.List;

/**
 * The rates that serve as well as the best, as far as the seeds can tell: an interval, or a refusal
 * with its reason.
 *
 * <p>The best rate has the lowest median final validation loss. Good are its neighbours on the
 * grid, without a gap, whose median does not exceed the threshold: the worst seed at the best rate,
 * or {@link #TOLERANCE} above the best median where that is more.
 */
public sealed interface GoodRates {

  /**
   * How far above the best median a good rate may lie in any case, as a share of it: about what the
   * loss on some hundred held-out examples varies with their choice.
   */
  double TOLERANCE = 0.25;

  /**
   * An interval of the grid.
   *
   * @param from the lowest good rate
   * @param to the highest good rate; at least {@code from}
   * @param threshold the median validation loss that none of them exceeds
   * @param reachesLowEnd whether {@code from} is the lowest rate of the grid: lower ones may be as
   *     good
   * @param reachesHighEnd whether {@code to} is the highest rate of the grid
   */
  record Interval(
      double from, double to, double threshold, boolean reachesLowEnd, boolean reachesHighEnd)
      implements GoodRates {}

  /**
   * No interval, because the grid does not show one.
   *
   * @param reason one sentence a person can act on
   */
  record Refused(String reason) implements GoodRates {}

  /** Reads the rates, in rising order. */
  static GoodRates read(List<RateOutcome> rates) {
    int best = best(rates);
    if (best < 0) {
      return new Refused("At no rate did a median trial end with a finite loss.");
    }
    double rate = rates.get(best).learningRate();
    if (best == 0) {
      return new Refused(
          "The best rate (" + rate + ") is the lowest of the grid; better ones may lie below.");
    }
    if (best == rates.size() - 1) {
      return new Refused(
          "The best rate (" + rate + ") is the highest of the grid; better ones may lie above.");
    }
    double threshold =
        Math.max((1 + TOLERANCE) * rates.get(best).medianLoss(), rates.get(best).highestLoss());
    int from = best;
    while (from > 0 && rates.get(from - 1).medianLoss() <= threshold) {
      from--;
    }
    int to = best;
    while (to < rates.size() - 1 && rates.get(to + 1).medianLoss() <= threshold) {
      to++;
    }
    return new Interval(
        rates.get(from).learningRate(),
        rates.get(to).learningRate(),
        threshold,
        from == 0,
        to == rates.size() - 1);
  }

  /** The index of the lowest finite median, the first of equal ones; -1 where there is none. */
  static int best(List<RateOutcome> rates) {
    int best = -1;
    for (int i = 0; i < rates.size(); i++) {
      double loss = rates.get(i).medianLoss();
      if (Double.isFinite(loss) && (best < 0 || loss < rates.get(best).medianLoss())) {
        best = i;
      }
    }
    return best;
  }
}
