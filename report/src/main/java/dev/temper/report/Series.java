package dev.temper.report;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One line of a chart; immutable.
 *
 * <p>Points that are not finite are left out.
 */
public final class Series {

  /** How a series is drawn. */
  public enum Style {
    /** The line the eye should follow. */
    LINE,
    /** A thin, pale line behind the others: raw values under their average. */
    FAINT,
    /** A line with a mark at each point: values measured now and then. */
    MARKED,
    /** Marks without a line: single events. */
    POINTS
  }

  private final String label;
  private final Style style;
  private final @Nullable Series main;
  private final double[] x;
  private final double[] y;
  private final double[] low;
  private final double[] high;

  private Series(
      String label,
      Style style,
      @Nullable Series main,
      double[] x,
      double[] y,
      double[] low,
      double[] high) {
    this.label = label;
    this.style = style;
    this.main = main;
    this.x = x;
    this.y = y;
    this.low = low;
    this.high = high;
  }

  /**
   * A series of the finite points among those given.
   *
   * @throws IllegalArgumentException if the lengths differ
   */
  public static Series of(String label, Style style, double[] x, double[] y) {
    requireLength(label, "y", x, y);
    int[] kept =
        IntStream.range(0, x.length)
            .filter(i -> Double.isFinite(x[i]) && Double.isFinite(y[i]))
            .toArray();
    double[] none = {};
    return new Series(label, style, null, at(kept, x), at(kept, y), none, none);
  }

  /**
   * A series whose points have a spread, drawn as a bar from the low to the high end.
   *
   * @param low the lower end at each point
   * @param high the upper end at each point
   * @throws IllegalArgumentException if the lengths differ
   */
  public static Series withSpread(
      String label, Style style, double[] x, double[] y, double[] low, double[] high) {
    requireLength(label, "y", x, y);
    requireLength(label, "low", x, low);
    requireLength(label, "high", x, high);
    int[] kept =
        IntStream.range(0, x.length)
            .filter(i -> DoubleStream.of(x[i], y[i], low[i], high[i]).allMatch(Double::isFinite))
            .toArray();
    return new Series(label, style, null, at(kept, x), at(kept, y), at(kept, low), at(kept, high));
  }

  private static void requireLength(String label, String what, double[] x, double[] other) {
    if (x.length != other.length) {
      throw new IllegalArgumentException(
          "The series '"
              + label
              + "' has "
              + x.length
              + " x and "
              + other.length
              + " "
              + what
              + " values.");
    }
  }

  private static double[] at(int[] indices, double[] values) {
    return values.length == 0
        ? values
        : Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
  }

  /**
   * This series in the colour of another one of its chart, whose name in the legend stands for
   * both: a seed beside the median of all.
   */
  public Series companionOf(Series other) {
    return new Series(label, style, other, x, y, low, high);
  }

  /**
   * The series whose colour and place in the legend this one shares; itself where it has its own.
   */
  Series main() {
    return main == null ? this : main;
  }

  /** Whether it shares the colour and the place in the legend of another. */
  public boolean isCompanion() {
    return main != null;
  }

  /** The name in the legend. */
  public String label() {
    return label;
  }

  /** How it is drawn. */
  public Style style() {
    return style;
  }

  /** The number of points; 0 or more. */
  public int size() {
    return x.length;
  }

  /** The x values, a copy. */
  public double[] x() {
    return x.clone();
  }

  /** The y values, a copy. */
  public double[] y() {
    return y.clone();
  }

  /** The lower ends of the spread, a copy; empty without a spread. */
  public double[] low() {
    return low.clone();
  }

  /** The upper ends of the spread, a copy; empty without a spread. */
  public double[] high() {
    return high.clone();
  }

  /**
   * A series of at most about the given number of points that looks the same: of each stretch of
   * neighbours the lowest and the highest stay, so that no spike is lost.
   *
   * @param points 2 or more
   */
  public Series thinned(int points) {
    if (x.length <= points) {
      return this;
    }
    int stretches = points / 2;
    int[] kept = new int[2 * stretches];
    int size = 0;
    for (int s = 0; s < stretches; s++) {
      int from = (int) ((long) s * x.length / stretches);
      int to = (int) ((long) (s + 1) * x.length / stretches);
      int low = from;
      int high = from;
      for (int i = from; i < to; i++) {
        low = y[i] < y[low] ? i : low;
        high = y[i] > y[high] ? i : high;
      }
      for (int i : new int[] {Math.min(low, high), Math.max(low, high)}) {
        if (size == 0 || x[i] != x[kept[size - 1]]) {
          kept[size] = i;
          size++;
        }
      }
    }
    int[] all = Arrays.copyOf(kept, size);
    return new Series(label, style, main, at(all, x), at(all, y), at(all, low), at(all, high));
  }
}
