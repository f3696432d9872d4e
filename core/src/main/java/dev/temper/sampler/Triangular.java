package dev.temper.sampler;

import java.util.Arrays;

/**
 * Products with lower triangular matrices, which leave out the zeros. All is sums of rows, which
 * compilers turn into vector instructions; sums along two columns they do not.
 */
final class Triangular {

  private Triangular() {}

  /**
   * The inverse, in n^3/6 multiplications.
   *
   * @param lower n x n row by row
   */
  static double[] inverse(double[] lower, int n) {
    double[] inverse = new double[n * n];
    for (int i = 0; i < n; i++) {
      double diagonal = 1 / lower[i * n + i];
      for (int j = 0; j < i; j++) {
        add(inverse, i * n, j + 1, -lower[i * n + j] * diagonal, inverse, j * n);
      }
      inverse[i * n + i] = diagonal;
    }
    return inverse;
  }

  /**
   * The product of the transpose and the matrix itself, in n^3/6 multiplications.
   *
   * @param lower n x n row by row
   * @return likewise; 0 above the diagonal
   */
  static double[] square(double[] lower, int n) {
    double[] square = new double[n * n];
    for (int k = 0; k < n; k++) {
      for (int i = 0; i <= k; i++) {
        add(square, i * n, i + 1, lower[k * n + i], lower, k * n);
      }
    }
    return square;
  }

  /**
   * The rows, each times a factor, in sum: the product of the transpose and the factors.
   *
   * @param lower n x n row by row
   * @param factors n
   * @param sum n, written to
   */
  static void sumOfRows(double[] lower, int n, double[] factors, double[] sum) {
    Arrays.fill(sum, 0);
    int i = 0;
    for (; i + 4 <= n; i += 4) {
      addFour(sum, 0, i + 4, factors, i, lower, i * n, n);
    }
    for (; i < n; i++) {
      add(sum, 0, i + 1, factors[i], lower, i * n);
    }
  }

  /** The same of the transpose of such a matrix, whose rows begin with zeros. */
  static void sumOfUpperRows(double[] upper, int n, double[] factors, double[] sum) {
    Arrays.fill(sum, 0);
    int i = 0;
    for (; i + 4 <= n; i += 4) {
      addFour(sum, i, n - i, factors, i, upper, i * n + i, n);
    }
    for (; i < n; i++) {
      add(sum, i, n - i, factors[i], upper, i * n + i);
    }
  }

  /**
   * Of some vectors of length n how long the products of the matrix with each are.
   *
   * @param lower n x n row by row
   * @param vectors n x count row by row, a vector in each column
   * @return the squared length of each product
   */
  static double[] squaredLengths(double[] lower, int n, double[] vectors, int count) {
    double[] lengths = new double[count];
    double[] row = new double[count];
    for (int i = 0; i < n; i++) {
      Arrays.fill(row, 0);
      int j = 0;
      for (; j + 3 <= i; j += 4) {
        addFour(row, 0, count, lower, i * n + j, vectors, j * count, count);
      }
      for (; j <= i; j++) {
        add(row, 0, count, lower[i * n + j], vectors, j * count);
      }
      for (int c = 0; c < count; c++) {
        lengths[c] += row[c] * row[c];
      }
    }
    return lengths;
  }

  private static void add(double[] to, int start, int count, double factor, double[] x, int from) {
    for (int i = 0; i < count; i++) {
      to[start + i] += factor * x[from + i];
    }
  }

  /** Adds four rows, a stride from each other, each by its factor. */
  private static void addFour(
      double[] to,
      int start,
      int count,
      double[] factors,
      int first,
      double[] x,
      int from,
      int stride) {
    double a = factors[first];
    double b = factors[first + 1];
    double c = factors[first + 2];
    double d = factors[first + 3];
    int second = from + stride;
    int third = second + stride;
    int fourth = third + stride;
    for (int i = 0; i < count; i++) {
      to[start + i] += a * x[from + i] + b * x[second + i] + c * x[third + i] + d * x[fourth + i];
    }
  }
}
