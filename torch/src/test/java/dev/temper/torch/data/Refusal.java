package dev.temper.torch.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;

/** What a refused data set looks like from outside. */
final class Refusal {

  private Refusal() {}

  /** Opening fails with one line that contains all the parts. */
  static void of(Path source, DataSettings settings, String... parts) {
    assertThatThrownBy(() -> Datasets.open(source.toString(), settings))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("\n", "\r")
        .contains(parts);
  }

  static void of(Path source, String... parts) {
    of(source, DataSettings.DEFAULT, parts);
  }
}
