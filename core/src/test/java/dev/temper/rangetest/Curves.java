package dev.temper.rangetest;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** Range tests with losses given by a formula. */
final class Curves {

  /** 1e-6 to 1e2, 25 points a decade, read without smoothing. */
  static final RangeTest RAW = RangeTest.exponential(1e-6, 100, 201).withSmoothing(0);

  private Curves() {}

  /** A completed test whose training loss, smoothed or not as the test says, is the formula's. */
  static RangeCurve training(RangeTest test, IntToDoubleFunction loss) {
    return training(test, test.iterations(), loss, RangeCurve.End.COMPLETED);
  }

  /** The first points of a test that ended early or not. */
  static RangeCurve training(
      RangeTest test, int points, IntToDoubleFunction loss, RangeCurve.End end) {
    double[] unknown = series(points, i -> Double.NaN);
    return RangeCurve.recorded(
        test, series(points, test::learningRate), series(points, loss), unknown, unknown, end);
  }

  /** A completed test with validation at every fifth iteration and a flat training loss. */
  static RangeCurve validation(
      RangeTest test, IntToDoubleFunction loss, IntToDoubleFunction accuracy) {
    int points = test.iterations();
    return RangeCurve.recorded(
        test,
        series(points, test::learningRate),
        series(points, i -> 1),
        series(points, i -> i % 5 == 4 ? loss.applyAsDouble(i) : Double.NaN),
        series(points, i -> i % 5 == 4 ? accuracy.applyAsDouble(i) : Double.NaN),
        RangeCurve.End.COMPLETED);
  }

  static double[] series(int points, IntToDoubleFunction value) {
    double[] values = new double[points];
    Arrays.setAll(values, value);
    return values;
  }

  /**
   * Flat at 2.3 up to point 60, down along a half cosine to 0.5 at point 120, then up ever more
   * steeply: the picture of the textbook. Steepest at point 90, lowest at point 120.
   */
  static double u(int point) {
    if (point <= 60) {
      return 2.3;
    } else if (point <= 120) {
      return 0.5 + 0.9 * (1 + Math.cos(Math.PI * (point - 60) / 60));
    }
    double beyond = (point - 120) / 30.0;
    return 0.5 + beyond * beyond;
  }
}
