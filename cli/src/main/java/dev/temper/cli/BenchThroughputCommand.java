package dev.temper.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.report.Text;
import dev.temper.torch.data.Dataset;
import dev.temper.torch.data.Datasets;
import dev.temper.torch.engine.Device;
import dev.temper.torch.engine.Execution;
import dev.temper.torch.engine.Layout;
import dev.temper.torch.engine.LibTorch;
import dev.temper.torch.engine.Precision;
import dev.temper.torch.engine.Throughput;
import dev.temper.torch.engine.TorchTask;
import dev.temper.torch.model.Model;
import dev.temper.torch.model.Models;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How many images a network learns from in a second, by precision, on data that mean nothing. */
@Command(
    name = "throughput",
    description =
        "Measures how fast networks train on synthetic data, in each precision with the better"
            + " layout; bench/peers/throughput.py does the same with PyTorch.")
final class BenchThroughputCommand implements Callable<Integer>, TakesExperiment {

  private static final int CLASSES = 10;
  private static final int ROUNDS = 5;
  private static final long LEAST_EXAMPLES = 2048;

  @Parameters(
      arity = "0..1",
      paramLabel = "EXPERIMENT.yaml",
      description = "A file with any of these options: 'name: value' without the dashes.")
  private @Nullable Path experiment;

  @Option(
      names = "--model",
      paramLabel = "NAME,…",
      split = ",(?=[a-z])(?![a-z_-]+=)",
      defaultValue = "resnet-20",
      description =
          "Networks, separated by commas, with settings as for train. Default: ${DEFAULT-VALUE}")
  private List<String> models = List.of();

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "128",
      description = "Examples in an update. Default: ${DEFAULT-VALUE}")
  private int batchSize;

  @Option(
      names = "--shape",
      paramLabel = "CxHxW|N",
      description =
          "Shape of an example: channels, height and width, or a number of features."
              + " Default: 3x32x32, and 64 for mlp")
  private @Nullable String shape;

  @Option(
      names = "--threads",
      paramLabel = "N",
      split = ",",
      description = "Processors, or several numbers to measure one after another. Default: all")
  private List<Integer> threads = List.of(LibTorch.processors());

  @Option(
      names = "--precision",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "f32,bf16",
      description = "Which precisions. Default: ${DEFAULT-VALUE}")
  private List<String> precisions = List.of();

  @Option(
      names = "--device",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = "cpu, cuda:0 and so on, or auto. Default: ${DEFAULT-VALUE}")
  private String device = "auto";

  @Option(
      names = "--seconds",
      paramLabel = "X",
      defaultValue = "10",
      description = "Of each measurement, at least. Default: ${DEFAULT-VALUE}")
  private double seconds;

  @Option(names = "--json", description = "One JSON document on stdout, in one line.")
  private boolean json;

  @Option(names = "--quiet", description = "No progress.")
  private boolean quiet;

  @Override
  public @Nullable Path experiment() {
    return experiment;
  }

  /** What is measured at a time: one network with so many threads. */
  private record Case(Model model, TorchTask first, List<TorchTask> tasks) {}

  @Override
  public Integer call() {
    List<Case> cases;
    Throughput throughput;
    SessionSettings settings;
    try {
      throughput = new Throughput(seconds, ROUNDS);
      settings = new SessionSettings(batchSize, Optimizer.SGD, 0);
      cases = cases();
    } catch (IllegalArgumentException e) {
      return Temper.badInput(String.valueOf(e.getMessage()));
    }
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("library", "LibTorch " + LibTorch.version());
    result.put("processor", LibTorch.processor());
    ArrayNode results = result.putArray("results");
    for (Case one : cases) {
      if (!quiet) {
        System.err.println(Text.of("%s, threads: %d …", one.model.name(), one.first.threads()));
      }
      measure(one, throughput, settings, results);
    }
    if (json) {
      System.out.println(result);
    } else {
      print(results);
    }
    return Temper.DONE;
  }

  private List<Case> cases() {
    Device where = Device.named(device);
    List<Precision> chosen = precisions.stream().map(Precision::named).toList();
    List<Case> cases = new ArrayList<>();
    for (String name : models) {
      Model model = Models.named(name);
      List<Long> sizes = shape(name);
      Dataset data = Datasets.noise(sizes, CLASSES, Math.max(LEAST_EXAMPLES, 2L * batchSize), 0);
      for (int count : threads) {
        List<TorchTask> tasks = new ArrayList<>();
        for (Precision precision : chosen) {
          for (Layout layout : Layout.values()) {
            if (sizes.size() == 3 || layout == Layout.CONTIGUOUS) {
              tasks.add(TorchTask.of(model, data, new Execution(where, count, precision, layout)));
            }
          }
        }
        cases.add(new Case(model, tasks.get(0), tasks));
      }
    }
    return cases;
  }

  private List<Long> shape(String model) {
    String text = shape != null ? shape : model.split(":", 2)[0].equals("mlp") ? "64" : "3x32x32";
    if (!text.matches("[1-9][0-9]{0,5}(x[1-9][0-9]{0,3}x[1-9][0-9]{0,3})?")) {
      throw new IllegalArgumentException(
          "The shape ("
              + text
              + ") must be channels, height and width as in 3x32x32, or a number.");
    }
    return List.of(text.split("x")).stream().map(Long::valueOf).toList();
  }

  /** One row for each precision: that of the faster layout. */
  private static void measure(
      Case one, Throughput throughput, SessionSettings settings, ArrayNode results) {
    List<Double> rates = throughput.updatesPerSecond(one.tasks, settings);
    for (Precision precision : Precision.values()) {
      int best = -1;
      for (int i = 0; i < rates.size(); i++) {
        boolean own = one.tasks.get(i).precision() == precision;
        if (own && (best < 0 || rates.get(i) > rates.get(best))) {
          best = i;
        }
      }
      if (best >= 0) {
        ObjectNode row = results.addObject();
        row.put("model", one.model.name());
        row.put("precision", precision.label());
        row.put("layout", one.tasks.get(best).execution().layout().label());
        row.put("threads", one.first.threads());
        row.put("images_per_second", rates.get(best) * settings.batchSize());
        row.put("updates_per_second", rates.get(best));
        row.put("batch_size", settings.batchSize());
        row.put("device", one.first.execution().device().label());
        row.put("parameters", one.first.parameters());
      }
    }
  }

  private static void print(ArrayNode results) {
    System.out.println(
        Text.of(
            "%-22s %9s %-13s %7s %10s %10s",
            "model", "precision", "layout", "threads", "images/s", "updates/s"));
    results.forEach(
        row ->
            System.out.println(
                Text.of(
                    "%-22s %9s %-13s %7d %10.0f %10.2f",
                    row.get("model").asText(),
                    row.get("precision").asText(),
                    row.get("layout").asText(),
                    row.get("threads").intValue(),
                    row.get("images_per_second").doubleValue(),
                    row.get("updates_per_second").doubleValue())));
  }
}
