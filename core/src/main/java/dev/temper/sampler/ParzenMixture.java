package dev.temper.sampler;

import dev.temper.space.CategoricalParameter;
import dev.temper.space.Configuration;
import dev.temper.space.Parameter;
import dev.temper.space.Space;
import dev.temper.statistics.Normal;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A density over a space: a kernel around each of some configurations, and a uniform one for all
 * that is not known (Parzen 1962; Bergstra et al. 2011, section 4).
 *
 * <p>A kernel is a product over the parameters: on places a normal distribution cut off at 0 and 1,
 * of separate values its probability of each one's share, of choices more on the own one. Where a
 * configuration has no value of a parameter its kernel is uniform there. Densities are relative to
 * the uniform one.
 */
final class ParzenMixture {

  /** Of separate values a kernel is this wide at least, in their distance. */
  private static final double OF_NEIGHBOURS = 0.5;

  /** A kernel whose logarithm is this far below the highest adds no digit to the sum. */
  private static final double NOTHING = 40;

  private final Space space;
  private final List<Parameter> parameters;

  /** By kernel and parameter the place, NaN where there is none. */
  private final double[][] centre;

  private final double[] logWeight;
  private final double[] share;

  /** By parameter the deviation of the normal distribution. */
  private final double[] width;

  /** By kernel and parameter the logarithm of what the normal distribution is divided by. */
  private final double[][] logNorm;

  /** By parameter how many choices; 0 for one that is a number. */
  private final int[] choices;

  /** For each choice that is not the own one the probability, by the parameter. */
  private final double[] other;

  /**
   * A mixture.
   *
   * @param configurations none or more
   * @param weights of their kernels, beside 1 for the uniform one; each above 0
   * @param width the deviation of the normal distributions, in places; above 0. That of separate
   *     values is at least half of their distance, so that neighbours are tried
   */
  ParzenMixture(Space space, List<Configuration> configurations, double[] weights, double width) {
    this.space = space;
    this.parameters = space.parameters();
    this.width =
        parameters.stream()
            .mapToDouble(p -> Math.max(width, OF_NEIGHBOURS / p.values().orElse(Long.MAX_VALUE)))
            .toArray();
    int kernels = configurations.size();
    centre = new double[kernels][];
    logNorm = new double[kernels][parameters.size()];
    choices =
        parameters.stream()
            .mapToInt(p -> p instanceof CategoricalParameter choice ? choice.choices().size() : 0)
            .toArray();
    logWeight = new double[kernels + 1];
    share = new double[kernels + 1];
    double all = 1;
    for (double weight : weights) {
      all += weight;
    }
    for (int k = 0; k <= kernels; k++) {
      share[k] = (k < kernels ? weights[k] : 1) / all;
      logWeight[k] = Math.log(share[k]);
    }
    for (int k = 0; k < kernels; k++) {
      centre[k] = space.placesOf(configurations.get(k));
      for (int d = 0; d < parameters.size(); d++) {
        logNorm[k][d] = choices[d] > 0 ? 0 : logNorm(d, centre[k][d]);
      }
    }
    // As if each choice had been met once by all kernels together.
    other = Arrays.stream(choices).mapToDouble(count -> 1 / (kernels + 1.0 + count)).toArray();
  }

  private double logNorm(int d, double middle) {
    double left = Math.log(within(d, 0, 1, middle));
    boolean isSeparate = parameters.get(d).values().isPresent();
    return isSeparate ? left : left + Math.log(width[d]) + Normal.LOG_ROOT_OF_TWO_PI;
  }

  /** The probability of an interval under a normal distribution that is not cut off. */
  private double within(int d, double from, double to, double middle) {
    double low = (from - middle) / width[d];
    double high = (to - middle) / width[d];
    // In the upper tail the mirror image keeps the digits.
    return low > 0
        ? Normal.cumulative(-low) - Normal.cumulative(-high)
        : Normal.cumulative(high) - Normal.cumulative(low);
  }

  /** Draws a configuration. */
  Configuration draw(SplittableRandom random) {
    int kernel = 0;
    double left = random.nextDouble() - share[0];
    while (left > 0 && kernel < centre.length) {
      kernel++;
      left -= share[kernel];
    }
    double[] places = random.doubles(parameters.size()).toArray();
    for (int d = 0; d < places.length && kernel < centre.length; d++) {
      double middle = centre[kernel][d];
      if (Double.isNaN(middle)) {
        continue;
      }
      if (choices[d] > 0) {
        boolean own = random.nextDouble() >= choices[d] * other[d];
        places[d] = own ? middle : places[d];
      } else {
        places[d] = nearby(middle, width[d], random);
      }
    }
    return space.at(places);
  }

  /** A draw from the normal distribution that is cut off, by trial: half or more lie within. */
  private static double nearby(double middle, double width, SplittableRandom random) {
    double place = middle + width * random.nextGaussian();
    while (!(place >= 0 && place <= 1)) {
      place = middle + width * random.nextGaussian();
    }
    return place;
  }

  /** The logarithm of the density at a configuration, relative to the uniform one. */
  double logDensity(Configuration configuration) {
    double[] places = space.placesOf(configuration);
    double[] shares = shares(configuration);
    double[] terms = new double[logWeight.length];
    double most = logWeight[centre.length];
    terms[centre.length] = most;
    for (int k = 0; k < centre.length; k++) {
      double sum = logWeight[k];
      for (int d = 0; d < places.length; d++) {
        if (!Double.isNaN(places[d]) && !Double.isNaN(centre[k][d])) {
          sum += logKernel(k, d, places[d], shares[d]);
        }
      }
      terms[k] = sum;
      most = Math.max(most, sum);
    }
    double sum = 0;
    for (double term : terms) {
      sum += term > most - NOTHING ? Math.exp(term - most) : 0;
    }
    return most + Math.log(sum);
  }

  private double[] shares(Configuration configuration) {
    return parameters.stream()
        .mapToDouble(
            parameter ->
                configuration.has(parameter.name())
                    ? parameter.shareOf(configuration.get(parameter.name()))
                    : Double.NaN)
        .toArray();
  }

  private double logKernel(int k, int d, double place, double share) {
    double middle = centre[k][d];
    if (choices[d] > 0) {
      boolean own = Math.abs(place - middle) < share / 2;
      return Math.log(choices[d] * (own ? 1 - (choices[d] - 1) * other[d] : other[d]));
    }
    if (share > 0) {
      double probability = within(d, place - share / 2, place + share / 2, middle);
      return Math.log(probability / share) - logNorm[k][d];
    }
    double z = (place - middle) / width[d];
    return -z * z / 2 - logNorm[k][d];
  }
}
