package dev.temper.torch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.temper.schedule.HyperParameters;
import dev.temper.torch.model.Model;
import dev.temper.torch.model.Network;
import dev.temper.torch.model.Pass;
import dev.temper.torch.model.Scripts;
import dev.temper.torch.model.WideModule;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.Snapshot;
import dev.temper.training.Split;
import dev.temper.training.TrainingSession;
import dev.temper.training.UpdateSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks that Temper did not build train as its own do. */
class OwnNetworksTest {

  private static final HyperParameters VALUES = new HyperParameters(0.05, 0.9, 1e-3);

  /** All that is drawn, by a replacement or from the library's generator, and all that is kept. */
  static Stream<Model> drawing() {
    return Stream.of(
        Scripts.model("mlp.pt"),
        Scripts.model("conv.pt"),
        Scripts.model("noise.pt"),
        Scripts.model("average.pt"),
        WideModule.model(0.3));
  }

  @Test
  void lossesAreThoseOfPyTorch() throws IOException {
    JsonNode golden = new ObjectMapper().readTree(Scripts.path("golden.json").toFile());
    List<Double> losses = new ArrayList<>();
    LibTorch.useThreads(1);
    try (PointerScope scope = new PointerScope()) {
      GeneratorOptional generator = new GeneratorOptional(torch.createCPUGenerator(0));
      Network network = Scripts.model("golden.pt").create(List.of(6L), 3, generator);
      try (FlatMemory memory = FlatMemory.of(network, new Execution(1, Precision.F32));
          FlatParameters parameters =
              new FlatParameters(
                  memory.parameters, memory.gradients, memory.segments(UpdateSettings.DEFAULT));
          UpdateRule rule = UpdateRule.of(Optimizer.SGD, parameters)) {
        for (int update = 0; update < 20; update++) {
          Tensor features = torch.zeros(8, 6);
          Tensor labels = torch.zeros(8).to(torch.ScalarType.Long);
          for (int row = 0; row < 8; row++) {
            int example = row + update % 4 * 8;
            labels.select(0, row).fill_(new org.bytedeco.pytorch.Scalar(example * 7 % 3));
            for (int column = 0; column < 6; column++) {
              double i = example * 6 + column;
              features
                  .select(0, row)
                  .select(0, column)
                  .fill_(new org.bytedeco.pytorch.Scalar(Math.sin(i * i * 0.37)));
            }
          }
          memory.gradients.zero_();
          Tensor loss =
              torch.cross_entropy_loss(
                  network.forward(features, new Pass(true, generator)), labels);
          loss.backward();
          losses.add(loss.item_double());
          try (NoGradGuard noGrad = new NoGradGuard()) {
            rule.update(new HyperParameters(0.1, 0.9, 1e-3), update + 1);
          }
        }
      }
    }
    assertThat(losses).hasSize(golden.get("losses").size());
    for (int i = 0; i < losses.size(); i++) {
      // Float sums in another order; twenty updates do not carry the difference far.
      assertThat(losses.get(i)).isCloseTo(golden.get("losses").get(i).doubleValue(), within(1e-5));
    }
  }

  @ParameterizedTest
  @MethodSource("drawing")
  void restoresBitForBit(Model model) {
    TorchTask task = Probe.task(model, Precision.F32);
    try (TrainingSession session = task.open(new SessionSettings(64, Optimizer.SGD, 3))) {
      Probe.losses(session, at -> VALUES, 7);
      try (Snapshot snapshot = session.snapshot()) {
        double[] first = Probe.losses(session, at -> VALUES, 20);
        double measured = session.evaluate(Split.VALIDATION).loss();
        session.restore(snapshot);
        assertThat(Probe.losses(session, at -> VALUES, 20)).isEqualTo(first);
        assertThat(session.evaluate(Split.VALIDATION).loss()).isEqualTo(measured);
      }
    }
  }

  @Test
  void countersAreRestoredToo(@TempDir Path folder) throws IOException {
    TorchTask task = Probe.task(Scripts.model("average.pt"), Precision.F32);
    try (TrainingSession session = task.open(new SessionSettings(64, Optimizer.SGD, 3))) {
      Probe.losses(session, at -> VALUES, 5);
      try (Snapshot snapshot = session.snapshot()) {
        Probe.losses(session, at -> VALUES, 6);
        assertThat(passes(session, folder)).isEqualTo(11);
        session.restore(snapshot);
        assertThat(passes(session, folder)).isEqualTo(5);
      }
    }
  }

  private static long passes(TrainingSession session, Path folder) throws IOException {
    Path file = folder.resolve("model.pt");
    session.saveModel(file);
    try (PointerScope scope = new PointerScope()) {
      JitModule network = new JitModule(torch.load(file.toString()).attr("network").toObject());
      return network.attr("passes").toTensor().item_long();
    }
  }

  @ParameterizedTest
  @MethodSource("drawing")
  void sessionsAtOnceDoAsTheyDoAlone(Model model) throws Exception {
    TorchTask task = Probe.task(model, Precision.F32);
    List<double[]> alone = List.of(losses(task, 1), losses(task, 2));
    assertThat(alone.get(0)).isNotEqualTo(alone.get(1));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<double[]> one = threads.submit(() -> losses(task, 1));
      Future<double[]> other = threads.submit(() -> losses(task, 2));
      assertThat(one.get()).isEqualTo(alone.get(0));
      assertThat(other.get()).isEqualTo(alone.get(1));
    } finally {
      threads.shutdown();
    }
  }

  private static double[] losses(TorchTask task, long seed) {
    try (TrainingSession session = task.open(new SessionSettings(64, Optimizer.SGD, seed))) {
      return Probe.losses(session, at -> VALUES, 60);
    }
  }

  @ParameterizedTest
  @EnumSource
  void learnsInEveryPrecision(Precision precision) {
    for (String name : List.of("mlp.pt", "conv.pt", "tied.pt")) {
      TorchTask task = Probe.task(Scripts.model(name), precision);
      try (TrainingSession session = task.open(new SessionSettings(64, Optimizer.SGD, 0))) {
        Probe.losses(session, at -> VALUES, 400);
        assertThat(session.evaluate(Split.VALIDATION).accuracy()).as(name).isGreaterThan(0.8);
      }
    }
  }

  @Test
  void whatIsFrozenStays(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("model.pt");
    TorchTask task = Probe.task(Scripts.model("backbone.pt"), Precision.F32);
    try (TrainingSession session = task.open(new SessionSettings(64, Optimizer.SGD, 0))) {
      Probe.losses(session, at -> VALUES, 20);
      session.saveModel(file);
    }
    try (PointerScope scope = new PointerScope()) {
      JitModule before = torch.load(Scripts.path("backbone.pt").toString());
      JitModule after = new JitModule(torch.load(file.toString()).attr("network").toObject());
      assertThat(weight(after, "1").equal(weight(before, "1"))).isTrue();
      assertThat(weight(after, "5").equal(weight(before, "5"))).isFalse();
    }
  }

  private static Tensor weight(JitModule module, String layer) {
    return new JitModule(module.attr(layer).toObject()).attr("weight").toTensor();
  }

  @Test
  void updatesLeakNothing() {
    // A batch of features has 16 KiB: 160 MiB in 10,000 updates.
    TorchTask task = Probe.task(Scripts.model("mlp.pt"), Precision.F32);
    try (TrainingSession session = task.open(new SessionSettings(64, Optimizer.SGD, 0))) {
      Probe.losses(session, at -> VALUES, 500);
      long bytes = Pointer.physicalBytes();
      long objects = Pointer.totalCount();
      Probe.losses(session, at -> VALUES, 10_000);
      assertThat(Pointer.physicalBytes() - bytes).isLessThan(64 << 20);
      assertThat(Pointer.totalCount() - objects).isLessThan(100);
    }
  }

  @Test
  void closedSessionsHoldNothing() {
    TorchTask task = Probe.task(Scripts.model("backbone.pt"), Precision.F32);
    losses(task, 0);
    long objects = Pointer.totalCount();
    for (int seed = 0; seed < 20; seed++) {
      losses(task, seed);
    }
    // A session has dozens.
    assertThat(Pointer.totalCount() - objects).isLessThan(20);
  }

  @Test
  void theWeightsOfAModuleInJavaComeFromTheSeed() {
    TorchTask task = Probe.task(WideModule.model(0), Precision.F32);
    assertThat(losses(task, 4)).isEqualTo(losses(task, 4)).isNotEqualTo(losses(task, 5));
  }

  @Test
  void aModuleInJavaLeavesItsWeights(@TempDir Path folder) throws IOException {
    TorchTask task = Probe.task(WideModule.model(0.1), Precision.F32);
    assertThat(task.notes()).singleElement().asString().contains("weights only");
    Path file = folder.resolve("model.pt");
    try (TrainingSession session = task.open(new SessionSettings(64, Optimizer.SGD, 0))) {
      Probe.losses(session, at -> VALUES, 10);
      session.saveModel(file);
    }
    try (PointerScope scope = new PointerScope()) {
      JitModule network = new JitModule(torch.load(file.toString()).attr("network").toObject());
      assertThat(weight(network, "first").shape()).containsExactly(32, 64);
      assertThat(weight(network, "last").shape()).containsExactly(10, 32);
    }
  }
}
