package dev.temper.sampler;

import dev.temper.space.Configuration;
import dev.temper.space.Space;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A density over a space: a kernel around each of some configurations, and a uniform one for all
 * that is not known (Parzen 1962; Bergstra et al. 2011, section 4).
 *
 * <p>A kernel is a product over the parameters: on places a normal distribution cut off at 0 and 1,
 * of separate values its probability of each one's share, of choices more on the own one. Where a
 * configuration has no value of a parameter its kernel is uniform there. Densities are relative to
 * the uniform one. Not safe for use by several threads.
 */
final class ParzenMixture {

  /** A kernel whose logarithm is this far below the highest adds no digit to the sum. */
  private static final double NOTHING = 40;

  private final Space space;
  private final int kernels;

  /** By parameter. */
  private final ParzenMarginal[] marginals;

  /** By kernel, the uniform one last. */
  private final double[] share;

  private final double[] logShare;

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
    kernels = configurations.size();
    marginals = new ParzenMarginal[space.dimension()];
    double[][] centres = new double[marginals.length][kernels];
    for (int k = 0; k < kernels; k++) {
      double[] places = space.placesOf(configurations.get(k));
      for (int d = 0; d < places.length; d++) {
        centres[d][k] = places[d];
      }
    }
    for (int d = 0; d < marginals.length; d++) {
      marginals[d] = ParzenMarginal.of(space.parameters().get(d), centres[d], width);
    }
    double all = 1;
    for (double weight : weights) {
      all += weight;
    }
    share = new double[kernels + 1];
    logShare = new double[kernels + 1];
    for (int k = 0; k <= kernels; k++) {
      share[k] = (k < kernels ? weights[k] : 1) / all;
      logShare[k] = Math.log(share[k]);
    }
  }

  /** Draws a configuration. */
  Configuration draw(SplittableRandom random) {
    int kernel = 0;
    double left = random.nextDouble() - share[0];
    while (left > 0 && kernel < kernels) {
      kernel++;
      left -= share[kernel];
    }
    double[] places = random.doubles(marginals.length).toArray();
    for (int d = 0; d < places.length && kernel < kernels; d++) {
      if (!Double.isNaN(marginals[d].centre[kernel])) {
        places[d] = marginals[d].draw(kernel, places[d], random);
      }
    }
    return space.at(places);
  }

  /** The logarithm of the density at a configuration, relative to the uniform one. */
  double logDensity(Configuration configuration) {
    double[] places = space.placesOf(configuration);
    double[] terms = logShare.clone();
    for (int d = 0; d < places.length; d++) {
      if (!Double.isNaN(places[d])) {
        marginals[d].add(configuration, places[d], terms);
      }
    }
    double most = terms[kernels];
    for (double term : terms) {
      most = Math.max(most, term);
    }
    double sum = 0;
    for (double term : terms) {
      sum += term > most - NOTHING ? Math.exp(term - most) : 0;
    }
    return most + Math.log(sum);
  }
}
