package dev.temper.recipe;

import java.util.Arrays;
import java.util.List;

/**
 * How far two values that are equally good end apart when both are run with the same seeds: the
 * deviation of the logarithm of the final validation loss that is left when the effects of the
 * value and of the seed are taken out (the residual of a two-way layout without interaction).
 *
 * <p>The seeds alone move the loss of a short run by 9 to 19 % on the digits, but most of that is
 * common to all values: 2 to 10 % are left there, little more than 1 % on Fashion-MNIST. A loss is
 * a mean over the validation examples, so before anything was repeated 1/sqrt(examples) is assumed
 * (5 % and 1.3 % there), with the weight of one repetition. An estimate from few repetitions may be
 * far too small by luck, so it is widened by the factor 1 + 1/n, where n counts the repetitions and
 * the weight of the assumption.
 */
final class Noise {

  private static final double WEIGHT = 1;

  private final double deviation;

  private Noise(double deviation) {
    this.deviation = deviation;
  }

  /**
   * What comparisons tell of it.
   *
   * @param comparisons the candidates of each; only those count whose first two seeds or more all
   *     ended with a loss that is finite and above 0
   * @param examples of the validation split; 1 or more
   */
  static Noise of(List<List<Candidate>> comparisons, long examples) {
    double squares = WEIGHT / examples;
    int repetitions = 0;
    for (List<Candidate> candidates : comparisons) {
      double[][] logs =
          candidates.stream()
              .filter(candidate -> candidate.trials().size() > 1)
              .map(Noise::logarithms)
              .filter(values -> Arrays.stream(values).allMatch(Double::isFinite))
              .toArray(double[][]::new);
      int seeds = Arrays.stream(logs).mapToInt(values -> values.length).min().orElse(0);
      if (logs.length > 1) {
        squares += residual(logs, seeds);
        repetitions += (logs.length - 1) * (seeds - 1);
      }
    }
    double all = WEIGHT + repetitions;
    return new Noise(Math.sqrt(squares / all) * (1 + 1 / all));
  }

  private static double[] logarithms(Candidate candidate) {
    return candidate.trials().stream()
        .mapToDouble(trial -> Math.log(trial.validationLoss()))
        .toArray();
  }

  /** The sum of squares that is left without the means of the rows and of the columns. */
  private static double residual(double[][] rows, int columns) {
    double[] rowMean = new double[rows.length];
    double[] columnMean = new double[columns];
    double mean = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < columns; k++) {
        rowMean[i] += rows[i][k] / columns;
        columnMean[k] += rows[i][k] / rows.length;
        mean += rows[i][k] / columns / rows.length;
      }
    }
    double squares = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < columns; k++) {
        double left = rows[i][k] - rowMean[i] - columnMean[k] + mean;
        squares += left * left;
      }
    }
    return squares;
  }

  /** The deviation of one run, as a share of the loss, widened as long as it is uncertain. */
  double deviation() {
    return deviation;
  }

  /** The deviation of the difference between the means of so many runs each. */
  double ofDifference(int runs, int otherRuns) {
    return deviation * Math.sqrt(1.0 / runs + 1.0 / otherRuns);
  }
}
