package dev.temper.sampler;

import dev.temper.sampler.LimitedMemoryBfgs.Minimum;
import dev.temper.space.Space;
import dev.temper.statistics.Normal;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * The values of a kernel under which observations are likeliest, times how likely the values are
 * themselves (Rasmussen and Williams 2006, equations 5.8 and 5.9).
 *
 * <p>Before anything is observed the logarithm of a length scale is normal around {@code sqrt 2 +
 * ln(d)/2}, so that more parameters do not make everything alike (Hvarfner et al. 2024). What is
 * likeliest is so by the density of the length scale itself, as there: its logarithm is then lower
 * by its variance. By the density of the logarithm few observations would be explained by two or
 * three parameters and nothing of the others. An evaluation takes about n^3 operations.
 */
final class KernelFit {

  private static final double LENGTH_DEVIATION = Math.sqrt(3);
  private static final double SIGNAL_DEVIATION = 1;
  private static final double NOISE_MEAN = -4;
  private static final double NOISE_DEVIATION = 2;
  private static final double WARP_DEVIATION = 0.5;

  private static final double MOST = 12;
  private static final double TOLERANCE = 1e-5;

  private final Space space;
  private final double[][] places;
  private final double[] values;
  private final int dimension;
  private final boolean warp;
  private final double likeliestLength;

  KernelFit(Space space, double[][] places, double[] values, boolean warp) {
    this.space = space;
    this.places = places;
    this.values = values;
    this.warp = warp;
    this.dimension = space.dimension();
    this.likeliestLength =
        Math.sqrt(2) + Math.log(dimension) / 2 - LENGTH_DEVIATION * LENGTH_DEVIATION;
  }

  /** What a fit has come to: the higher the evidence, the better the values explain all. */
  record Fitted(KernelParameters parameters, double evidence) {}

  /** From a start, in so many iterations at most. */
  Fitted from(KernelParameters start, int iterations) {
    LimitedMemoryBfgs search =
        new LimitedMemoryBfgs(this::negativeEvidence, -MOST, MOST, iterations, TOLERANCE);
    Minimum found = search.from(vector(start));
    return new Fitted(parameters(found.point), -found.value);
  }

  /** From what is likeliest before anything is observed. */
  KernelParameters initial() {
    double[] lengths = new double[dimension];
    Arrays.fill(lengths, Math.min(likeliestLength, 0));
    return new KernelParameters(
        lengths, 0, NOISE_MEAN, new double[dimension], new double[dimension]);
  }

  /** The values as they are searched over. */
  double[] vector(KernelParameters p) {
    double[] x = new double[(warp ? 3 : 1) * dimension + 2];
    x[0] = p.logSignal;
    x[1] = p.logNoise;
    System.arraycopy(p.logLength, 0, x, 2, dimension);
    if (warp) {
      System.arraycopy(p.logA, 0, x, 2 + dimension, dimension);
      System.arraycopy(p.logB, 0, x, 2 + 2 * dimension, dimension);
    }
    return x;
  }

  private KernelParameters parameters(double[] x) {
    int d = dimension;
    return new KernelParameters(
        Arrays.copyOfRange(x, 2, 2 + d),
        x[0],
        x[1],
        warp ? Arrays.copyOfRange(x, 2 + d, 2 + 2 * d) : new double[d],
        warp ? Arrays.copyOfRange(x, 2 + 2 * d, 2 + 3 * d) : new double[d]);
  }

  /** What is minimized: of a {@link #vector}, with its gradient. */
  double negativeEvidence(double[] x, double[] gradient) {
    KernelParameters p = parameters(x);
    Kernel kernel = new Kernel(space, p);
    int n = values.length;
    double signal = kernel.signal();
    double[][] z = GaussianProcess.columns(kernel, places);
    DMatrixRMaj covariance = GaussianProcess.covariance(z, signal, kernel.noise());
    double[] squared = new double[n];
    LinearSolverDense<DMatrixRMaj> cholesky = LinearSolverFactory_DDRM.chol(n);
    if (!cholesky.setA(covariance.copy())) {
      Arrays.fill(gradient, 0);
      return Double.POSITIVE_INFINITY;
    }
    DMatrixRMaj solution = new DMatrixRMaj(n, 1);
    cholesky.solve(new DMatrixRMaj(n, 1, true, values.clone()), solution);
    double[] alpha = solution.data;
    double logDeterminant = 0;
    CholeskyDecomposition_F64<DMatrixRMaj> decomposition = cholesky.getDecomposition();
    DMatrixRMaj lower = decomposition.getT(null);
    for (int i = 0; i < n; i++) {
      logDeterminant += Math.log(lower.data[i * n + i]);
    }
    double[] inverse = Triangular.square(Triangular.inverse(lower.data, n), n);
    double fit = 0;
    for (int i = 0; i < n; i++) {
      fit += values[i] * alpha[i];
    }
    // By pairs the change of the evidence with their kernel; the diagonal apart.
    double bySignal = 0;
    double byNoise = 0;
    DMatrixRMaj pull = new DMatrixRMaj(n, n);
    double[] sums = new double[n];
    for (int i = 0; i < n; i++) {
      GaussianProcess.squaredDistances(z, i, squared);
      for (int j = 0; j < i; j++) {
        double change = alpha[i] * alpha[j] - inverse[i * n + j];
        bySignal += change * covariance.data[i * n + j];
        double c = change * signal * Kernel.maternSlope(squared[j]);
        pull.data[i * n + j] = c;
        pull.data[j * n + i] = c;
        sums[i] += c;
        sums[j] += c;
      }
      double change = alpha[i] * alpha[i] - inverse[i * n + i];
      bySignal += change * signal / 2;
      byNoise += change / 2;
    }
    Arrays.fill(gradient, 0);
    gradient[0] = -bySignal;
    gradient[1] = kernel.noise() > Kernel.LEAST_NOISE ? -byNoise * kernel.noise() : 0;
    double[] pulled = new double[n];
    for (int d = 0; d < dimension; d++) {
      for (int f = kernel.first()[d]; f < kernel.first()[d + 1]; f++) {
        double[] coordinate = z[f];
        CommonOps_DDRM.mult(
            pull, DMatrixRMaj.wrap(n, 1, coordinate), DMatrixRMaj.wrap(n, 1, pulled));
        for (int i = 0; i < n; i++) {
          // The change of the evidence with this coordinate.
          double by = 2 * (coordinate[i] * sums[i] - pulled[i]);
          gradient[2 + d] += by * coordinate[i];
          double place = places[i][d];
          if (warp && f == kernel.first()[d] && kernel.isNumber(d) && !Double.isNaN(place)) {
            gradient[2 + dimension + d] -= by * kernel.slopeOfLogA(d, place);
            gradient[2 + 2 * dimension + d] -= by * kernel.slopeOfLogB(d, place);
          }
        }
      }
    }
    double result = fit / 2 + logDeterminant + n * Normal.LOG_ROOT_OF_TWO_PI;
    result += prior(x, gradient, 0, 0, SIGNAL_DEVIATION);
    result += prior(x, gradient, 1, NOISE_MEAN, NOISE_DEVIATION);
    for (int i = 2; i < x.length; i++) {
      boolean isLength = i < 2 + dimension;
      result +=
          prior(
              x,
              gradient,
              i,
              isLength ? likeliestLength : 0,
              isLength ? LENGTH_DEVIATION : WARP_DEVIATION);
    }
    return result;
  }

  private static double prior(double[] x, double[] gradient, int i, double mean, double deviation) {
    double away = (x[i] - mean) / deviation;
    gradient[i] += away / deviation;
    return away * away / 2;
  }
}
