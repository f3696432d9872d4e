package dev.temper.rateestimate;

import dev.temper.statistics.Median;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Estimates of the optimal learning rate along a run, one an update.
 *
 * <p>Immutable; arrays are copied on the way out. All have length {@link #size()}.
 */
public final class RateEstimates {

  /** The weight of the past in the running estimate (Smith and Topin 2017, section 4). */
  private static final double SMOOTHING = 0.9;

  private final RateEstimation estimation;
  private final double[] trainLoss;
  private final double[] single;
  private final double[] smoothed;

  private RateEstimates(
      RateEstimation estimation, double[] trainLoss, double[] single, double[] smoothed) {
    this.estimation = estimation;
    this.trainLoss = trainLoss;
    this.single = single;
    this.smoothed = smoothed;
  }

  /** What was run. */
  public RateEstimation estimation() {
    return estimation;
  }

  /** Updates made; 1 or more, fewer than planned if the loss stopped being finite. */
  public int size() {
    return trainLoss.length;
  }

  /** The loss of each update's batch; the last may be NaN or infinite. */
  public double[] trainLoss() {
    return trainLoss.clone();
  }

  /** The estimate from three weights alone; NaN where there is none, as at the first update. */
  public double[] single() {
    return single.clone();
  }

  /** The running estimate, {@code .9 * estimate + .1 * single}, NaN before the first. */
  public double[] smoothed() {
    return smoothed.clone();
  }

  /** The median of the running estimate; empty if there is none. */
  public OptionalDouble median() {
    double median = Median.of(Arrays.stream(smoothed).filter(Double::isFinite).toArray());
    return Double.isNaN(median) ? OptionalDouble.empty() : OptionalDouble.of(median);
  }

  /** Collects the estimates of a run. */
  static final class Recorder {

    private final RateEstimation estimation;
    private final double[] trainLoss;
    private final double[] single;
    private final double[] smoothed;
    private int size;

    Recorder(RateEstimation estimation) {
      this.estimation = estimation;
      trainLoss = new double[estimation.iterations()];
      single = new double[estimation.iterations()];
      smoothed = new double[estimation.iterations()];
    }

    /** Records an update; false if the run must end here. */
    boolean add(double loss, double ratio) {
      trainLoss[size] = loss;
      double rate = estimation.values().learningRate() * ratio;
      boolean usable = Double.isFinite(loss) && Double.isFinite(rate);
      single[size] = usable ? rate : Double.NaN;
      double before = size == 0 ? Double.NaN : smoothed[size - 1];
      if (!usable) {
        smoothed[size] = before;
      } else {
        smoothed[size] = Double.isNaN(before) ? rate : SMOOTHING * before + (1 - SMOOTHING) * rate;
      }
      size++;
      return Double.isFinite(loss);
    }

    RateEstimates estimates() {
      return new RateEstimates(
          estimation,
          Arrays.copyOf(trainLoss, size),
          Arrays.copyOf(single, size),
          Arrays.copyOf(smoothed, size));
    }
  }
}
