package dev.temper.torch.engine;

import com.sun.management.OperatingSystemMXBean;
import dev.temper.torch.data.Dataset;
import dev.temper.torch.model.Model;
import dev.temper.torch.model.Network;
import dev.temper.torch.model.Pass;
import dev.temper.training.DataSummary;
import dev.temper.training.ModelSetting;
import dev.temper.training.SessionSettings;
import dev.temper.training.Split;
import dev.temper.training.TrainingSession;
import dev.temper.training.TrainingTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A model and its data on LibTorch.
 *
 * <p>A session should be opened in the thread that trains it: the number of threads is set there.
 */
public final class TorchTask implements TrainingTask {

  /** Where Linux tells what a process has used, and the line of its highest resident set. */
  private static final Path ACCOUNT = Path.of("/proc/self/status");

  private static final String PEAK = "VmHWM:";

  private final Model model;
  private final Dataset data;
  private final Execution execution;
  private final long parameters;
  private final int layers;

  /** Of the parameters that are not trained, which stand in front as a rule, and of the others. */
  private final List<List<Long>> shapes;

  private final boolean withoutOneDnn;

  private TorchTask(TorchTask checked, Execution execution) {
    this.model = checked.model;
    this.data = checked.data;
    this.execution = execution;
    this.parameters = checked.parameters;
    this.layers = checked.layers;
    this.shapes = checked.shapes;
    this.withoutOneDnn = checked.withoutOneDnn || leavesOutOneDnn();
  }

  private TorchTask(Model model, Dataset data, Execution execution) {
    this.model = model;
    this.data = execution.device().isCpu() ? data : data.on(execution.device().library());
    this.execution = execution;
    LibTorch.useThreads(execution.threads());
    try (PointerScope scope = new PointerScope()) {
      Generator generator = torch.createCPUGenerator(0);
      Network network =
          model.create(data.summary().shape(), data.outputs(), new GeneratorOptional(generator));
      try (FlatMemory memory = FlatMemory.of(network, execution)) {
        checkScores(network, new GeneratorOptional(generator));
        parameters = network.parameters().stream().mapToLong(tensor -> tensor.numel()).sum();
        layers = network.layers().size();
        shapes =
            Stream.of(network.constants(), network.parameters())
                .flatMap(List::stream)
                .map(TorchTask::shape)
                .toList();
      }
    }
    withoutOneDnn = leavesOutOneDnn();
  }

  private static List<Long> shape(Tensor tensor) {
    return Arrays.stream(tensor.shape()).boxed().toList();
  }

  /** Whether the network's convolutions are right on this machine, computed in a way. */
  boolean computesRightBy(Execution other) {
    return Convolutions.areRight(shapes, other);
  }

  /** Leaves out oneDNN where it computes the network wrong; returns whether it does. */
  private boolean leavesOutOneDnn() {
    boolean wrong = !computesRightBy(execution);
    if (wrong) {
      Convolutions.leaveOutOneDnn();
    }
    return wrong;
  }

  /**
   * One evaluation pass over two examples, or the only one: a network that does not fit fails here,
   * in one line.
   */
  private void checkScores(Network network, GeneratorOptional generator) {
    long count = Math.min(2, data.summary().trainingExamples());
    Tensor examples = execution.device().of(data.features(Split.TRAINING, 0, count));
    String about = "The network '" + model.name() + "'";
    long[] given;
    try (NoGradGuard noGrad = new NoGradGuard()) {
      given = network.forward(examples, new Pass(false, generator)).shape();
    } catch (RuntimeException e) {
      String cause = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new IllegalArgumentException(
          about + " cannot take examples of shape " + data.summary().shape() + ": " + cause, e);
    }
    long outputs = data.outputs();
    if (given.length != 2 || given[0] != count || given[1] != outputs) {
      throw new IllegalArgumentException(
          about
              + " gives scores of shape "
              + Arrays.toString(given)
              + " for "
              + count
              + " examples; ["
              + count
              + ", "
              + outputs
              + "] is needed, "
              + (data.summary().isRegression() ? "one number" : "a score for each class")
              + " for each example.");
    }
  }

  /** A task that is computed as is {@linkplain Execution#usual usual} on this machine. */
  public static TorchTask of(Model model, Dataset data) {
    return of(model, data, Execution.usual());
  }

  /** A task on the processor, with as many threads for each session, in the given precision. */
  public static TorchTask of(Model model, Dataset data, int threads, Precision precision) {
    return of(model, data, new Execution(threads, precision));
  }

  /**
   * A task.
   *
   * @param model what to train
   * @param data what to train it on
   * @param execution where and how it is computed
   * @throws IllegalArgumentException if the model cannot take such examples, or gives other scores
   *     for them than the data need
   */
  public static TorchTask of(Model model, Dataset data, Execution execution) {
    return new TorchTask(model, data, execution);
  }

  /**
   * The same, computed in another way on the same device.
   *
   * @throws IllegalArgumentException if the device is another, where its data are not
   */
  public TorchTask with(Execution other) {
    if (!other.device().equals(execution.device())) {
      throw new IllegalArgumentException(
          "The device ("
              + other.device().label()
              + ") must be that of the task ("
              + execution.device().label()
              + ").");
    }
    return new TorchTask(this, other);
  }

  /** Where and how it is computed. */
  public Execution execution() {
    return execution;
  }

  /** What should be known before training, each one line; see {@link Model#notes}. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>(model.notes());
    if (withoutOneDnn) {
      notes.add(
          "oneDNN computes convolutions of this network wrong on this processor; they are computed"
              + " without it, which is slower.");
    }
    return notes;
  }

  /** The arithmetic of the passes. */
  public Precision precision() {
    return execution.precision();
  }

  /** Processors each session may use. */
  public int threads() {
    return execution.threads();
  }

  @Override
  public String model() {
    return model.name();
  }

  @Override
  public String modelIdentity() {
    return model.identity();
  }

  @Override
  public List<ModelSetting> modelSettings() {
    return model.settings();
  }

  @Override
  public TorchTask with(String setting, double value) {
    return new TorchTask(model.with(setting, value), data, execution);
  }

  @Override
  public DataSummary data() {
    return data.summary();
  }

  @Override
  public long parameters() {
    return parameters;
  }

  @Override
  public void check(SessionSettings settings) {
    TrainingTask.super.check(settings);
    int ratios = settings.updates().rateRatios().size();
    if (ratios > layers) {
      throw new IllegalArgumentException(
          "The rate ratios ("
              + ratios
              + ") must be at most the layers with parameters ("
              + layers
              + ") of the network '"
              + model.name()
              + "'.");
    }
  }

  @Override
  public TrainingSession open(SessionSettings settings) {
    check(settings);
    LibTorch.useThreads(execution.threads());
    return new TorchSession(model, data, execution, settings);
  }

  /** {@inheritDoc} On systems that keep no account of it, what the process holds now. */
  @Override
  public long peakMemory() {
    try (Stream<String> lines = Files.lines(ACCOUNT)) {
      return lines
          .filter(line -> line.startsWith(PEAK))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .findFirst()
          .map(kibibytes -> Long.parseLong(kibibytes) << 10)
          .orElseGet(Pointer::physicalBytes);
    } catch (IOException | UncheckedIOException e) {
      return Pointer.physicalBytes();
    }
  }

  /** {@inheritDoc} That of the machine, or of the container where one limits it. */
  @Override
  public long memoryLimit() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : -1;
  }
}
