package dev.temper.importance;

import java.util.SplittableRandom;

/**
 * The variance of a forest's answers over its space, by parameter.
 *
 * <p>The own effect is exact: a leaf adds its value to the mean at each bin it covers, by the share
 * of the space it covers across (Hutter, Hoos and Leyton-Brown 2014, section 4). The total effect
 * is half the mean square of what changes when the parameter alone is drawn anew (Jansen 1999),
 * over {@value #DRAWS} places.
 */
final class Effects {

  private static final int DRAWS = 2048;

  private final double[] own;
  private final double[] total;

  private Effects(double[] own, double[] total) {
    this.own = own;
    this.total = total;
  }

  static Effects of(Forest forest, SplittableRandom random) {
    double[] own = own(forest);
    double[] total = total(forest, random);
    for (int i = 0; i < own.length; i++) {
      // The one is drawn, the other is not.
      total[i] = Math.max(own[i], total[i]);
    }
    return new Effects(own, total);
  }

  /** The variance of the mean answer at each of its values; 0 or more. */
  double own(int parameter) {
    return own[parameter];
  }

  /** The variance that is left where all other parameters are held; at least the own one. */
  double total(int parameter) {
    return total[parameter];
  }

  private static double[] own(Forest forest) {
    Bins bins = forest.bins();
    double[][] means = new double[bins.dimension()][];
    for (int i = 0; i < means.length; i++) {
      means[i] = new double[bins.count(i)];
    }
    for (Tree tree : forest.trees()) {
      tree.visit(
          bins,
          (sets, value) -> {
            double weight = value / forest.trees().size();
            for (int i = 0; i < means.length; i++) {
              weight *= Long.bitCount(sets[i]) / (double) means[i].length;
            }
            for (int i = 0; i < means.length; i++) {
              double across = weight * means[i].length / Long.bitCount(sets[i]);
              for (long left = sets[i]; left != 0; left &= left - 1) {
                means[i][Long.numberOfTrailingZeros(left)] += across;
              }
            }
          });
    }
    double[] variances = new double[means.length];
    for (int i = 0; i < means.length; i++) {
      variances[i] = variance(means[i]);
    }
    return variances;
  }

  private static double variance(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / values.length;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return squares / values.length;
  }

  private static double[] total(Forest forest, SplittableRandom random) {
    Bins bins = forest.bins();
    double[] sums = new double[bins.dimension()];
    for (int k = 0; k < DRAWS; k++) {
      int[] place = bins.draw(random);
      int[] other = bins.draw(random);
      double answer = forest.answer(place);
      for (int i = 0; i < sums.length; i++) {
        int bin = place[i];
        if (bin != other[i]) {
          place[i] = other[i];
          double change = forest.answer(place) - answer;
          sums[i] += change * change / 2;
          place[i] = bin;
        }
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= DRAWS;
    }
    return sums;
  }
}
