package dev.temper.sampler;

import dev.temper.space.CategoricalParameter;
import dev.temper.space.Parameter;
import dev.temper.space.Space;
import java.util.List;

/**
 * How alike the values at two configurations are: the Matérn kernel of order 5/2 with a length
 * scale for each parameter (Rasmussen and Williams 2006, equation 4.17), over a space of any kind.
 *
 * <p>Every configuration has a point in a Euclidean space, and the kernel is one of the distance
 * there, which makes it positive definite whatever the space. A number has one coordinate: its
 * place, bent by the warp of Kumaraswamy (Snoek et al. 2014). A choice has one for each value, such
 * that two different ones have the distance 1. A parameter that does not always exist has one more,
 * which is away from the others where it does not exist; the first ones are then in the middle. All
 * are divided by the length scale.
 */
final class Kernel {

  /** How far a parameter that does not exist is from the middle of where it does. */
  private static final double ABSENCE = 0.5;

  private static final double MIDDLE = 0.5;

  /** Places are kept so far from 0 and 1, where the warp has no finite slope. */
  private static final double EDGE = 1e-9;

  /** With less noise differences are lost in rounding. */
  static final double LEAST_NOISE = 1e-7;

  private static final double SQRT_HALF = Math.sqrt(0.5);

  private final List<Parameter> parameters;
  private final KernelParameters values;

  /** By parameter its first coordinate; one more at the end. */
  private final int[] first;

  Kernel(Space space, KernelParameters values) {
    this.parameters = space.parameters();
    this.values = values;
    first = new int[parameters.size() + 1];
    for (int d = 0; d < parameters.size(); d++) {
      Parameter parameter = parameters.get(d);
      int absence = parameter.condition().required().isEmpty() ? 0 : 1;
      first[d + 1] = first[d] + (int) choices(parameter) + absence;
    }
  }

  /** Coordinates of the values; a choice of two needs but one, and so does a number. */
  private static long choices(Parameter parameter) {
    long choices = parameter.values().orElse(1);
    return parameter instanceof CategoricalParameter && choices > 2 ? choices : 1;
  }

  /** How many coordinates a configuration has. */
  int coordinates() {
    return first[first.length - 1];
  }

  /** By parameter its first coordinate, and where the last one's end. */
  int[] first() {
    return first;
  }

  /** The variance of the function. */
  double signal() {
    return Math.exp(values.logSignal);
  }

  /** The variance of one observation around it; {@value #LEAST_NOISE} or more. */
  double noise() {
    return Math.max(LEAST_NOISE, Math.exp(values.logNoise));
  }

  boolean isNumber(int d) {
    return !(parameters.get(d) instanceof CategoricalParameter);
  }

  /**
   * The coordinates of a configuration.
   *
   * @param places by parameter, NaN where it does not exist
   */
  double[] at(double[] places) {
    double[] coordinates = new double[coordinates()];
    for (int d = 0; d < places.length; d++) {
      Parameter parameter = parameters.get(d);
      double perLength = Math.exp(-values.logLength[d]);
      double place = places[d];
      boolean exists = !Double.isNaN(place);
      long choices = choices(parameter);
      if (choices > 1) {
        if (exists) {
          int chosen = (int) Math.min(choices - 1, (long) (place * choices));
          coordinates[first[d] + chosen] = SQRT_HALF * perLength;
        }
      } else if (!isNumber(d)) {
        coordinates[first[d]] = (exists && place > MIDDLE ? 1 : 0) * perLength;
      } else {
        coordinates[first[d]] = (exists ? warped(d, place) : MIDDLE) * perLength;
      }
      if (first[d + 1] - first[d] > choices) {
        coordinates[first[d + 1] - 1] = exists ? 0 : ABSENCE * perLength;
      }
    }
    return coordinates;
  }

  private static double inside(double place) {
    return Math.max(EDGE, Math.min(1 - EDGE, place));
  }

  private boolean isWarped(int d) {
    return values.logA[d] != 0 || values.logB[d] != 0;
  }

  /** The distribution function of Kumaraswamy: 1 - (1 - x^a)^b. */
  private double warped(int d, double place) {
    if (!isWarped(d)) {
      return place;
    }
    double a = Math.exp(values.logA[d]);
    double b = Math.exp(values.logB[d]);
    return 1 - Math.pow(1 - Math.pow(inside(place), a), b);
  }

  /** How a number's coordinate changes with its place. */
  double slope(int d, double place) {
    double perLength = Math.exp(-values.logLength[d]);
    if (!isWarped(d)) {
      return perLength;
    }
    double a = Math.exp(values.logA[d]);
    double b = Math.exp(values.logB[d]);
    double x = inside(place);
    double power = Math.pow(x, a);
    return a * b * power / x * Math.pow(1 - power, b - 1) * perLength;
  }

  /** How a number's coordinate changes with the logarithm of the warp's first shape. */
  double slopeOfLogA(int d, double place) {
    double a = Math.exp(values.logA[d]);
    double b = Math.exp(values.logB[d]);
    double x = inside(place);
    double power = Math.pow(x, a);
    return a
        * b
        * power
        * Math.log(x)
        * Math.pow(1 - power, b - 1)
        * Math.exp(-values.logLength[d]);
  }

  /** How a number's coordinate changes with the logarithm of the warp's second shape. */
  double slopeOfLogB(int d, double place) {
    double a = Math.exp(values.logA[d]);
    double b = Math.exp(values.logB[d]);
    double left = 1 - Math.pow(inside(place), a);
    return -b * Math.pow(left, b) * Math.log(left) * Math.exp(-values.logLength[d]);
  }

  /** The kernel for a variance of 1, by the squared distance. */
  static double matern(double squared) {
    double a = Math.sqrt(5 * squared);
    return (1 + a + a * a / 3) * Math.exp(-a);
  }

  /** Its derivative by the squared distance. */
  static double maternSlope(double squared) {
    double a = Math.sqrt(5 * squared);
    return -5.0 / 6 * (1 + a) * Math.exp(-a);
  }
}
