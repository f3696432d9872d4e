package dev.temper.sampler;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimizes a smooth function of some variables between bounds, by its gradient: the limited-memory
 * method of Broyden, Fletcher, Goldfarb and Shanno (Nocedal 1980) with steps projected to the
 * bounds (Bertsekas 1982). A variable at a bound that its gradient pushes against stands still.
 * Finds a local minimum; memory is {@value #MEMORY} pairs of vectors.
 */
final class LimitedMemoryBfgs {

  /** A function and its gradient. */
  interface Function {

    /**
     * The value at a point.
     *
     * @param gradient is written to
     */
    double at(double[] point, double[] gradient);
  }

  /** Where a minimization has ended: at the start or below it. */
  static final class Minimum {

    final double[] point;
    final double value;

    private Minimum(double[] point, double value) {
      this.point = point;
      this.value = value;
    }
  }

  /** A step, the change of the gradient over it, and their product. */
  private static final class Pair {

    private final double[] step;
    private final double[] change;
    private final double product;

    private Pair(double[] step, double[] change, double product) {
      this.step = step;
      this.change = change;
      this.product = product;
    }
  }

  private static final int MEMORY = 8;

  /** The share of the fall that the slope promises which a step must bring (Armijo 1966). */
  private static final double SUFFICIENT = 1e-4;

  private static final int MOST_HALVINGS = 20;

  private final Function function;
  private final double low;
  private final double high;
  private final int iterations;
  private final double tolerance;

  /**
   * A minimization.
   *
   * @param low the least value of every variable, may be infinite
   * @param high the highest one
   * @param iterations at most
   * @param tolerance the fall of the value in an iteration, relative to 1 and the value, below
   *     which it ends
   */
  LimitedMemoryBfgs(Function function, double low, double high, int iterations, double tolerance) {
    this.function = function;
    this.low = low;
    this.high = high;
    this.iterations = iterations;
    this.tolerance = tolerance;
  }

  /** Goes downhill from a point within the bounds. */
  Minimum from(double[] start) {
    int n = start.length;
    double[] x = start.clone();
    double[] gradient = new double[n];
    double value = function.at(x, gradient);
    Deque<Pair> pairs = new ArrayDeque<>();
    for (int iteration = 0; iteration < iterations && Double.isFinite(value); iteration++) {
      double[] direction = direction(x, gradient, pairs);
      double slope = dot(direction, gradient);
      if (!(slope < 0)) {
        pairs.clear();
        direction = direction(x, gradient, pairs);
        slope = dot(direction, gradient);
        if (!(slope < 0)) {
          break;
        }
      }
      double length = pairs.isEmpty() ? Math.min(1, 0.3 / largest(direction)) : 1;
      double[] next = new double[n];
      double[] nextGradient = new double[n];
      double nextValue = Double.NaN;
      int halvings = 0;
      for (; halvings < MOST_HALVINGS; halvings++) {
        double promised = 0;
        for (int i = 0; i < n; i++) {
          next[i] = Math.max(low, Math.min(high, x[i] + length * direction[i]));
          promised += gradient[i] * (next[i] - x[i]);
        }
        nextValue = function.at(next, nextGradient);
        if (nextValue <= value + SUFFICIENT * promised) {
          break;
        }
        length *= 0.4;
      }
      if (halvings == MOST_HALVINGS) {
        break;
      }
      remember(pairs, x, next, gradient, nextGradient);
      double fall = value - nextValue;
      x = next;
      gradient = nextGradient;
      value = nextValue;
      if (fall <= tolerance * (1 + Math.abs(value))) {
        break;
      }
    }
    return new Minimum(x, value);
  }

  private boolean isFree(double x, double slope) {
    return !(x <= low && slope > 0) && !(x >= high && slope < 0);
  }

  /** Downhill by the curvature that the pairs show, over the variables that are free. */
  private double[] direction(double[] x, double[] gradient, Deque<Pair> pairs) {
    int n = x.length;
    double[] q = new double[n];
    for (int i = 0; i < n; i++) {
      q[i] = isFree(x[i], gradient[i]) ? gradient[i] : 0;
    }
    double[] weights = new double[pairs.size()];
    int at = 0;
    for (Pair pair : pairs) {
      weights[at] = dot(pair.step, q) / pair.product;
      add(q, -weights[at], pair.change);
      at++;
    }
    if (!pairs.isEmpty()) {
      Pair newest = pairs.getFirst();
      double scale = newest.product / dot(newest.change, newest.change);
      for (int i = 0; i < n; i++) {
        q[i] *= scale;
      }
    }
    for (Iterator<Pair> oldest = pairs.descendingIterator(); oldest.hasNext(); ) {
      Pair pair = oldest.next();
      at--;
      add(q, weights[at] - dot(pair.change, q) / pair.product, pair.step);
    }
    for (int i = 0; i < n; i++) {
      q[i] = isFree(x[i], gradient[i]) ? -q[i] : 0;
    }
    return q;
  }

  private static void remember(
      Deque<Pair> pairs, double[] x, double[] next, double[] gradient, double[] nextGradient) {
    double[] step = next.clone();
    add(step, -1, x);
    double[] change = nextGradient.clone();
    add(change, -1, gradient);
    double product = dot(step, change);
    if (product > 1e-12 * dot(change, change)) {
      pairs.addFirst(new Pair(step, change, product));
      if (pairs.size() > MEMORY) {
        pairs.removeLast();
      }
    }
  }

  private static double largest(double[] x) {
    double largest = 1e-300;
    for (double each : x) {
      largest = Math.max(largest, Math.abs(each));
    }
    return largest;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void add(double[] to, double factor, double[] x) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * x[i];
    }
  }
}
