package dev.temper.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HyperParametersTest {

  private final HyperParameters values = new HyperParameters(0.1, 0.9, 1e-4);

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void refusesARateOrAWeightDecayThatIsNegativeOrNotFinite(double bad) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> values.withLearningRate(bad))
        .withMessageContaining("learning rate (" + bad + ")");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> values.withWeightDecay(bad))
        .withMessageContaining("weight decay (" + bad + ")");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, 1, 1.5, Double.NaN})
  void refusesAMomentumOutsideZeroToBelowOne(double bad) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> values.withMomentum(bad))
        .withMessageContaining("momentum (" + bad + ")");
  }

  @Test
  void acceptsZeroEverywhere() {
    assertThat(new HyperParameters(0, 0, 0)).isNotEqualTo(values);
  }

  @Test
  void eachWithMethodChangesItsValueAlone() {
    assertThat(values.withLearningRate(0.2)).isEqualTo(new HyperParameters(0.2, 0.9, 1e-4));
    assertThat(values.withMomentum(0.5)).isEqualTo(new HyperParameters(0.1, 0.5, 1e-4));
    assertThat(values.withWeightDecay(0)).isEqualTo(new HyperParameters(0.1, 0.9, 0));
  }
}
