package dev.temper.recipe;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How far two runs of the same values end apart by their seeds alone: the deviation of the
 * logarithm of the final validation loss.
 *
 * <p>Pooled over all values that were run with several seeds. Before there are any it is taken to
 * be 3 %, what runs of a few hundred updates on digits and Fashion-MNIST show; that guess weighs as
 * much as two repetitions.
 */
final class Noise {

  private static final double GUESS = 0.03;
  private static final double GUESS_WEIGHT = 2;

  private final double deviation;
  private final int repetitions;

  private Noise(double deviation, int repetitions) {
    this.deviation = deviation;
    this.repetitions = repetitions;
  }

  /** What the trials so far tell of it; the order of the sum is that of the trials. */
  static Noise of(Collection<Trial> trials) {
    Map<Prescription, List<Trial>> repeated =
        trials.stream()
            .filter(trial -> trial.validationLoss() > 0 && isFinite(trial))
            .collect(
                Collectors.groupingBy(
                    Trial::prescription, LinkedHashMap::new, Collectors.toList()));
    double squares = GUESS_WEIGHT * GUESS * GUESS;
    int repetitions = 0;
    for (List<Trial> same : repeated.values()) {
      double[] logs =
          same.stream().mapToDouble(trial -> Math.log(trial.validationLoss())).toArray();
      double mean = 0;
      for (double log : logs) {
        mean += log / logs.length;
      }
      for (double log : logs) {
        squares += (log - mean) * (log - mean);
      }
      repetitions += logs.length - 1;
    }
    return new Noise(Math.sqrt(squares / (GUESS_WEIGHT + repetitions)), repetitions);
  }

  private static boolean isFinite(Trial trial) {
    return Double.isFinite(trial.validationLoss());
  }

  /** The deviation of one run, as a share of the loss. */
  double deviation() {
    return deviation;
  }

  /** The deviation of the difference between the means of so many runs each. */
  double ofDifference(int runs, int otherRuns) {
    return deviation * Math.sqrt(1.0 / runs + 1.0 / otherRuns);
  }

  /** Repetitions it was learnt from; 0 or more. */
  int repetitions() {
    return repetitions;
  }
}
