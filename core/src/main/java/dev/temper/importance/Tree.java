package dev.temper.importance;

import java.util.Arrays;

/**
 * A regression tree over bins: at each node the bins of one parameter are parted in two sets, each
 * leaf has a value. Immutable once grown.
 */
final class Tree {

  private static final int LEAF = -1;

  private int[] parameter = new int[64];
  private long[] left = new long[64];
  private int[] lower = new int[64];
  private int[] upper = new int[64];
  private double[] value = new double[64];
  private int size;

  /** Takes up a box of the tree: a leaf. */
  interface LeafVisitor {

    /**
     * A leaf.
     *
     * @param sets by parameter the bins it covers; valid during the call
     * @param value of the leaf
     */
    void visit(long[] sets, double value);
  }

  /** Adds a leaf, as yet of the value 0, and answers its number. */
  int addLeaf() {
    if (size == value.length) {
      parameter = Arrays.copyOf(parameter, 2 * size);
      left = Arrays.copyOf(left, 2 * size);
      lower = Arrays.copyOf(lower, 2 * size);
      upper = Arrays.copyOf(upper, 2 * size);
      value = Arrays.copyOf(value, 2 * size);
    }
    parameter[size] = LEAF;
    return size++;
  }

  /** Gives a leaf its value. */
  void setValue(int leaf, double mean) {
    value[leaf] = mean;
  }

  /** Makes a leaf a node whose bins in the set lead to one child and all others to the other. */
  void part(int leaf, int by, long set, int in, int out) {
    parameter[leaf] = by;
    left[leaf] = set;
    lower[leaf] = in;
    upper[leaf] = out;
  }

  double answer(int[] place) {
    int node = 0;
    while (parameter[node] != LEAF) {
      boolean in = (left[node] >>> place[parameter[node]] & 1) != 0;
      node = in ? lower[node] : upper[node];
    }
    return value[node];
  }

  /** Visits all leaves; together they cover every place once. */
  void visit(Bins bins, LeafVisitor visitor) {
    long[] sets = new long[bins.dimension()];
    for (int i = 0; i < sets.length; i++) {
      sets[i] = bins.all(i);
    }
    visit(0, sets, visitor);
  }

  private void visit(int node, long[] sets, LeafVisitor visitor) {
    if (parameter[node] == LEAF) {
      visitor.visit(sets, value[node]);
      return;
    }
    int by = parameter[node];
    long before = sets[by];
    sets[by] = before & left[node];
    visit(lower[node], sets, visitor);
    sets[by] = before & ~left[node];
    visit(upper[node], sets, visitor);
    sets[by] = before;
  }
}
