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
  private static final double KNOWN = 2;

  /** Not nearer than this either, so that a narrow width leaves no spots. */
  private static final double LEAST_KNOWN = 0.1;

  /**
   * A point.
   *
   * @param x 0 to 1
   * @param y 0 to 1
   * @param height at this place
   */
  record Point(double x, double y, double height) {

    private double distance(double toX, double toY) {
      return Math.hypot(toX - x, toY - y);
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
    double nearest = Double.POSITIVE_INFINITY;
    for (Point point : points) {
      nearest = Math.min(nearest, point.distance(x, y));
    }
    return nearest <= Math.max(LEAST_KNOWN, KNOWN * width) ? mean(x, y, -1) : Double.NaN;
  }

  private double mean(double x, double y, int without) {
    double sum = 0;
    // All points count a trace, so that there is a mean where all are far.
    double weights = 1e-300;
    double fallback = 0;
    for (int i = 0; i < points.size(); i++) {
      if (i != without) {
        Point point = points.get(i);
        double far = point.distance(x, y) / width;
        double weight = Math.exp(-far * far / 2);
        sum += weight * point.height();
        weights += weight;
        fallback += point.height();
      }
    }
    return (sum + 1e-300 * fallback / points.size()) / weights;
  }
}
