package dev.temper.report;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A chart, described once for all ways of drawing it.
 *
 * @param title above it, and its name in lists
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param series the lines, drawn in order; those without points are left out
 * @param markers vertical lines at single x values
 * @param bands ranges of x that are shaded behind the lines
 * @param levels ranges of y that are shaded behind the lines, in grey
 */
public record Chart(
    String title,
    Axis x,
    Axis y,
    List<Series> series,
    List<Marker> markers,
    List<Band> bands,
    List<Band> levels) {

  /**
   * An axis.
   *
   * @param label with the unit where there is one
   * @param logarithmic whether it is logarithmic; all its values must then be above 0
   * @param min the lower end, or NaN to begin where the data does
   * @param max the upper end shown, or NaN to show everything; without a lower end, an axis whose
   *     data ends below it ends there
   */
  public record Axis(String label, boolean logarithmic, double min, double max) {

    /** A linear axis that shows everything. */
    public static Axis linear(String label) {
      return new Axis(label, false, Double.NaN, Double.NaN);
    }

    /** A logarithmic axis that shows everything. */
    public static Axis logarithmic(String label) {
      return new Axis(label, true, Double.NaN, Double.NaN);
    }

    /** This axis up to a given value: what lies above is cut off. */
    public Axis upTo(double value) {
      return new Axis(label, logarithmic, min, value);
    }

    /** This axis with fixed ends, whatever the data: what lies outside is cut off. */
    public Axis over(double from, double to) {
      return new Axis(label, logarithmic, from, to);
    }
  }

  /**
   * A vertical line.
   *
   * @param x where
   * @param label what it marks
   */
  public record Marker(double x, String label) {}

  /**
   * A shaded range.
   *
   * @param from its left or lower end
   * @param to its right or upper end
   * @param label what it shows
   * @param color its place in the palette, the same in charts that belong together; below 0 for the
   *     next after the lines and markers
   */
  public record Band(double from, double to, String label, int color) {

    /** A range in the next colour after the lines and markers. */
    public Band(double from, double to, String label) {
      this(from, to, label, -1);
    }
  }

  /** Copies the lists, without the series that have no points. */
  public Chart {
    series = series.stream().filter(s -> s.size() > 0).toList();
    markers = List.copyOf(markers);
    bands = List.copyOf(bands);
    levels = List.copyOf(levels);
  }

  /** A chart without levels. */
  public Chart(
      String title, Axis x, Axis y, List<Series> series, List<Marker> markers, List<Band> bands) {
    this(title, x, y, series, markers, bands, List.of());
  }

  /** A chart without bands. */
  public Chart(String title, Axis x, Axis y, List<Series> series, List<Marker> markers) {
    this(title, x, y, series, markers, List.of());
  }

  /** A chart without markers. */
  public static Chart of(String title, Axis x, Axis y, Series... series) {
    return new Chart(title, x, y, List.of(series), List.of(), List.of());
  }

  /** This chart with ranges shaded in the place of its own. */
  public Chart withBands(List<Band> other) {
    return new Chart(title, x, y, series, markers, other);
  }

  /** Series that stand in the legend; the markers' colours come after theirs. */
  int named() {
    return (int) series.stream().filter(line -> !line.isCompanion()).count();
  }

  /** The place in the palette of a series: its own among those in the legend, or its main one's. */
  int colorOf(int index) {
    Series main = series.get(index).main();
    List<Series> named = series.stream().filter(line -> !line.isCompanion()).toList();
    return Math.max(0, named.indexOf(main));
  }

  /** The place in the palette of a band. */
  int colorOfBand(int index) {
    int own = bands.get(index).color();
    return own >= 0 ? own : named() + markers.size() + index;
  }

  /** The smallest and the largest x value, as {@code {min, max}}; 0 and 1 without points. */
  double[] xRange() {
    if (!Double.isNaN(x.min())) {
      return new double[] {x.min(), x.max()};
    }
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (Series line : series) {
      for (double value : line.x()) {
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
    return min <= max ? new double[] {min, max} : new double[] {0, 1};
  }

  /** The smallest and the largest y value that is shown; some range where there is none. */
  double[] yRange() {
    if (!Double.isNaN(y.min())) {
      return new double[] {y.min(), y.max()};
    }
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (Series line : series) {
      for (double[] values : List.of(line.y(), line.low(), line.high())) {
        min = Math.min(min, DoubleStream.of(values).min().orElse(min));
        max = Math.max(max, DoubleStream.of(values).max().orElse(max));
      }
    }
    for (Band level : levels) {
      min = Math.min(min, level.from());
      max = Math.max(max, level.to());
    }
    if (!Double.isNaN(y.max())) {
      max = Math.min(max, y.max());
    }
    if (min <= max) {
      return new double[] {min, max};
    }
    return new double[] {y.logarithmic() ? 0.1 : 0, 1};
  }
}
