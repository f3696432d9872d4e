package dev.temper.sampler;

import dev.temper.statistics.Normal;
import java.util.Optional;

/**
 * How much a configuration promises: the logarithm of the improvement it is expected to bring over
 * the best so far, and of how likely it can be trained with at all (Gelbart et al. 2014). Not safe
 * for use by several threads.
 */
final class Acquisition {

  /** Below this many deviations nothing is more or less likely. */
  private static final double IMPOSSIBLE = -6;

  private final GaussianProcess value;
  private final double best;
  private final Optional<Feasibility> feasibility;

  /**
   * What is believed of whether configurations can be trained with.
   *
   * @param label after the mean was taken off: 1 for those that can, -1 for those that cannot
   * @param mean of the labels
   * @param noise the variance of a label
   */
  record Feasibility(GaussianProcess label, double mean, double noise) {

    /** By how many deviations the label is above 0. */
    double margin(double expected, double variance) {
      return (mean + expected) / Math.sqrt(variance + noise);
    }

    /** That a configuration can be trained with; never quite 0. */
    double probability(double expected, double variance) {
      return Normal.cumulative(Math.max(IMPOSSIBLE, margin(expected, variance)));
    }
  }

  /**
   * A promise.
   *
   * @param value what is believed of the objective; lower is better
   * @param best the lowest value it is believed to have at a configuration that was tried
   * @param feasibility where some could not be trained with
   */
  Acquisition(GaussianProcess value, double best, Optional<Feasibility> feasibility) {
    this.value = value;
    this.best = best;
    this.feasibility = feasibility;
  }

  /** Of many configurations; of each the places, NaN where a parameter does not exist. */
  double[] at(double[][] places) {
    int count = places.length;
    double[] beliefs = value.askAll(places);
    double[] promises = new double[count];
    for (int i = 0; i < count; i++) {
      double deviation = Math.sqrt(beliefs[count + i]);
      double z = (best - beliefs[i]) / deviation;
      promises[i] = Math.log(deviation) + LogExpectedImprovement.log(z);
    }
    feasibility.ifPresent(
        possible -> {
          double[] labels = possible.label().askAll(places);
          for (int i = 0; i < count; i++) {
            promises[i] += Math.log(possible.probability(labels[i], labels[count + i]));
          }
        });
    return promises;
  }

  /**
   * Of one configuration.
   *
   * @param slopes by parameter, written to; 0 for choices and where it does not exist
   */
  double at(double[] places, double[] slopes) {
    int d = places.length;
    double[] ofMean = new double[d];
    double[] ofVariance = new double[d];
    value.ask(places);
    value.slopes(ofMean, ofVariance);
    double deviation = Math.sqrt(value.variance());
    double z = (best - value.mean()) / deviation;
    double steep = LogExpectedImprovement.slope(z);
    for (int i = 0; i < d; i++) {
      double ofDeviation = ofVariance[i] / (2 * deviation);
      slopes[i] = ofDeviation / deviation - steep * (ofMean[i] + z * ofDeviation) / deviation;
    }
    double promise = Math.log(deviation) + LogExpectedImprovement.log(z);
    return feasibility.isPresent()
        ? promise + logFeasible(feasibility.get(), places, slopes)
        : promise;
  }

  private static double logFeasible(Feasibility possible, double[] places, double[] slopes) {
    GaussianProcess label = possible.label();
    double[] ofMean = new double[places.length];
    double[] ofVariance = new double[places.length];
    label.ask(places);
    label.slopes(ofMean, ofVariance);
    double variance = label.variance() + possible.noise();
    double margin = possible.margin(label.mean(), label.variance());
    double log = Math.log(possible.probability(label.mean(), label.variance()));
    if (margin > IMPOSSIBLE) {
      double steep = Math.exp(-margin * margin / 2 - Normal.LOG_ROOT_OF_TWO_PI - log);
      for (int i = 0; i < places.length; i++) {
        double change = ofMean[i] / Math.sqrt(variance) - margin * ofVariance[i] / (2 * variance);
        slopes[i] += steep * change;
      }
    }
    return log;
  }
}
