package dev.temper.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogExpectedImprovementTest {

  /** By quadrature with SciPy 1.17. */
  @ParameterizedTest
  @CsvSource({
    "2, 0.6973835457882284",
    "0, -0.9189385332046727",
    "-1, -2.4851210257126413",
    "-2.9, -7.520846492887873",
    "-3.1, -8.227329393572749",
    "-8, -37.12236426169263",
    "-50, -1258.744182868461",
    "-10000, -50000019.33961931"
  })
  void isThatOfTheIntegral(double z, double expected) {
    assertThat(LogExpectedImprovement.log(z)).isCloseTo(expected, withinPercentage(1e-8));
  }

  @ParameterizedTest
  @ValueSource(doubles = {3, 0.5, -0.5, -2, -2.99, -3.01, -6, -30, -400})
  void theSlopeIsTheDifference(double z) {
    double step = 1e-6 * Math.max(1, Math.abs(z));
    double difference =
        (LogExpectedImprovement.log(z + step) - LogExpectedImprovement.log(z - step)) / (2 * step);
    assertThat(LogExpectedImprovement.slope(z)).isCloseTo(difference, withinPercentage(1e-3));
  }
}
