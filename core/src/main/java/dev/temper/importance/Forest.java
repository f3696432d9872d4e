package dev.temper.importance;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A random forest (Breiman 2001): the mean of regression trees, each grown from as many rows as
 * there are, drawn with replacement.
 */
final class Forest {

  private static final int TREES = 64;

  /** More rows in one tree cost time and tell no more. */
  private static final int MOST_ROWS = 2000;

  private final Bins bins;
  private final List<Tree> trees;
  private final double explained;

  private Forest(Bins bins, List<Tree> trees, double explained) {
    this.bins = bins;
    this.trees = trees;
    this.explained = explained;
  }

  /**
   * Grows a forest.
   *
   * @param observed one row each
   * @param values of the rows; finite, not all equal
   */
  static Forest of(Bins bins, List<Observed> observed, double[] values, SplittableRandom random) {
    int[][] given =
        observed.stream().map(row -> bins.of(row.configuration())).toArray(int[][]::new);
    List<Tree> trees = new ArrayList<>();
    double[] answers = new double[values.length];
    int[] asked = new int[values.length];
    for (int t = 0; t < TREES; t++) {
      int[][] rows = new int[given.length][];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = bins.completed(given[i], random);
      }
      int[] drawn = random.ints(Math.min(rows.length, MOST_ROWS), 0, rows.length).toArray();
      Tree tree = new Growth(bins, rows, values).grow(drawn);
      trees.add(tree);
      boolean[] seen = new boolean[rows.length];
      for (int row : drawn) {
        seen[row] = true;
      }
      for (int i = 0; i < rows.length; i++) {
        if (!seen[i]) {
          answers[i] += tree.answer(rows[i]);
          asked[i]++;
        }
      }
    }
    return new Forest(bins, trees, explained(values, answers, asked));
  }

  /** One less the mean squared error of the trees that have not seen a row, by the variance. */
  private static double explained(double[] values, double[] answers, int[] asked) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < values.length; i++) {
      if (asked[i] > 0) {
        sum += values[i];
        count++;
      }
    }
    double mean = sum / count;
    double error = 0;
    double variance = 0;
    for (int i = 0; i < values.length; i++) {
      if (asked[i] > 0) {
        error += Math.pow(values[i] - answers[i] / asked[i], 2);
        variance += Math.pow(values[i] - mean, 2);
      }
    }
    return variance > 0 ? Math.max(0, 1 - error / variance) : 0;
  }

  Bins bins() {
    return bins;
  }

  List<Tree> trees() {
    return trees;
  }

  /** How much of the variance of rows is foretold by the trees that have not seen them; 0 to 1. */
  double explained() {
    return explained;
  }

  /** What the forest expects at a place. */
  double answer(int[] place) {
    double sum = 0;
    for (Tree tree : trees) {
      sum += tree.answer(place);
    }
    return sum / trees.size();
  }
}
