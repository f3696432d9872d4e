package dev.temper.torch.engine;

import dev.temper.schedule.HyperParameters;
import dev.temper.torch.data.Dataset;
import dev.temper.torch.data.Feed;
import dev.temper.torch.model.Model;
import dev.temper.torch.model.Network;
import dev.temper.torch.model.Pass;
import dev.temper.training.Evaluation;
import dev.temper.training.SessionSettings;
import dev.temper.training.Snapshot;
import dev.temper.training.Split;
import dev.temper.training.TrainingSession;
import dev.temper.training.UpdateSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A training session on LibTorch.
 *
 * <p>What the future depends on is two flat vectors, the optimizer's own, the generator and three
 * counters; a snapshot copies them. One pointer scope an update keeps the native memory flat.
 */
final class TorchSession implements TrainingSession {

  /**
   * Examples in one forward pass of an evaluation; bounds its memory, does not change its result.
   */
  private static final int EVALUATION_BATCH = 512;

  /** What holds native memory, the last opened first. */
  private final Deque<Runnable> closing = new ArrayDeque<>();

  private final Dataset data;
  private final Criterion criterion;
  private final Execution execution;
  private final int batchSize;
  private final UpdateSettings updates;
  private final Network network;
  private final FlatMemory memory;
  private final FlatParameters parameters;
  private final UpdateRule rule;
  private final DataOrder order;
  private final Feed feed;
  private final Generator generator;
  private final Pass trainingPass;
  private final Pass evaluationPass;
  private long iteration;
  private long batches;
  private long clippedUpdates;
  private boolean closed;

  TorchSession(Model model, Dataset data, Execution execution, SessionSettings settings) {
    this.data = data;
    this.criterion = Criterion.of(data.summary());
    this.execution = execution;
    this.batchSize = settings.batchSize();
    this.updates = settings.updates();
    try (PointerScope scope = new PointerScope()) {
      Generator weights = torch.createCPUGenerator(Seeds.derive(settings.seed(), Seeds.WEIGHTS));
      network =
          model.create(data.summary().shape(), data.outputs(), new GeneratorOptional(weights));
      memory = FlatMemory.of(network, execution);
      closing.push(memory::close);
      parameters =
          new FlatParameters(memory.parameters, memory.gradients, memory.segments(updates));
      closing.push(parameters::close);
      rule = UpdateRule.of(settings.optimizer(), parameters);
      closing.push(rule::close);
      order =
          new DataOrder(
              data.summary().trainingExamples(),
              settings.examplesPerUpdate(),
              Seeds.derive(settings.seed(), Seeds.ORDER));
      closing.push(order::close);
      feed = new Feed(data, this::examples);
      closing.push(feed::close);
      generator = execution.device().generator(Seeds.derive(settings.seed(), Seeds.DROPOUT));
      generator.retainReference();
      closing.push(generator::close);
      GeneratorOptional argument = new GeneratorOptional(generator);
      argument.retainReference();
      closing.push(argument::close);
      trainingPass = new Pass(true, argument);
      evaluationPass = new Pass(false, argument);
    } catch (RuntimeException | Error e) {
      closing.forEach(Runnable::run);
      throw e;
    }
  }

  @Override
  public long iterationsPerEpoch() {
    return order.batchesPerEpoch();
  }

  @Override
  public long iteration() {
    return iteration;
  }

  @Override
  public long clippedUpdates() {
    return clippedUpdates;
  }

  @Override
  public double step(HyperParameters values) {
    double loss = update(values, batches);
    batches++;
    return loss;
  }

  @Override
  public double stepOnSameBatch(HyperParameters values) {
    return update(values, Math.max(0, batches - 1));
  }

  private double update(HyperParameters values, long batch) {
    requireOpen();
    try (PointerScope scope = new PointerScope()) {
      memory.gradients.zero_();
      double loss = 0;
      for (int i = 0; i < updates.accumulation(); i++) {
        loss += pass(batch * updates.accumulation() + i);
      }
      try (NoGradGuard noGrad = new NoGradGuard()) {
        if (updates.accumulation() > 1) {
          memory.gradients.div_(new Scalar((double) updates.accumulation()));
        }
        if (updates.clips() && parameters.clip(updates.clipNorm())) {
          clippedUpdates++;
        }
        rule.update(values, iteration + 1);
      }
      iteration++;
      return loss / updates.accumulation();
    }
  }

  /** The indices of the examples in one pass; all passes of an update make up a batch. */
  private Tensor examples(long pass) {
    long first = pass % updates.accumulation() * batchSize;
    return order.batch(pass / updates.accumulation()).narrow(0, first, batchSize);
  }

  /** Adds the gradients of one pass's mean loss, which it returns. */
  private double pass(long number) {
    try (PointerScope scope = new PointerScope()) {
      Feed.Batch batch = feed.batch(number, trainingPass.generator());
      Tensor loss = criterion.loss(scores(batch.features(), trainingPass), batch.labels());
      loss.backward();
      return loss.item_double();
    }
  }

  /** The network's scores in 32-bit floats, computed in the session's precision. */
  private Tensor scores(Tensor features, Pass pass) {
    Tensor scores;
    try (Autocast autocast = new Autocast(execution)) {
      scores = network.forward(execution.layout().of(execution.device().of(features)), pass);
    }
    return execution.precision() == Precision.F32 ? scores : scores.to(ScalarType.Float);
  }

  @Override
  public Evaluation evaluate(Split split, long limit) {
    requireOpen();
    if (limit < 1) {
      throw new IllegalArgumentException(
          "The examples to evaluate on (" + limit + ") must be 1 or more.");
    }
    long examples = Math.min(limit, data.summary().examples(split));
    double loss = 0;
    double right = 0;
    try (PointerScope outer = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      for (long from = 0; from < examples; from += EVALUATION_BATCH) {
        try (PointerScope scope = new PointerScope()) {
          long size = Math.min(EVALUATION_BATCH, examples - from);
          Tensor features = data.features(split, from, size);
          Tensor labels = data.labels(split).narrow(0, from, size);
          Tensor scores = scores(features, evaluationPass);
          loss += criterion.loss(scores, labels).item_double() * size;
          right += criterion.right(scores, labels);
        }
      }
    }
    return new Evaluation(loss / examples, right / examples, examples);
  }

  /** All tensors the future depends on, but for the generator's state. */
  private List<Tensor> state() {
    List<Tensor> state = new ArrayList<>(rule.state());
    state.add(memory.parameters);
    state.add(memory.buffers);
    state.addAll(network.counters());
    return state;
  }

  @Override
  public Snapshot snapshot() {
    requireOpen();
    try (PointerScope scope = new PointerScope()) {
      List<Tensor> all = state();
      all.add(generator.get_state());
      return new TorchSnapshot(this, all, iteration, batches, clippedUpdates);
    }
  }

  @Override
  public void restore(Snapshot snapshot) {
    TorchSnapshot own = own(snapshot);
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      List<Tensor> state = state();
      for (int i = 0; i < state.size(); i++) {
        state.get(i).copy_(own.copies.get(i));
      }
      generator.set_state(own.copies.get(state.size()));
    }
    iteration = own.iteration();
    batches = own.batches;
    clippedUpdates = own.clippedUpdates;
  }

  @Override
  public void restoreRandomness(Snapshot snapshot) {
    TorchSnapshot own = own(snapshot);
    try (PointerScope scope = new PointerScope()) {
      generator.set_state(own.copies.get(own.copies.size() - 1));
    }
  }

  @Override
  public double stepRatio(Snapshot first, Snapshot second) {
    // Behind the optimizer's own tensors come the parameters.
    int parameters = rule.state().size();
    Tensor before = own(first).copies.get(parameters);
    Tensor between = own(second).copies.get(parameters);
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor move = between.sub(before);
      Tensor next = memory.parameters.sub(between);
      double distance = move.abs().sum().item_double();
      return distance / move.sub(next).abs().sum().item_double();
    }
  }

  private TorchSnapshot own(Snapshot snapshot) {
    requireOpen();
    if (!(snapshot instanceof TorchSnapshot own) || own.session != this || own.closed()) {
      throw new IllegalArgumentException(
          "The snapshot of iteration ("
              + snapshot.iteration()
              + ") is closed or another session's; a session restores its own open ones.");
    }
    return own;
  }

  @Override
  public void saveModel(Path file) throws IOException {
    requireOpen();
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw new NoSuchFileException(String.valueOf(directory));
    }
    Path aside =
        directory.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard();
        JitModule module = network.export(data.mean(), data.scale())) {
      if (!execution.device().isCpu()) {
        module.to(Device.CPU.library());
      }
      if (data.summary().isRegression()) {
        RescaledModule.of(module, data.targetMean(), data.targetDeviation()).save(aside.toString());
      } else {
        module.save(aside.toString());
      }
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The session is closed.");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      closing.forEach(Runnable::run);
    }
  }
}
