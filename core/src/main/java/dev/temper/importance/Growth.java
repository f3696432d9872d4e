package dev.temper.importance;

import java.util.Arrays;

/**
 * How a regression tree grows (Breiman, Friedman, Olshen and Stone 1984): each node is parted where
 * that lowers the squared error most. Choices without an order are put in that of their means,
 * which finds the best of all their parts (their section 9.4).
 */
final class Growth {

  /** Fewer rows are no leaf of their own. */
  private static final int LEAST = 2;

  /** A gain below this share of the variance is rounding. */
  private static final double ROUNDING = 1e-9;

  private final Bins bins;
  private final int[][] rows;
  private final double[] values;
  private final Tree tree = new Tree();
  private final double[] sums = new double[Long.SIZE];
  private final int[] counts = new int[Long.SIZE];
  private final int[] order = new int[Long.SIZE];

  /** The best part found yet of the node at hand. */
  private double bestScore;

  private int bestParameter;
  private long bestSet;

  Growth(Bins bins, int[][] rows, double[] values) {
    this.bins = bins;
    this.rows = rows;
    this.values = values;
  }

  /**
   * The tree.
   *
   * @param drawn which rows it grows from; one may stand there more than once. Put in another order
   */
  Tree grow(int[] drawn) {
    tree.addLeaf();
    long[] sets = new long[bins.dimension()];
    for (int i = 0; i < sets.length; i++) {
      sets[i] = bins.all(i);
    }
    grow(0, drawn, 0, drawn.length, sets);
    return tree;
  }

  private void grow(int node, int[] drawn, int from, int to, long[] sets) {
    double sum = 0;
    double squares = 0;
    for (int i = from; i < to; i++) {
      double value = values[drawn[i]];
      sum += value;
      squares += value * value;
    }
    int count = to - from;
    tree.setValue(node, sum / count);
    double level = sum * sum / count;
    bestScore = level + ROUNDING * squares;
    bestParameter = -1;
    if (count >= 2 * LEAST) {
      for (int parameter = 0; parameter < sets.length; parameter++) {
        if (Long.bitCount(sets[parameter]) > 1) {
          look(parameter, drawn, from, to, sets[parameter]);
        }
      }
    }
    if (bestParameter < 0) {
      return;
    }
    int by = bestParameter;
    long set = bestSet;
    int middle = partition(drawn, from, to, by, set);
    int in = tree.addLeaf();
    int out = tree.addLeaf();
    tree.part(node, by, set, in, out);
    long before = sets[by];
    sets[by] = before & set;
    grow(in, drawn, from, middle, sets);
    sets[by] = before & ~set;
    grow(out, drawn, middle, to, sets);
    sets[by] = before;
  }

  /** Looks for a better part of the node by one parameter. */
  private void look(int parameter, int[] drawn, int from, int to, long set) {
    int count = bins.count(parameter);
    Arrays.fill(sums, 0, count, 0);
    Arrays.fill(counts, 0, count, 0);
    double sum = 0;
    for (int i = from; i < to; i++) {
      int bin = rows[drawn[i]][parameter];
      double value = values[drawn[i]];
      sums[bin] += value;
      counts[bin]++;
      sum += value;
    }
    int filled = arrange(parameter, count);
    double below = 0;
    int rowsBelow = 0;
    long binsBelow = 0;
    for (int k = 0; k + 1 < filled; k++) {
      int bin = order[k];
      below += sums[bin];
      rowsBelow += counts[bin];
      binsBelow |= 1L << bin;
      int rowsAbove = to - from - rowsBelow;
      if (rowsBelow >= LEAST && rowsAbove >= LEAST) {
        double above = sum - below;
        double score = below * below / rowsBelow + above * above / rowsAbove;
        if (score > bestScore) {
          bestScore = score;
          bestParameter = parameter;
          bestSet =
              bins.isOrdered(parameter)
                  ? upTo((bin + order[k + 1]) / 2)
                  : withUnseen(binsBelow, filled, set, rowsBelow >= rowsAbove);
        }
      }
    }
  }

  /**
   * Puts the bins that have rows in an order in which the best part is one of neighbours.
   *
   * @return how many there are
   */
  private int arrange(int parameter, int count) {
    int filled = 0;
    for (int bin = 0; bin < count; bin++) {
      if (counts[bin] > 0) {
        int at = filled++;
        while (!bins.isOrdered(parameter) && at > 0 && mean(order[at - 1]) > mean(bin)) {
          order[at] = order[at - 1];
          at--;
        }
        order[at] = bin;
      }
    }
    return filled;
  }

  private double mean(int bin) {
    return sums[bin] / counts[bin];
  }

  /** Bins up to one: between two that have rows the border is in the middle. */
  private static long upTo(int bin) {
    return -1L >>> (Long.SIZE - 1 - bin);
  }

  /** Choices without rows go where most rows go. */
  private long withUnseen(long binsBelow, int filled, long set, boolean mostBelow) {
    long seen = 0;
    for (int k = 0; k < filled; k++) {
      seen |= 1L << order[k];
    }
    return mostBelow ? binsBelow | (set & ~seen) : binsBelow;
  }

  private int partition(int[] drawn, int from, int to, int parameter, long set) {
    int middle = from;
    for (int i = from; i < to; i++) {
      int row = drawn[i];
      if ((set >>> rows[row][parameter] & 1) != 0) {
        drawn[i] = drawn[middle];
        drawn[middle] = row;
        middle++;
      }
    }
    return middle;
  }
}
