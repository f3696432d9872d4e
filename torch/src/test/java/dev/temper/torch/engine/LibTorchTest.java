package dev.temper.torch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The native library as a whole. */
class LibTorchTest {

  @Test
  void tellsTheVersionOfLibraryAndBinding() {
    assertThat(LibTorch.version()).matches("\\d+\\.\\d+\\.\\d+-\\d+\\.\\d+\\.\\d+");
  }

  @Test
  void tellsHowItWasBuilt() {
    assertThat(LibTorch.buildSettings()).contains("PyTorch built with", "OpenMP");
  }

  @Test
  void tellsWhetherACudaDeviceCanBeUsed() {
    assertThatCode(LibTorch::cudaAvailable).doesNotThrowAnyException();
  }

  @Test
  void setsTheThreadsOfTheCallingThread() {
    int before = torch.get_num_threads();
    try {
      LibTorch.useThreads(2);
      assertThat(torch.get_num_threads()).isEqualTo(2);
      LibTorch.useThreads(1);
      assertThat(torch.get_num_threads()).isEqualTo(1);
    } finally {
      LibTorch.useThreads(before);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -2})
  void refusesFewerThanOneThread(int threads) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LibTorch.useThreads(threads))
        .withMessageContaining("(" + threads + ")");
  }
}
