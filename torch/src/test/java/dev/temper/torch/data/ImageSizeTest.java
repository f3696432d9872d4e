package dev.temper.torch.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sizes that a text names. */
class ImageSizeTest {

  @Test
  void readsASquareAndHeightByWidth() {
    assertThat(ImageSize.parse("64")).isEqualTo(new ImageSize(64, 64)).hasToString("64");
    assertThat(ImageSize.parse("48x64")).isEqualTo(new ImageSize(48, 64)).hasToString("48x64");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "0", "4097", "32x", "x32", "32x0", "-1", "3.5", "9999999999", "1x2x3"})
  void refusesAllElse(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageSize.parse(text))
        .withMessageContaining("(" + text + ")")
        .withMessageContaining("N or HxW");
  }
}
