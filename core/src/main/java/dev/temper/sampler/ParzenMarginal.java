package dev.temper.sampler;

import dev.temper.space.CategoricalParameter;
import dev.temper.space.Configuration;
import dev.temper.space.Parameter;
import dev.temper.statistics.Normal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The kernels of a {@link ParzenMixture} along one parameter. Where a kernel has no place there it
 * is uniform. Not safe for use by several threads.
 */
abstract class ParzenMarginal {

  /** By kernel, NaN where the parameter does not exist. */
  final double[] centre;

  private ParzenMarginal(double[] centre) {
    this.centre = centre;
  }

  /**
   * Kernels.
   *
   * @param centre of each its place; NaN where the parameter does not exist
   * @param width the deviation of a normal distribution, in places; above 0
   */
  static ParzenMarginal of(Parameter parameter, double[] centre, double width) {
    if (parameter instanceof CategoricalParameter choice) {
      return new OfChoices(centre, choice.choices().size());
    }
    return parameter.values().isPresent()
        ? new OfSeparate(parameter, centre, width)
        : new OfReal(centre, width);
  }

  /**
   * Adds to each kernel's term the logarithm of its density at a configuration, relative to the
   * uniform one.
   *
   * @param place of the configuration, which has this parameter
   */
  abstract void add(Configuration configuration, double place, double[] terms);

  /**
   * Draws a place.
   *
   * @param kernel that has a place
   * @param uniform a place by chance
   */
  abstract double draw(int kernel, double uniform, SplittableRandom random);

  /** A normal distribution that is cut off at 0 and 1. */
  private static class OfReal extends ParzenMarginal {

    /** So many deviations away nothing is left of a normal distribution that a sum would show. */
    private static final double ALL = 8.3;

    final double width;

    /** By kernel the logarithm of what is left of it within 0 and 1; 0 where it has no place. */
    final double[] logLeft;

    private final double logHeight;
    private final boolean isWhole;

    OfReal(double[] centre, double width) {
      super(centre);
      this.width = width;
      logLeft = new double[centre.length];
      boolean whole = true;
      for (int k = 0; k < centre.length; k++) {
        whole &= !Double.isNaN(centre[k]);
        logLeft[k] = logLeft(centre[k]);
      }
      isWhole = whole;
      logHeight = -Math.log(width) - Normal.LOG_ROOT_OF_TWO_PI;
    }

    private double logLeft(double middle) {
      double below = middle / width;
      double above = (1 - middle) / width;
      double left =
          (above < ALL ? Normal.cumulative(above) : 1)
              - (below < ALL ? Normal.cumulative(-below) : 0);
      return left < 1 ? Math.log(left) : 0;
    }

    @Override
    void add(Configuration configuration, double place, double[] terms) {
      double perWidth = 1 / width;
      if (isWhole) {
        for (int k = 0; k < centre.length; k++) {
          double z = (place - centre[k]) * perWidth;
          terms[k] += logHeight - logLeft[k] - z * z / 2;
        }
        return;
      }
      for (int k = 0; k < centre.length; k++) {
        double z = (place - centre[k]) * perWidth;
        terms[k] += Double.isNaN(z) ? 0 : logHeight - logLeft[k] - z * z / 2;
      }
    }

    /** By trial: half or more of the draws lie within. */
    @Override
    double draw(int kernel, double uniform, SplittableRandom random) {
      double place = centre[kernel] + width * random.nextGaussian();
      while (!(place >= 0 && place <= 1)) {
        place = centre[kernel] + width * random.nextGaussian();
      }
      return place;
    }
  }

  /** Of separate values the normal distribution's probability of each one's share. */
  private static final class OfSeparate extends OfReal {

    /** Of separate values a kernel is this wide at least, in their distance. */
    private static final double OF_NEIGHBOURS = 0.5;

    /** The density in the middle of a share this narrow, in deviations, is its average. */
    private static final double NARROW = 0.25;

    private final Parameter parameter;

    /** The places of kernels that differ, upwards, and by kernel which it has; -1 for none. */
    private final double[] different;

    private final int[] which;

    /** By place of a value the terms at the different places. */
    private final Map<Double, double[]> known = new HashMap<>();

    OfSeparate(Parameter parameter, double[] centre, double width) {
      super(centre, Math.max(width, OF_NEIGHBOURS / parameter.values().orElseThrow()));
      this.parameter = parameter;
      different =
          Arrays.stream(centre).filter(each -> !Double.isNaN(each)).sorted().distinct().toArray();
      which = new int[centre.length];
      for (int k = 0; k < which.length; k++) {
        which[k] = Double.isNaN(centre[k]) ? -1 : Arrays.binarySearch(different, centre[k]);
      }
    }

    @Override
    void add(Configuration configuration, double place, double[] terms) {
      double share = parameter.shareOf(configuration.get(parameter.name()));
      if (share < NARROW * width) {
        super.add(configuration, place, terms);
        return;
      }
      double[] of = known.computeIfAbsent(place, at -> logProbabilities(at, share));
      for (int k = 0; k < which.length; k++) {
        terms[k] += which[k] < 0 ? 0 : of[which[k]] - logLeft[k];
      }
    }

    private double[] logProbabilities(double place, double share) {
      double[] logarithms = new double[different.length];
      for (int i = 0; i < logarithms.length; i++) {
        double low = (place - share / 2 - different[i]) / width;
        double high = (place + share / 2 - different[i]) / width;
        // In the upper tail the mirror image keeps the digits.
        double probability =
            low > 0
                ? Normal.cumulative(-low) - Normal.cumulative(-high)
                : Normal.cumulative(high) - Normal.cumulative(low);
        logarithms[i] = Math.log(probability / share);
      }
      return logarithms;
    }
  }

  /** Of choices more on the own one: as if each had been met once by all kernels together. */
  private static final class OfChoices extends ParzenMarginal {

    private final int choices;

    /** For each choice that is not the own one the probability. */
    private final double other;

    private final double logOwn;
    private final double logOther;

    OfChoices(double[] centre, int choices) {
      super(centre);
      this.choices = choices;
      other = 1 / (centre.length + 1.0 + choices);
      logOwn = Math.log(choices * (1 - (choices - 1) * other));
      logOther = Math.log(choices * other);
    }

    @Override
    void add(Configuration configuration, double place, double[] terms) {
      double near = 0.5 / choices;
      for (int k = 0; k < centre.length; k++) {
        double away = Math.abs(place - centre[k]);
        terms[k] += away < near ? logOwn : away >= near ? logOther : 0;
      }
    }

    @Override
    double draw(int kernel, double uniform, SplittableRandom random) {
      boolean own = random.nextDouble() >= choices * other;
      return own ? centre[kernel] : uniform;
    }
  }
}
