package dev.temper.diagnosis;

import dev.temper.schedule.HyperParameters;
import dev.temper.statistics.ExponentialAverage;
import dev.temper.training.StopRule;
import dev.temper.training.TrainingListener;

/**
 * Follows the training loss of a run and tells when it has diverged: not finite, or its moving
 * average more than four times its best, as a range test ends (fastai), and staying there.
 *
 * <p>The average has the weight .98, or less in runs too short for it. A run that wobbles at the
 * height of its cycle comes back; how long is waited for it was chosen so that no run of the
 * labelled curves that ends well is stopped (docs/diagnosis.md). Constant time an update.
 *
 * <p>Listens to a run and is its rule to stop. For use by one thread.
 */
public final class DivergenceWatch implements TrainingListener, StopRule {

  private static final double SMOOTHING = 0.98;

  /** Of its best. */
  private static final double FACTOR = 4;

  /** In shares of the first loss; less is a matter of a loss near 0. */
  private static final double LEAST_RISE = 0.3;

  /** Half of both is no longer calm: a state worth keeping is taken below. */
  private static final double CALM = 0.5;

  /** The share of the run that the loss has to stay high for. */
  private static final double STAY = 0.1;

  private static final long LEAST_STAY = 20;

  private final ExponentialAverage average;
  private final long patience;
  private double first = Double.NaN;
  private double best = Double.POSITIVE_INFINITY;
  private double smoothed = Double.NaN;
  private double lowest = Double.POSITIVE_INFINITY;
  private long high;
  private boolean finite = true;

  /**
   * A watch.
   *
   * @param iterations the planned length of the run; 1 or more
   */
  public DivergenceWatch(long iterations) {
    average = new ExponentialAverage(Math.min(SMOOTHING, 1 - 1 / (1 + 0.02 * iterations)));
    patience = Math.max(LEAST_STAY, Math.round(STAY * iterations));
  }

  @Override
  public void onStep(long iteration, HyperParameters values, double loss) {
    add(loss);
  }

  /** Ends the run once it {@linkplain #diverged has diverged}. */
  @Override
  public Decision after(long updates) {
    return diverged() ? Decision.DIVERGED : Decision.GO_ON;
  }

  /** Takes in the loss of an update, in their order. */
  public void add(double loss) {
    finite &= Double.isFinite(loss);
    if (!finite) {
      return;
    }
    if (Double.isNaN(first)) {
      first = loss;
    }
    lowest = Math.min(lowest, loss);
    smoothed = average.add(loss);
    best = Math.min(best, smoothed);
    high = above(1) ? high + 1 : 0;
  }

  private boolean above(double share) {
    // Without a distance to a perfect fit there is no "four times its best".
    return lowest >= 0
        && smoothed > share * FACTOR * best
        && smoothed - best > share * LEAST_RISE * first;
  }

  /** Whether the run has diverged. */
  public boolean diverged() {
    return !finite || high >= patience;
  }

  /** Whether the loss is finite and nowhere near divergence. */
  boolean calm() {
    return finite && !above(CALM);
  }
}
