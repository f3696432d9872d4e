package dev.temper.rangetest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundsTest {

  @Test
  void eachUseHasTheMinimumOfItsSource() {
    assertThat(Bounds.cyclical(2)).isEqualTo(new Bounds(0.5, 2));
    assertThat(Bounds.oneCycle(2)).isEqualTo(new Bounds(0.2, 2));
    assertThat(Bounds.superConvergence(2)).isEqualTo(new Bounds(0.002, 2));
  }

  @Test
  void bothEndsMayBeTheSame() {
    assertThat(new Bounds(0.1, 0.1).min()).isEqualTo(0.1);
  }

  @ParameterizedTest
  @CsvSource({"0.2, 0.1", "0, 0.1", "-0.1, 0.1", "NaN, 0.1", "0.1, NaN", "0.1, Infinity"})
  void refusesBoundsThatAreNotPositiveFiniteAndInOrder(double min, double max) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Bounds(min, max))
        .withMessageContaining("(" + min + " to " + max + ")");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesAMaximumThatIsNotAPositiveNumber(double max) {
    assertThatIllegalArgumentException().isThrownBy(() -> Bounds.cyclical(max));
    assertThatIllegalArgumentException().isThrownBy(() -> Bounds.oneCycle(max));
    assertThatIllegalArgumentException().isThrownBy(() -> Bounds.superConvergence(max));
  }
}
