package dev.temper.bench.search;

import dev.temper.space.Configuration;
import dev.temper.space.FloatParameter;
import dev.temper.space.Space;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A function on the unit cube without noise (Dixon and Szegö 1978).
 *
 * @param name of the function
 * @param space the cube
 * @param loss less its minimum, by the places
 */
record TestFunction(String name, Space space, ToDoubleFunction<double[]> loss)
    implements SearchProblem {

  private static final double BRANIN_MINIMUM = 0.397887;
  private static final double HARTMANN_MINIMUM = -3.322368;

  private static final double[][] WIDTHS = {
    {10, 3, 17, 3.5, 1.7, 8},
    {0.05, 10, 17, 0.1, 8, 14},
    {3, 3.5, 1.7, 10, 17, 8},
    {17, 8, 0.05, 10, 0.1, 14}
  };

  private static final double[][] CENTRES = {
    {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
    {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
    {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
    {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
  };

  private static final double[] HEIGHTS = {1, 1.2, 3, 3.2};

  /** Branin's function of two variables: three minima of the same depth. */
  static TestFunction branin() {
    return new TestFunction("branin", cube(2), TestFunction::braninAt);
  }

  /** Hartmann's function of six variables. */
  static TestFunction hartmann6() {
    return new TestFunction("hartmann6", cube(6), TestFunction::hartmannAt);
  }

  private static Space cube(int dimension) {
    return Space.of(
        IntStream.range(0, dimension).mapToObj(i -> FloatParameter.linear("x" + i, 0, 1)).toList());
  }

  private static double braninAt(double[] at) {
    double x = 15 * at[0] - 5;
    double y = 15 * at[1];
    double arch = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
    return arch * arch + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10 - BRANIN_MINIMUM;
  }

  private static double hartmannAt(double[] at) {
    double sum = 0;
    for (int i = 0; i < HEIGHTS.length; i++) {
      double distance = 0;
      for (int d = 0; d < at.length; d++) {
        double away = at[d] - CENTRES[i][d];
        distance += WIDTHS[i][d] * away * away;
      }
      sum -= HEIGHTS[i] * Math.exp(-distance);
    }
    return sum - HARTMANN_MINIMUM;
  }

  @Override
  public double value(Configuration configuration, SplittableRandom noise) {
    return regret(configuration);
  }

  @Override
  public double regret(Configuration configuration) {
    return loss.applyAsDouble(space.placesOf(configuration));
  }
}
