package dev.temper.torch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.temper.schedule.HyperParameters;
import dev.temper.torch.model.Model;
import dev.temper.torch.model.Scripts;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.Snapshot;
import dev.temper.training.Split;
import dev.temper.training.TrainingSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of devices and layouts, and the same training on a GPU where there is one. */
class DeviceTest {

  @Test
  void namesAreRead() {
    assertThat(Device.named("cpu")).isEqualTo(Device.CPU);
    assertThat(Device.CPU.label()).isEqualTo("cpu");
    assertThat(new Device(3).label()).isEqualTo("cuda:3");
    assertThat(Device.named("auto").isCpu()).isNotEqualTo(LibTorch.cudaAvailable());
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpu", "cuda:", "cuda:x", "cuda:128", "cuda0", ""})
  void otherNamesAreRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Device.named(name))
        .withMessage("There is no device '" + name + "'. Accepted: auto, cpu, cuda:0 and so on.");
  }

  @Test
  void aGpuThatIsNotHereIsRefused() {
    assumeTrue(!LibTorch.cudaAvailable(), "There is a GPU.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Device.named("cuda:0"))
        .withMessageContaining("'cuda:0' is not here");
  }

  @ParameterizedTest
  @EnumSource
  void layoutsAreFoundByTheirLabels(Layout layout) {
    assertThat(Layout.named(layout.label())).isEqualTo(layout);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Layout.named("nhwc"))
        .withMessageContaining("Accepted: contiguous, channels-last.");
  }

  @Test
  @Tag("gpu")
  void aGpuTrainsAndRestoresLikeTheProcessor() {
    trainsAndRestoresOnAGpu(Probe.EVERYTHING);
  }

  /** Parameters that are not trained, buffers that are no floats, and numbers drawn at random. */
  @ParameterizedTest
  @ValueSource(strings = {"backbone.pt", "average.pt", "dropout.pt", "noise.pt"})
  @Tag("gpu")
  void aGpuTrainsAndRestoresScripts(String name) {
    trainsAndRestoresOnAGpu(Scripts.model(name));
  }

  private static void trainsAndRestoresOnAGpu(Model model) {
    assumeTrue(LibTorch.cudaAvailable(), "skipped: there is no GPU here");
    Execution gpu = new Execution(1, Precision.F32).withDevice(new Device(0));
    TorchTask task = TorchTask.of(model, Probe.DIGITS, gpu);
    HyperParameters values = new HyperParameters(0.05, 0.9, 1e-4);
    try (TrainingSession session = task.open(new SessionSettings(64, Optimizer.SGD, 0))) {
      double untrained = session.evaluate(Split.VALIDATION).loss();
      double once;
      try (Snapshot snapshot = session.snapshot()) {
        once = session.step(values);
        session.restore(snapshot);
      }
      assertThat(session.step(values)).isEqualTo(once);
      for (int i = 0; i < 100; i++) {
        session.step(values);
      }
      assertThat(session.evaluate(Split.VALIDATION).loss()).isLessThan(untrained / 2);
    }
  }
}
