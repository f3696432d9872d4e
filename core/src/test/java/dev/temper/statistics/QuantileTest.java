package dev.temper.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantileTest {

  @ParameterizedTest
  @CsvSource({"0, 1", "0.25, 1.75", "0.5, 2.5", "0.9, 3.7", "1, 4"})
  void liesBetweenNeighboursInProportion(double share, double expected) {
    assertThat(Quantile.of(new double[] {1, 2, 3, 4}, share)).isEqualTo(expected);
  }

  @Test
  void takesFarAndInfiniteValues() {
    double far = Double.MAX_VALUE;
    assertThat(Quantile.of(new double[] {-far, far}, 0.5)).isZero();
    double[] open = {1, 2, Double.POSITIVE_INFINITY};
    assertThat(Quantile.of(open, 0.5)).isEqualTo(2);
    assertThat(Quantile.of(open, 0.75)).isInfinite();
    assertThat(Quantile.of(new double[0], 0.5)).isNaN();
  }
}
