package dev.temper.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.recipe.Tuning;
import dev.temper.report.Experiment;
import dev.temper.report.RunFolder;
import dev.temper.report.Text;
import dev.temper.torch.data.DataSettings;
import dev.temper.torch.data.Dataset;
import dev.temper.torch.data.UnreadableImagesException;
import dev.temper.torch.engine.FastestExecution;
import dev.temper.torch.engine.LibTorch;
import dev.temper.torch.engine.Precision;
import dev.temper.torch.engine.TorchTask;
import dev.temper.torch.model.Model;
import dev.temper.torch.model.Models;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.UpdateSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * What the commands that train have in common: their options, and the order of things. First
 * everything is checked, then the folder is made, then the work is done and written.
 */
abstract class ExperimentCommand implements Callable<Integer>, TakesExperiment {

  /** Enough iterations to check a schedule with, before the length of the run is known. */
  static final long PROVISIONAL_ITERATIONS = 1000;

  private static final List<Double> DEFAULT_WEIGHT_DECAYS = List.of(1e-3);

  @Parameters(
      arity = "0..1",
      paramLabel = "EXPERIMENT.yaml",
      description = "A file with any of these options: 'name: value' without the dashes.")
  private @Nullable Path experiment;

  @Mixin private DataOptions data = new DataOptions();

  @Mixin private ModelOption model = new ModelOption();

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      defaultValue = "sgd",
      description =
          "sgd, nesterov, adagrad, rmsprop, adadelta, adam, adamw, nadam, lars or lamb."
              + " Default: ${DEFAULT-VALUE}")
  private Optimizer optimizer = Optimizer.SGD;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description =
          "Examples per pass; range-test compares several, as in 32,64. Default: by the number of"
              + " examples; tune compares")
  private @Nullable WholeNumbers batchSize;

  @Option(
      names = "--accumulate",
      paramLabel = "K",
      defaultValue = "1",
      description = "Batches whose mean gradient makes one update. Default: ${DEFAULT-VALUE}")
  private int accumulation;

  @Option(
      names = "--clip-norm",
      paramLabel = "X",
      defaultValue = "Infinity",
      description =
          "Scale the gradient of all parameters down to this norm where it is longer."
              + " Default: no clipping")
  private double clipNorm;

  @Option(
      names = "--weight-decay",
      paramLabel = "X",
      description =
          "Constant; range-test compares several, as in 1e-2,1e-3. Default: 1e-3; tune finds it")
  private @Nullable Decimals weightDecay;

  @Option(
      names = "--decay-weights-only",
      description = "Spare biases and normalization from weight decay.")
  private boolean decayWeightsOnly;

  @Option(
      names = "--rate-ratios",
      paramLabel = "X,Y",
      hideParamSyntax = true,
      split = ",",
      description =
          "What the learning rate is multiplied by in as many consecutive groups of layers, from the"
              + " input on, as in 0.1,0.3,1. Default: 1 everywhere")
  private List<Double> rateRatios = List.of();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Fixes splits, weights, order of the data and dropout. Default: ${DEFAULT-VALUE}")
  private long seed;

  @Mixin private ExecutionOptions execution = new ExecutionOptions();

  @Mixin private OutputOptions output = new OutputOptions();

  /**
   * What was checked and loaded before the work.
   *
   * @param task model and data
   * @param settings batch size, optimizer, seed and what surrounds an update
   * @param weightDecays constant; one, but for commands that compare several
   * @param batchSizes likewise; the first is that of the settings
   * @param data how the data was split
   * @param ownModel the options that give the user's own model, by long names without dashes; none
   *     for a model offered by name
   */
  record Prepared(
      TorchTask task,
      SessionSettings settings,
      List<Double> weightDecays,
      List<Integer> batchSizes,
      DataSettings data,
      Map<String, String> ownModel) {

    /** The only weight decay or the first. */
    double weightDecay() {
      return weightDecays.get(0);
    }

    /** The facts on the engine that decide the figures. */
    Map<String, String> engine() {
      return Map.of(
          "library",
          "LibTorch " + LibTorch.version(),
          "device",
          task.execution().device().label(),
          "precision",
          task.precision().label(),
          "layout",
          task.execution().layout().label(),
          "threads",
          Integer.toString(task.threads()));
    }

    /** The head of a report. */
    Experiment experiment() {
      return new Experiment(task.data(), task.model(), settings, engine());
    }

    /** The options beyond its prescription that the same run needs, without dashes. */
    Map<String, String> reproduction() {
      Map<String, String> options = new HashMap<>(ownModel);
      options.putAll(ExecutionOptions.of(task));
      options.putAll(DataOptions.of(data));
      return options;
    }
  }

  /** The weight decays asked for; 1 or more. */
  final List<Double> weightDecays() {
    return weightDecay == null ? DEFAULT_WEIGHT_DECAYS : weightDecay.values();
  }

  /** Whether a weight decay was asked for. */
  final boolean givesWeightDecay() {
    return weightDecay != null;
  }

  /** The batch sizes asked for; none where the data decide. */
  final List<Integer> batchSizes() {
    return batchSize == null ? List.of() : batchSize.values();
  }

  /** The data asked for, as it was written. */
  final String data() {
    return data.name();
  }

  /** The optimizer asked for. */
  final Optimizer optimizer() {
    return optimizer;
  }

  /** The experiment file, or null. */
  @Override
  public @Nullable Path experiment() {
    return experiment;
  }

  @Override
  public Integer call() throws IOException {
    Prepared prepared;
    RunFolder folder;
    try {
      prepared = prepare();
      folder = output.open(name() + "-" + shortName());
      begin(prepared, folder);
    } catch (IllegalArgumentException e) {
      return Temper.badInput(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return Temper.badInput("Reading failed: " + e + ".");
    }
    prepared.task().notes().forEach(note -> System.err.println("temper: " + note));
    try (Progress progress = output.progress()) {
      ObjectNode result = run(prepared, folder, progress);
      progress.close();
      output.print(result, folder, this::summary);
      return Temper.DONE;
    } catch (RunFailedException | UnreadableImagesException e) {
      System.err.println("temper: " + e.getMessage());
      folder.deleteIfEmpty();
      return Temper.FAILED;
    }
  }

  /** Where the results go, and how they are told. */
  final OutputOptions output() {
    return output;
  }

  private Prepared prepare() throws IOException {
    output.check();
    for (double value : weightDecays()) {
      if (!(value >= 0) || value == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "The weight decay (" + value + ") must be finite and 0 or more.");
      }
    }
    if (!comparesValues()) {
      OneValue.require("weight decay", weightDecays(), "in '" + name() + "'");
      OneValue.require("batch size", batchSizes(), "in '" + name() + "'");
    }
    UpdateSettings updates =
        new UpdateSettings(accumulation, clipNorm, decayWeightsOnly, rateRatios);
    Model named = model.open();
    FastestExecution choice = execution.choice(threadsPerSession(), this::checkPrecision);
    LibTorch.useThreads(processors());
    checkOptions();
    DataSettings settings = data.settings(seed);
    Dataset dataset = openData(settings);
    Model network = named == null ? Models.defaultFor(dataset.shape()) : named;
    TorchTask task = TorchTask.of(network, dataset, choice.usual());
    long examples = dataset.summary().trainingExamples();
    List<Integer> sizes =
        batchSizes().isEmpty() ? List.of(Tuning.defaultBatchSize(examples)) : batchSizes();
    for (int size : sizes) {
      task.check(new SessionSettings(size, optimizer, seed, updates));
    }
    Prepared prepared =
        new Prepared(
            choice.of(task, sizes.get(0)),
            new SessionSettings(sizes.get(0), optimizer, seed, updates),
            weightDecays(),
            sizes,
            settings,
            model.elsewhere());
    check(prepared);
    return prepared;
  }

  private Dataset openData(DataSettings settings) throws IOException {
    try (OpeningProgress progress = new OpeningProgress(output.progress())) {
      return data.open(settings, progress);
    }
  }

  /**
   * Checks a momentum that was asked for.
   *
   * @throws IllegalArgumentException if it is above 0 and the optimizer has none
   */
  final void checkMomentum(double momentum) {
    if (momentum > 0 && !optimizer.hasMomentum()) {
      throw new IllegalArgumentException(
          "The momentum ("
              + momentum
              + ") has no place in --optimizer "
              + optimizer.label()
              + ", which has none.");
    }
  }

  /** Whether weight decay and batch size may be lists, whose values the command compares. */
  boolean comparesValues() {
    return false;
  }

  /**
   * Checks a precision that was asked for, and names the one that the command needs.
   *
   * @param asked null for what is fastest
   * @return null for what is fastest
   * @throws IllegalArgumentException if the command cannot use it
   */
  @Nullable Precision checkPrecision(@Nullable Precision asked) {
    return asked;
  }

  /** Processors the command may use. */
  final int processors() {
    return execution.threads();
  }

  /** Processors each session may use: all, for a command that runs one at a time. */
  int threadsPerSession() {
    return processors();
  }

  /** The data set's name as part of a folder's name. */
  final String shortName() {
    Path last = Path.of(data.name()).getFileName();
    String name = last == null ? "data" : last.toString();
    return name.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("\\.(csv|tsv|txt)$", "");
  }

  /** The command's name, also the first part of its folders' names. */
  abstract String name();

  /**
   * Checks the command's own options, before any data is read.
   *
   * @throws IllegalArgumentException with one line that names the value and what is accepted
   */
  abstract void checkOptions();

  /**
   * Checks what depends on the model and the data, before the folder is made.
   *
   * @throws IllegalArgumentException with one line that names the value and what is accepted
   */
  void check(Prepared prepared) {}

  /**
   * Takes what stands in the folder, or makes room in it, before the work.
   *
   * @throws IllegalArgumentException if the command cannot use the folder; one line
   */
  void begin(Prepared prepared, RunFolder folder) throws IOException {}

  /**
   * Does the work and writes the folder.
   *
   * @return the result document
   * @throws RunFailedException if the run failed; one line
   */
  abstract ObjectNode run(Prepared prepared, RunFolder folder, Progress progress)
      throws IOException, RunFailedException;

  /** How good the network is on the test split, one sentence. */
  static String testSummary(ObjectNode result) {
    String loss = Text.number(result.at("/final/test_loss").doubleValue());
    return result.at("/final").has("test_rmse")
        ? Text.of(
            "Test loss %s, RMSE %s in the label's unit.",
            loss, Text.number(result.at("/final/test_rmse").doubleValue()))
        : Text.of(
            "Test accuracy %s, test loss %s.",
            Text.percent(result.at("/final/test_accuracy").doubleValue()), loss);
  }

  /** What a person wants to read at the end, one or a few lines. */
  abstract String summary(ObjectNode result);
}
