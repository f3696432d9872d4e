package dev.temper.torch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.temper.torch.model.Model;
import dev.temper.torch.model.Models;
import dev.temper.torch.model.Scripts;
import dev.temper.training.Evaluation;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.Split;
import dev.temper.training.TrainingSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The saved file does, on examples as they come, what the session's network does. */
class SavedModelTest {

  static Stream<Model> models() {
    return Stream.of(
        Models.mlp(List.of(32L), 0.2),
        Models.cnn(0.2),
        Probe.EVERYTHING,
        Scripts.model("mlp.pt"),
        Scripts.model("conv.pt"),
        Scripts.model("tied.pt"));
  }

  @ParameterizedTest
  @MethodSource("models")
  void measuresAsTheSessionDoesOnRawExamples(Model model, @TempDir Path folder) throws IOException {
    Path file = folder.resolve("model.pt");
    try (TrainingSession session = trained(model)) {
      session.saveModel(file);
      Evaluation expected = session.evaluate(Split.TEST);
      assertThat(expected.accuracy()).isGreaterThan(0.5);
      assertThat(measure(file))
          .satisfies(
              saved -> {
                assertThat(saved.accuracy()).isEqualTo(expected.accuracy());
                // Another memory layout and batch size: float32 sums that differ by rounding alone.
                assertThat(saved.loss()).isCloseTo(expected.loss(), within(1e-5));
              });
    }
  }

  @Test
  void opensInEvaluationMode(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("model.pt");
    try (TrainingSession session = trained(Probe.EVERYTHING);
        PointerScope scope = new PointerScope()) {
      session.saveModel(file);
      assertThat(torch.load(file.toString()).is_training()).isFalse();
    }
  }

  @Test
  void savingChangesNothing(@TempDir Path folder) throws IOException {
    try (TrainingSession saved = trained(Probe.EVERYTHING);
        TrainingSession unsaved = trained(Probe.EVERYTHING)) {
      saved.saveModel(folder.resolve("model.pt"));
      assertThat(Probe.losses(saved, Probe.schedule(Optimizer.SGD), 20))
          .isEqualTo(Probe.losses(unsaved, Probe.schedule(Optimizer.SGD), 20));
    }
  }

  @Test
  void replacesAFileThatExists(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("model.pt"), "something else");
    try (TrainingSession session = trained(Probe.PLAIN)) {
      session.saveModel(file);
      assertThat(measure(file).accuracy()).isEqualTo(session.evaluate(Split.TEST).accuracy());
    }
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
  }

  @Test
  void leavesNothingBehindWhereTheFolderIsMissing(@TempDir Path folder) {
    Path missing = folder.resolve("missing");
    try (TrainingSession session = trained(Probe.PLAIN)) {
      assertThatThrownBy(() -> session.saveModel(missing.resolve("model.pt")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("missing");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void leavesNothingBehindWhereTheFileCannotBeReplaced(@TempDir Path folder) throws IOException {
    Path occupied = Files.createDirectories(folder.resolve("model.pt").resolve("inside"));
    try (TrainingSession session = trained(Probe.PLAIN)) {
      assertThatThrownBy(() -> session.saveModel(folder.resolve("model.pt")))
          .isInstanceOf(IOException.class);
    }
    assertThat(occupied).isEmptyDirectory();
    assertThat(folder).isDirectoryNotContaining(path -> !path.endsWith("model.pt"));
  }

  private static TrainingSession trained(Model model) {
    TrainingSession session =
        Probe.task(model, Precision.F32).open(new SessionSettings(64, Optimizer.SGD, 0));
    Probe.losses(session, Probe.schedule(Optimizer.SGD), 150);
    return session;
  }

  /** What the saved network makes of the test digits' pixels, whole numbers from 0 to 16. */
  private static Evaluation measure(Path file) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor normalized = Probe.DIGITS.features(Split.TEST);
      Tensor pixels = normalized.mul(Probe.DIGITS.scale()).add(Probe.DIGITS.mean()).round();
      assertThat(pixels.min().item_double()).isZero();
      assertThat(pixels.max().item_double()).isEqualTo(16);
      Tensor labels = Probe.DIGITS.labels(Split.TEST);
      JitModule module = torch.load(file.toString());
      Tensor scores = module.forward(new IValueVector(new IValue(pixels))).toTensor();
      return new Evaluation(
          torch.cross_entropy_loss(scores, labels).item_double(),
          (double) scores.argmax(new LongOptional(1), false).eq(labels).sum().item_long()
              / labels.size(0),
          labels.size(0));
    }
  }
}
