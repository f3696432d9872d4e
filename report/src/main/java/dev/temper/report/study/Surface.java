package dev.temper.report.study;

import java.util.List;

/**
 * A smooth surface through points: the mean of their heights, weighted by a Gaussian of the
 * distance (Nadaraya 1964, Watson 1964). Its width is, of several, the one that foretells each
 * point best from all others.
 */
final class Surface {

  private static final List<Double> WIDTHS = List.of(0.03, 0.045, 0.065, 0.09, 0.13, 0.18);

  /** Farther than so many widths from every point the surface is not known. */
  private static final double KNOWN_WIDTHS = 2.5;

  /** Not within so many distances of neighbours, as they are where points are spread evenly. */
  private static final double KNOWN_DISTANCES = 1.5;

  /** Farther it is not known in any case. */
  private static final double MOST_KNOWN = 0.2;

  /**
   * A point.
   *
   * @param x 0 to 1
   * @param y 0 to 1
   * @param height at this place
   */
  record Point(double x, double y, double height) {

    private double squareOfDistance(double toX, double toY) {
      return (toX - x) * (toX - x) + (toY - y) * (toY - y);
    }
  }

  private final List<Point> points;
  private final double width;

  private Surface(List<Point> points, double width) {
    this.points = points;
    this.width = width;
  }

  /**
   * A surface.
   *
   * @param points 2 or more
   */
  static Surface through(List<Point> points) {
    Surface best = new Surface(points, WIDTHS.get(WIDTHS.size() - 1));
    double least = Double.POSITIVE_INFINITY;
    for (double width : WIDTHS) {
      Surface surface = new Surface(points, width);
      double error = surface.error();
      if (error < least) {
        least = error;
        best = surface;
      }
    }
    return best;
  }

  /** The sum of squares by which points lie off the surface of all others. */
  private double error() {
    double sum = 0;
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      sum += Math.pow(mean(point.x(), point.y(), i) - point.height(), 2);
    }
    return sum;
  }

  /** The height at a place; NaN where no point is near. */
  double at(double x, double y) {
    double known =
        Math.min(
            MOST_KNOWN, Math.max(KNOWN_WIDTHS * width, KNOWN_DISTANCES / Math.sqrt(points.size())));
    for (Point point : points) {
      if (point.squareOfDistance(x, y) <= known * known) {
        return mean(x, y, -1);
      }
    }
    return Double.NaN;
  }

  /** Where all are far, the mean of all. */
  private double mean(double x, double y, int without) {
    double sum = 0;
    double weights = 0;
    double heights = 0;
    for (int i = 0; i < points.size(); i++) {
      if (i != without) {
        Point point = points.get(i);
        double weight = Math.exp(-point.squareOfDistance(x, y) / (2 * width * width));
        sum += weight * point.height();
        weights += weight;
        heights += point.height();
      }
    }
    return weights > Double.MIN_NORMAL ? sum / weights : heights / Math.max(1, points.size() - 1);
  }
}
