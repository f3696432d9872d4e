package dev.temper.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against sums as they are defined. */
class TriangularTest {

  private static final Offset<Double> ROUNDING = within(1e-10);

  private final SplittableRandom random = new SplittableRandom(4);

  private double[] lower(int n) {
    double[] lower = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        lower[i * n + j] = i == j ? 1 + random.nextDouble() : random.nextDouble() - 0.5;
      }
    }
    return lower;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 9})
  void theInverseTimesTheMatrixIsOne(int n) {
    double[] lower = lower(n);
    double[] inverse = Triangular.inverse(lower, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int k = 0; k < n; k++) {
          sum += inverse[i * n + k] * lower[k * n + j];
        }
        assertThat(sum).isCloseTo(i == j ? 1 : 0, ROUNDING);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 9})
  void productsAreThoseOfTheWholeMatrix(int n) {
    double[] lower = lower(n);
    double[] upper = new double[n * n];
    double[] factors = random.doubles(n).toArray();
    double[] rows = new double[n];
    double[] columns = new double[n];
    double[] square = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        upper[j * n + i] = lower[i * n + j];
        rows[j] += factors[i] * lower[i * n + j];
        columns[i] += factors[j] * lower[i * n + j];
        for (int k = 0; k < n && j <= i; k++) {
          square[i * n + j] += lower[k * n + i] * lower[k * n + j];
        }
      }
    }
    double[] sum = new double[n];
    Triangular.sumOfRows(lower, n, factors, sum);
    assertThat(sum).containsExactly(rows, ROUNDING);
    Triangular.sumOfUpperRows(upper, n, factors, sum);
    assertThat(sum).containsExactly(columns, ROUNDING);
    assertThat(Triangular.square(lower, n)).containsExactly(square, ROUNDING);

    double length = 0;
    for (double each : columns) {
      length += each * each;
    }
    double[] twice = new double[2 * n];
    for (int i = 0; i < n; i++) {
      twice[2 * i] = factors[i];
      twice[2 * i + 1] = 2 * factors[i];
    }
    assertThat(Triangular.squaredLengths(lower, n, twice, 2))
        .containsExactly(new double[] {length, 4 * length}, ROUNDING);
  }
}
