package dev.temper.torch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names of precisions. */
class PrecisionTest {

  @ParameterizedTest
  @EnumSource
  void isFoundByItsLabel(Precision precision) {
    assertThat(Precision.named(precision.label())).isEqualTo(precision);
  }

  @Test
  void bfloat16IsUsualOnAGpu() {
    assertThat(Precision.usualOn(new Device(0))).isEqualTo(Precision.BF16);
    assertThat(Precision.usualOn(Device.CPU)).isEqualTo(Precision.forProcessor());
  }

  @Test
  void anUnknownNameIsRefusedWithTheAcceptedOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Precision.named("f16"))
        .withMessageContaining("'f16'")
        .withMessageContaining("Accepted: f32, bf16.");
  }
}
