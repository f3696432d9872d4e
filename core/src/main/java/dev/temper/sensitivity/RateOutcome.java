package dev.temper.sensitivity;

import dev.temper.statistics.Median;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What all seeds gave at one rate.
 *
 * <p>In the medians a diverged trial counts as an infinite loss and the accuracy 0; a failed one
 * does not count.
 *
 * @param learningRate the rate; above 0
 * @param trials in the order of the seeds; 1 or more
 */
public record RateOutcome(double learningRate, List<Trial> trials) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if it is empty or the rate is out of range
   */
  public RateOutcome {
    trials = List.copyOf(trials);
    if (!(learningRate > 0)) {
      throw new IllegalArgumentException(
          "The learning rate (" + learningRate + ") must be above 0.");
    }
    if (trials.isEmpty()) {
      throw new IllegalArgumentException("The trials (0) at a rate must be 1 or more.");
    }
  }

  /** The median final validation loss; infinite where half diverged, NaN where all failed. */
  public double medianLoss() {
    return median(trial -> trial.diverged() ? Double.POSITIVE_INFINITY : trial.validationLoss());
  }

  /** The lowest final validation loss of the trials that completed; NaN without any. */
  public double lowestLoss() {
    return completed(Trial::validationLoss)[0];
  }

  /** The highest final validation loss of the trials that completed; NaN without any. */
  public double highestLoss() {
    return completed(Trial::validationLoss)[1];
  }

  /**
   * The median final validation accuracy, 0 to 1; NaN where all failed, or those that completed
   * have none.
   */
  public double medianAccuracy() {
    boolean none =
        trials.stream().anyMatch(t -> t.completed() && Double.isNaN(t.validationAccuracy()));
    return none ? Double.NaN : median(trial -> trial.diverged() ? 0 : trial.validationAccuracy());
  }

  /** The lowest final validation accuracy of the trials that completed; NaN without any. */
  public double lowestAccuracy() {
    return completed(Trial::validationAccuracy)[0];
  }

  /** The highest final validation accuracy of the trials that completed; NaN without any. */
  public double highestAccuracy() {
    return completed(Trial::validationAccuracy)[1];
  }

  /** How many trials diverged. */
  public int diverged() {
    return (int) trials.stream().filter(Trial::diverged).count();
  }

  /** How many trials failed. */
  public int failed() {
    return (int) trials.stream().filter(Trial::failed).count();
  }

  private double median(ToDoubleFunction<Trial> value) {
    return Median.of(trials.stream().filter(trial -> !trial.failed()).mapToDouble(value).toArray());
  }

  /** The lowest and the highest value, as {@code {low, high}}; NaN without any. */
  private double[] completed(ToDoubleFunction<Trial> value) {
    double[] values = trials.stream().filter(Trial::completed).mapToDouble(value).toArray();
    return new double[] {
      Arrays.stream(values).min().orElse(Double.NaN), Arrays.stream(values).max().orElse(Double.NaN)
    };
  }
}
