package dev.temper.report;

import java.util.Arrays;
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
    MARKED
  }

  private final String label;
  private final Style style;
  private final @Nullable Series main;
  private final double[] x;
  private final double[] y;

  private Series(String label, Style style, @Nullable Series main, double[] x, double[] y) {
    this.label = label;
    this.style = style;
    this.main = main;
    this.x = x;
    this.y = y;
  }

  /**
   * A series of the finite points among those given.
   *
   * @throws IllegalArgumentException if the lengths differ
   */
  public static Series of(String label, Style style, double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "The series '" + label + "' has " + x.length + " x and " + y.length + " y values.");
    }
    double[] keptX = new double[x.length];
    double[] keptY = new double[x.length];
    int size = 0;
    for (int i = 0; i < x.length; i++) {
      if (Double.isFinite(x[i]) && Double.isFinite(y[i])) {
        keptX[size] = x[i];
        keptY[size] = y[i];
        size++;
      }
    }
    return new Series(label, style, null, Arrays.copyOf(keptX, size), Arrays.copyOf(keptY, size));
  }

  /**
   * This series in the colour of another one of its chart, whose name in the legend stands for
   * both: a seed beside the median of all.
   */
  public Series companionOf(Series other) {
    return new Series(label, style, other, x, y);
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
    double[] keptX = new double[2 * stretches];
    double[] keptY = new double[2 * stretches];
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
        if (size == 0 || x[i] != keptX[size - 1]) {
          keptX[size] = x[i];
          keptY[size] = y[i];
          size++;
        }
      }
    }
    return new Series(label, style, main, Arrays.copyOf(keptX, size), Arrays.copyOf(keptY, size));
  }
}
