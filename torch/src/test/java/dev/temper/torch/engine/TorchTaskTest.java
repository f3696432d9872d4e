package dev.temper.torch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.temper.torch.model.LayeredNetwork;
import dev.temper.torch.model.Model;
import dev.temper.torch.model.Models;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.TrainingSession;
import dev.temper.training.UpdateSettings;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What a task tells of itself, and the models it refuses. */
class TorchTaskTest {

  @Test
  void tellsItsModelAndItsData() {
    TorchTask task =
        TorchTask.of(Models.mlp(List.of(128L, 128L), 0), Probe.DIGITS, 1, Precision.F32);
    assertThat(task.model()).isEqualTo("mlp");
    assertThat(task.data()).isEqualTo(Probe.DIGITS.summary());
    // 64 * 128 + 128, 128 * 128 + 128, 128 * 10 + 10
    assertThat(task.parameters()).isEqualTo(26_122);
    assertThat(task.threads()).isEqualTo(1);
    assertThat(task.precision()).isEqualTo(Precision.F32);
    assertThat(task.peakMemory()).isPositive();
  }

  @Test
  void anotherSettingOfTheModelGivesATaskOnTheSameData() {
    TorchTask task = TorchTask.of(Models.named("mlp"), Probe.DIGITS, 1, Precision.F32);
    TorchTask deeper = task.with("layers", 3);
    assertThat(deeper.model()).isEqualTo("mlp:layers=3");
    assertThat(deeper.parameters()).isEqualTo(task.parameters() + 128 * 128 + 128);
    assertThat(deeper.data()).isSameAs(task.data());
    assertThat(deeper.threads()).isEqualTo(1);
    assertThat(deeper.modelSettings()).isEqualTo(Models.named("mlp:layers=3").settings());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> task.with("width", 2))
        .withMessageContainingAll("'width'", "layers from 0 to 50, whole");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void memoryThatWasGivenBackStillCounts() {
    TorchTask task = Probe.task(Probe.PLAIN, Precision.F32);
    long held = Pointer.physicalBytes();
    long megabytes = 256L << 20;
    try (BytePointer block = new BytePointer(megabytes)) {
      Pointer.memset(block, 1, megabytes);
    }
    assertThat(task.peakMemory()).isGreaterThan(held + megabytes / 2);
  }

  @Test
  void usesLessMemoryThanItMay() {
    TorchTask task = Probe.task(Probe.PLAIN, Precision.F32);
    assertThat(task.memoryLimit()).isGreaterThan(task.peakMemory());
  }

  @Test
  void usesAllProcessorsAndTheirPrecisionUnlessTold() {
    TorchTask task = TorchTask.of(Probe.PLAIN, Probe.DIGITS);
    assertThat(task.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(task.precision()).isEqualTo(Precision.forProcessor());
  }

  @Test
  void anUntouchedSessionHasMadeNoUpdates() {
    TorchTask task = Probe.task(Probe.PLAIN, Precision.F32);
    try (TrainingSession session = task.open(new SessionSettings(64, Optimizer.ADAM, 0))) {
      assertThat(session.iteration()).isZero();
      assertThat(session.iterationsPerEpoch()).isEqualTo(3441 / 64);
    }
  }

  @Test
  void refusesUpdatesOfMoreExamplesThanThereAre() {
    TorchTask task = Probe.task(Probe.PLAIN, Precision.F32);
    SessionSettings settings =
        new SessionSettings(1000, Optimizer.SGD, 0)
            .withUpdates(UpdateSettings.DEFAULT.withAccumulation(4));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> task.check(settings))
        .withMessageContainingAll("(4)", "1000", "(3441)");
    assertThatIllegalArgumentException().isThrownBy(() -> task.open(settings).close());
  }

  @Test
  void refusesMoreRateRatiosThanLayers() {
    TorchTask task = Probe.task(Probe.PLAIN, Precision.F32);
    SessionSettings settings = new SessionSettings(64, Optimizer.SGD, 0);
    task.check(settings.withUpdates(UpdateSettings.DEFAULT.withRateRatios(List.of(0.1, 1.0))));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                task.check(
                    settings.withUpdates(
                        UpdateSettings.DEFAULT.withRateRatios(List.of(0.1, 0.3, 1.0)))))
        .withMessageContainingAll("rate ratios (3)", "(2)", "'mlp:layers=1,units=32'");
  }

  @Test
  void refusesAModelThatCannotTakeTheExamples() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TorchTask.of(Models.lenet(), Probe.DIGITS, 1, Precision.F32))
        .withMessageContaining("too small");
  }

  @Test
  void refusesFewerThanOneThread() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TorchTask.of(Probe.PLAIN, Probe.DIGITS, 0, Precision.F32))
        .withMessageContaining("(0)");
  }

  @Test
  void refusesANetworkThatGivesOtherScoresThanTheDataNeed() {
    Model three =
        Model.of(
            "three",
            (shape, outputs, generator) ->
                LayeredNetwork.builder(shape, generator).linear(3).build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Probe.task(three, Precision.F32))
        .withMessage(
            "The network 'three' gives scores of shape [2, 3] for 2 examples; [2, 10] is needed,"
                + " a score for each class for each example.");
  }

  @Test
  void refusesANetworkThatCannotTakeTheExamplesInOneLine() {
    Model other =
        Model.of(
            "other",
            (shape, outputs, generator) ->
                LayeredNetwork.builder(List.of(7L), generator).linear(outputs).build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Probe.task(other, Precision.F32))
        .withMessageStartingWith("The network 'other' cannot take examples of shape [1, 8, 8]: ")
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
  }
}
