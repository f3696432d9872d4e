package dev.temper.sampler;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * What is believed of a function after some values of it were observed, with noise (Rasmussen and
 * Williams 2006, algorithm 2.1). The mean before is 0.
 *
 * <pre>
 * n        observations
 * F        coordinates of a configuration
 * z        F x n, coordinates of the observed configurations
 * K        n x n, their kernel, the noise on its diagonal; K = L L'
 * y, alpha n, values; inverse of K times y
 * </pre>
 *
 * Takes n^3/2 operations to make, n^2 to ask, and 2 n^2 numbers of memory. Not safe for use by
 * several threads.
 */
final class GaussianProcess {

  /** Of the variance of the function: what is added to the noise where K had no inverse. */
  private static final double JITTER = 1e-8;

  /** Likewise: what rounding may leave of a variance. */
  private static final double LEAST_VARIANCE = 1e-14;

  /** So many configurations are asked about at once; fewer than the last one by one. */
  private static final int BLOCK = 64;

  private static final int FEW = 24;

  private final Kernel kernel;
  private final double signal;
  private final int n;
  private final double[][] z;
  private final double[] alpha;

  /** L row by row. */
  private final double[] lower;

  /** Its inverse and the transpose of that, once variances are asked for. */
  private double[] inverse = {};

  private double[] transposed = {};

  // Of the configuration asked last.
  private final double[] squared;
  private final double[] likeness;
  private final double[] solved;
  private final double[] twice;
  private double mean;
  private double variance;
  private double[] asked = {};
  private double[] places = {};

  /**
   * After some observations.
   *
   * @param places of their configurations
   * @param values at them, of the same number
   */
  GaussianProcess(Kernel kernel, double[][] places, double[] values) {
    this.kernel = kernel;
    this.signal = kernel.signal();
    this.n = values.length;
    z = columns(kernel, places);
    LinearSolverDense<DMatrixRMaj> cholesky = LinearSolverFactory_DDRM.chol(n);
    double noise = kernel.noise();
    for (double more = JITTER; !cholesky.setA(covariance(z, signal, noise)); more *= 10) {
      noise = kernel.noise() + more * signal;
    }
    DMatrixRMaj y = new DMatrixRMaj(n, 1, true, values.clone());
    DMatrixRMaj solution = new DMatrixRMaj(n, 1);
    cholesky.solve(y, solution);
    alpha = solution.data;
    CholeskyDecomposition_F64<DMatrixRMaj> decomposition = cholesky.getDecomposition();
    lower = decomposition.getT(null).data;
    squared = new double[n];
    likeness = new double[n];
    solved = new double[n];
    twice = new double[n];
  }

  /** Coordinate by coordinate those of all configurations. */
  static double[][] columns(Kernel kernel, double[][] places) {
    double[][] z = new double[kernel.coordinates()][places.length];
    for (int i = 0; i < places.length; i++) {
      double[] at = kernel.at(places[i]);
      for (int f = 0; f < z.length; f++) {
        z[f][i] = at[f];
      }
    }
    return z;
  }

  /** By pairs of configurations their squared distance, below the diagonal. */
  static void squaredDistances(double[][] z, int row, double[] into) {
    Arrays.fill(into, 0, row, 0);
    for (double[] coordinate : z) {
      double own = coordinate[row];
      for (int j = 0; j < row; j++) {
        double away = coordinate[j] - own;
        into[j] += away * away;
      }
    }
  }

  /** The kernel by pairs of configurations, the noise on its diagonal. */
  static DMatrixRMaj covariance(double[][] z, double signal, double noise) {
    int n = z[0].length;
    DMatrixRMaj k = new DMatrixRMaj(n, n);
    double[] squared = new double[n];
    for (int i = 0; i < n; i++) {
      squaredDistances(z, i, squared);
      for (int j = 0; j < i; j++) {
        double value = signal * Kernel.matern(squared[j]);
        k.data[i * n + j] = value;
        k.data[j * n + i] = value;
      }
      k.data[i * n + i] = signal + noise;
    }
    return k;
  }

  /** The lowest mean at the configurations that were observed, with these values. */
  double lowestMean(double[] values) {
    double lowest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      lowest = Math.min(lowest, values[i] - kernel.noise() * alpha[i]);
    }
    return lowest;
  }

  private void invert() {
    if (inverse.length == 0) {
      inverse = Triangular.inverse(lower, n);
      DMatrixRMaj upper = new DMatrixRMaj(n, n);
      CommonOps_DDRM.transpose(DMatrixRMaj.wrap(n, n, inverse), upper);
      transposed = upper.data;
    }
  }

  /** What the values of some configurations are expected to be; takes n operations for each. */
  double[] means(double[][] atPlaces) {
    double[] means = new double[atPlaces.length];
    for (int i = 0; i < means.length; i++) {
      liken(atPlaces[i]);
      means[i] = mean;
    }
    return means;
  }

  /** Asks about a configuration: {@link #mean} and {@link #variance} are of it from now on. */
  void ask(double[] atPlaces) {
    liken(atPlaces);
    invert();
    Triangular.sumOfUpperRows(transposed, n, likeness, solved);
    double explained = 0;
    for (double each : solved) {
      explained += each * each;
    }
    variance = Math.max(LEAST_VARIANCE * signal, signal - explained);
  }

  private void liken(double[] atPlaces) {
    places = atPlaces;
    asked = kernel.at(atPlaces);
    Arrays.fill(squared, 0);
    for (int f = 0; f < z.length; f++) {
      double own = asked[f];
      double[] coordinate = z[f];
      for (int j = 0; j < n; j++) {
        double away = coordinate[j] - own;
        squared[j] += away * away;
      }
    }
    mean = 0;
    for (int j = 0; j < n; j++) {
      likeness[j] = signal * Kernel.matern(squared[j]);
      mean += likeness[j] * alpha[j];
    }
  }

  /** What the value of the configuration asked about is expected to be. */
  double mean() {
    return mean;
  }

  /** The variance of that value, without the noise of an observation; above 0. */
  double variance() {
    return variance;
  }

  /**
   * How both change with the places of the configuration asked about.
   *
   * @param ofMean by parameter, written to; 0 for choices and where it does not exist
   * @param ofVariance likewise
   */
  void slopes(double[] ofMean, double[] ofVariance) {
    Triangular.sumOfRows(inverse, n, solved, twice);
    double[] slope = new double[n];
    for (int j = 0; j < n; j++) {
      slope[j] = 2 * signal * Kernel.maternSlope(squared[j]);
    }
    for (int d = 0; d < places.length; d++) {
      ofMean[d] = 0;
      ofVariance[d] = 0;
      if (!kernel.isNumber(d) || Double.isNaN(places[d])) {
        continue;
      }
      double[] coordinate = z[kernel.first()[d]];
      double own = asked[kernel.first()[d]];
      double first = 0;
      double second = 0;
      for (int j = 0; j < n; j++) {
        double change = slope[j] * (own - coordinate[j]);
        first += change * alpha[j];
        second += change * twice[j];
      }
      double inner = kernel.slope(d, places[d]);
      ofMean[d] = first * inner;
      ofVariance[d] = -2 * second * inner;
    }
  }

  /**
   * Means and variances of many configurations at once, without slopes. Which one was asked about
   * last is then open.
   *
   * @return by configuration the mean, and behind all of these the variances
   */
  double[] askAll(double[][] atPlaces) {
    int count = atPlaces.length;
    double[] answers = new double[2 * count];
    if (count < FEW) {
      for (int i = 0; i < count; i++) {
        ask(atPlaces[i]);
        answers[i] = mean;
        answers[count + i] = variance;
      }
      return answers;
    }
    invert();
    for (int from = 0; from < count; from += BLOCK) {
      int to = Math.min(count, from + BLOCK);
      askBlock(Arrays.copyOfRange(atPlaces, from, to), answers, from, count + from);
    }
    return answers;
  }

  /** Some of many, so few that they stay in the processor's cache. */
  private void askBlock(double[][] atPlaces, double[] answers, int means, int variances) {
    int count = atPlaces.length;
    double[][] points = columns(kernel, atPlaces);
    double[] likenesses = new double[n * count];
    double[] row = new double[count];
    for (int j = 0; j < n; j++) {
      Arrays.fill(row, 0);
      for (int f = 0; f < z.length; f++) {
        double own = z[f][j];
        double[] coordinate = points[f];
        for (int i = 0; i < count; i++) {
          double away = coordinate[i] - own;
          row[i] += away * away;
        }
      }
      for (int i = 0; i < count; i++) {
        double value = signal * Kernel.matern(row[i]);
        likenesses[j * count + i] = value;
        answers[means + i] += value * alpha[j];
      }
    }
    double[] explained = Triangular.squaredLengths(inverse, n, likenesses, count);
    for (int i = 0; i < count; i++) {
      answers[variances + i] = Math.max(LEAST_VARIANCE * signal, signal - explained[i]);
    }
  }
}
