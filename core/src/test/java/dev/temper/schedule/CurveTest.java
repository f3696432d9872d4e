package dev.temper.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CurveTest {

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE})
  void aConstantIsTheSameEverywhere(long iteration) {
    assertThat(Curve.constant(0.3).at(iteration)).isEqualTo(0.3);
  }

  @Test
  void aLineIsExactAtItsEndsAndClampedBeyondThem() {
    Curve line = Curve.linear(0.1, 0.7, 3);

    assertThat(line.at(0)).isEqualTo(0.1).isEqualTo(line.at(-1)).isEqualTo(line.at(Long.MIN_VALUE));
    assertThat(line.at(3)).isEqualTo(0.7).isEqualTo(line.at(4)).isEqualTo(line.at(Long.MAX_VALUE));
    // Within rounding of one multiplication.
    assertThat(line.at(1)).isCloseTo(0.3, within(1e-15));
    assertThat(line.at(2)).isCloseTo(0.5, within(1e-15));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4 | 2 | 0.25, 0.5, 0.75, 1, 1, 1, 0.75, 0.5, 0.25, 0, 0",
        "4 | 0 | 0.25, 0.5, 0.75, 1, 0.75, 0.5, 0.25, 0, 0",
        "2 | 1 | 0.5, 1, 1, 0.75, 0.5, 0.25, 0, 0",
        "1 | 1 | 1, 1, 0.75, 0.5, 0.25, 0, 0",
        "0 | 1 | 1, 1, 0.75, 0.5, 0.25, 0, 0"
      })
  void aWarmUpBeforeAStablePartRisesFromZeroInEqualSteps(long warmUp, long stable, String values) {
    Curve curve = Curve.warmUpStableDecay(1, warmUp, stable, 4, 0);

    String[] expected = values.split(", ", -1);
    for (int it = 0; it < expected.length; it++) {
      assertThat(curve.at(it)).as("at %d", it).isEqualTo(Double.parseDouble(expected[it]));
    }
  }

  @Test
  void aLineMayFall() {
    assertThat(Curve.linear(4, 2, 2).at(1)).isEqualTo(3);
  }

  @Test
  void exponentialDecayMultipliesByTheSameFactorAndIsClampedBeforeItBegins() {
    Curve decay = Curve.exponential(8, 0.5);

    assertThat(decay.at(0)).isEqualTo(8).isEqualTo(decay.at(-3));
    assertThat(decay.at(3)).isEqualTo(1);
    assertThat(decay.at(Long.MAX_VALUE)).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -7})
  void aLineWithoutALengthIsRefused(long iterations) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Curve.linear(0, 1, iterations))
        .withMessageContaining("(" + iterations + ")");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.5, Double.NaN, Double.POSITIVE_INFINITY})
  void aFactorThatIsNotAPositiveNumberIsRefused(double gamma) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Curve.exponential(1, gamma))
        .withMessageContaining("(" + gamma + ")");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 0, 0.2, 0.5, 0.9, 1, 1.1})
  void everyInterpolationStaysBetweenItsEndsAndHasItsMiddleInTheMiddle(double position) {
    for (Interpolation shape : Interpolation.values()) {
      assertThat(shape.between(2, 6, position)).isBetween(2.0, 6.0);
      assertThat(shape.between(2, 6, position) + shape.between(2, 6, 1 - position))
          .isCloseTo(8, within(1e-14));
    }
  }

  @Test
  void aCosineIsFlatAtItsEndsAndSteepInItsMiddle() {
    assertThat(Interpolation.COSINE.between(0, 1, 0.01)).isLessThan(0.001);
    assertThat(Interpolation.COSINE.between(0, 1, 0.51) - 0.5).isGreaterThan(0.015);
    assertThat(Interpolation.LINEAR.between(0, 1, 0.01)).isEqualTo(0.01);
  }
}
