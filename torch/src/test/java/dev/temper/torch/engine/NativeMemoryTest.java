package dev.temper.torch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.temper.schedule.HyperParameters;
import dev.temper.torch.data.Augmentation;
import dev.temper.torch.data.DataSettings;
import dev.temper.torch.data.Datasets;
import dev.temper.torch.model.Model;
import dev.temper.torch.model.Models;
import dev.temper.torch.model.Network;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.Snapshot;
import dev.temper.training.Split;
import dev.temper.training.TrainingSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** Training, snapshots and sessions give back the native memory they take. */
class NativeMemoryTest {

  private static final long MIB = 1 << 20;
  private static final HyperParameters VALUES = new HyperParameters(0.01, 0.9, 1e-4);

  /**
   * What the Java heap and the allocator's caches may take meanwhile. In each test one leaked
   * tensor a round would come to several times this.
   */
  private static final long SLACK = 64 * MIB;

  @Test
  void updatesLeakNothing() {
    // A batch of features, the smallest tensor worth naming, has 512 KiB: 1 GiB in 2,000 updates.
    Model model = Models.mlp(List.of(64L), 0.1);
    TorchTask task = TorchTask.of(model, Probe.DIGITS, 1, Precision.F32);
    try (TrainingSession session = task.open(new SessionSettings(2048, Optimizer.SGD, 0))) {
      step(session, 200);
      long bytes = Pointer.physicalBytes();
      long objects = Pointer.totalCount();
      step(session, 2000);
      assertThat(Pointer.physicalBytes() - bytes).isLessThan(SLACK);
      assertThat(Pointer.totalCount() - objects).isLessThan(100);
    }
  }

  @Test
  void variedImagesLeakNothing() throws IOException {
    // A batch of images as above; each is made anew for every update.
    DataSettings settings = DataSettings.DEFAULT.withAugmentation(new Augmentation(1, true, 2));
    TorchTask task =
        TorchTask.of(
            Models.mlp(List.of(16L), 0), Datasets.open("digits", settings), 1, Precision.F32);
    try (TrainingSession session = task.open(new SessionSettings(2048, Optimizer.SGD, 0))) {
      step(session, 100);
      long bytes = Pointer.physicalBytes();
      long objects = Pointer.totalCount();
      step(session, 1000);
      assertThat(Pointer.physicalBytes() - bytes).isLessThan(SLACK);
      assertThat(Pointer.totalCount() - objects).isLessThan(100);
    }
  }

  @Test
  void evaluationsAndSnapshotsLeakNothing() {
    // A snapshot copies two vectors of 1 MiB: 400 MiB in 200 rounds.
    Model model = Models.mlp(List.of(2048L), 0);
    TorchTask task = TorchTask.of(model, Probe.DIGITS, 1, Precision.F32);
    try (TrainingSession session = task.open(new SessionSettings(16, Optimizer.SGD, 0))) {
      evaluateAndRestore(session, 20);
      long bytes = Pointer.physicalBytes();
      long objects = Pointer.totalCount();
      evaluateAndRestore(session, 200);
      assertThat(Pointer.physicalBytes() - bytes).isLessThan(SLACK);
      assertThat(Pointer.totalCount() - objects).isLessThan(100);
    }
  }

  @Test
  void closedSessionsHoldNothing() {
    // A session has three vectors of 4 MiB: 600 MiB in 50 sessions.
    Model model = Models.mlp(List.of(1024L, 1024L), 0);
    TorchTask task = TorchTask.of(model, Probe.DIGITS, 1, Precision.F32);
    openAndClose(task, 5);
    long bytes = Pointer.physicalBytes();
    openAndClose(task, 50);
    assertThat(Pointer.physicalBytes() - bytes).isLessThan(SLACK);
  }

  @Test
  void tasksAndSessionsThatCannotBeOpenedFreeTheirNetworks() {
    AtomicBoolean faulty = new AtomicBoolean();
    List<Network> networks = new ArrayList<>();
    Model model =
        Model.of(
            "faulty",
            (shape, classes, generator) -> {
              Network network = Probe.PLAIN.create(shape, classes, generator);
              networks.add(network);
              return new OwnLayers(network, () -> layers(network, faulty));
            });
    TorchTask task = TorchTask.of(model, Probe.DIGITS, 1, Precision.F32);
    faulty.set(true);

    assertThatIllegalStateException()
        .isThrownBy(() -> task.open(new SessionSettings(16, Optimizer.SGD, 0)).close());
    assertThatIllegalStateException()
        .isThrownBy(() -> TorchTask.of(model, Probe.DIGITS, 1, Precision.F32));
    assertThat(networks).hasSize(3);
    assertThat(networks.stream().flatMap(network -> network.parameters().stream()))
        .extracting(tensor -> tensor.isNull())
        .containsOnly(true);
  }

  private static List<List<Tensor>> layers(Network network, AtomicBoolean faulty) {
    if (faulty.get()) {
      throw new IllegalStateException("The layers are not known.");
    }
    return network.layers();
  }

  private static void step(TrainingSession session, int updates) {
    for (int i = 0; i < updates; i++) {
      session.step(VALUES);
    }
  }

  private static void evaluateAndRestore(TrainingSession session, int rounds) {
    for (int i = 0; i < rounds; i++) {
      try (Snapshot snapshot = session.snapshot()) {
        session.step(VALUES);
        session.evaluate(Split.VALIDATION, 64);
        session.restore(snapshot);
      }
    }
  }

  private static void openAndClose(TorchTask task, int sessions) {
    for (int seed = 0; seed < sessions; seed++) {
      try (TrainingSession session = task.open(new SessionSettings(16, Optimizer.SGD, seed))) {
        session.step(VALUES);
        session.evaluate(Split.VALIDATION, 16);
      }
    }
  }
}
