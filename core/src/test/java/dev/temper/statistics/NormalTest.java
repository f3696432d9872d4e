package dev.temper.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalTest {

  /** By SciPy 1.17. */
  @ParameterizedTest
  @CsvSource({
    "-30, 4.906713927147908e-198",
    "-9, 1.1285884059538324e-19",
    "-7.2, 3.010627981117422e-13",
    "-7, 1.279812543885835e-12",
    "-4, 3.167124183311986e-05",
    "-1.5, 0.06680720126885807",
    "-0.3, 0.3820885778110474",
    "0, 0.5",
    "0.7, 0.758036347776927",
    "2, 0.9772498680518208",
    "6, 0.9999999990134123"
  })
  void agreesWithAnotherImplementation(double x, double probability) {
    assertThat(Normal.cumulative(x)).isCloseTo(probability, within(1e-6 * probability));
    assertThat(Normal.cumulative(x)).isCloseTo(probability, within(1e-15));
  }

  @Test
  void hasItsLimits() {
    assertThat(Normal.cumulative(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(Normal.cumulative(Double.POSITIVE_INFINITY)).isEqualTo(1);
    assertThat(Normal.cumulative(Double.NaN)).isNaN();
  }

  /** By SciPy 1.17. */
  @ParameterizedTest
  @CsvSource({
    "1e-10, -6.361340902404056",
    "0.0001, -3.7190164854556804",
    "0.02, -2.053748910631823",
    "0.3, -0.5244005127080409",
    "0.5, 0",
    "0.7, 0.5244005127080407",
    "0.999, 3.090232306167813"
  })
  void theQuantileHasItsProbabilityBelowIt(double probability, double expected) {
    assertThat(Normal.quantile(probability)).isCloseTo(expected, within(1e-8));
  }

  @Test
  void theQuantileIsInfiniteAtTheEndsAndNowhereOutside() {
    assertThat(Normal.quantile(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Normal.quantile(1)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Normal.quantile(1.1)).isNaN();
  }
}
