package dev.temper.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MedianTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Test
  void isTheMiddleOfAnOddNumberInAnyOrder() {
    assertThat(Median.of(9)).isEqualTo(9);
    assertThat(Median.of(3, -1, 100)).isEqualTo(3);
    assertThat(Median.geometric(3, 1, 100)).isEqualTo(3);
  }

  @Test
  void isAMeanOfTheTwoInTheMiddleOfAnEvenNumber() {
    assertThat(Median.of(4, 1, 100, 2)).isEqualTo(3);
    assertThat(Median.geometric(0.1, 1e-5, 10, 0.001)).isCloseTo(0.01, within(1e-15));
  }

  @Test
  void doesNotOverflow() {
    assertThat(Median.of(Double.MAX_VALUE, Double.MAX_VALUE)).isEqualTo(Double.MAX_VALUE);
  }

  @Test
  void countsAnInfiniteValueAsTheLargest() {
    assertThat(Median.of(INFINITY, 1, 2)).isEqualTo(2);
    assertThat(Median.of(INFINITY, 1)).isEqualTo(INFINITY);
  }

  @Test
  void isUnknownWhereNothingOrNaNIsGiven() {
    assertThat(Median.of()).isNaN();
    assertThat(Median.of(1, Double.NaN, 2)).isNaN();
    assertThat(Median.geometric()).isNaN();
  }

  @Test
  void leavesTheValuesInTheirOrder() {
    double[] values = {3, 1, 2};
    Median.of(values);
    assertThat(values).containsExactly(3, 1, 2);
  }
}
