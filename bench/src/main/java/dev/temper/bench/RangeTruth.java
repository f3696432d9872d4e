package dev.temper.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.rangetest.RangeCurve;
import dev.temper.rangetest.RangeTest;
import dev.temper.schedule.HyperParameters;
import dev.temper.schedule.Interpolation;
import dev.temper.schedule.OneCycle;
import dev.temper.torch.data.DataSettings;
import dev.temper.torch.data.Dataset;
import dev.temper.torch.data.Datasets;
import dev.temper.torch.engine.LibTorch;
import dev.temper.torch.engine.Precision;
import dev.temper.torch.engine.TorchTask;
import dev.temper.torch.model.LayeredNetwork;
import dev.temper.torch.model.Model;
import dev.temper.torch.model.Models;
import dev.temper.training.History;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.TrainingListener;
import dev.temper.training.TrainingRun;
import dev.temper.training.TrainingSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Range tests with the truth beside them: what a reading rule is judged by.
 *
 * <p>For one data set, network and optimizer it records range tests of several lengths and seeds,
 * then trains 1cycle runs (PyTorch's form, linear, starting at a tenth) over a grid of maximum
 * rates, every half decade once and, around the best, every quarter decade three times. Prints one
 * JSON line with the members of the files in {@code golden/ranges-*.json}.
 */
public final class RangeTruth {

  private static final int[] TEST_ITERATIONS = {120, 300};
  private static final int SEEDS = 3;
  private static final int FIRST_STEP = -18;
  private static final int LAST_STEP = 4;
  private static final int AROUND = 3;

  private RangeTruth() {}

  /**
   * Measures one case.
   *
   * @param args data, network, optimizer, batch size, iterations of the 1cycle runs
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 5) {
      System.err.println("usage: RangeTruth DATA NETWORK OPTIMIZER BATCH_SIZE ITERATIONS");
      System.exit(2);
    }
    LibTorch.useThreads(1);
    Dataset data = Datasets.open(args[0], new DataSettings(0, 0.2, 0.01, ""));
    TorchTask task = TorchTask.of(network(args[1]), data, 1, Precision.F32);
    Optimizer optimizer = Optimizer.named(args[2]);
    int batchSize = Integer.parseInt(args[3]);
    int iterations = Integer.parseInt(args[4]);

    ObjectMapper json = new ObjectMapper();
    ObjectNode result = json.createObjectNode();
    result.put("data", String.valueOf(Path.of(args[0]).getFileName()));
    result.put("net", args[1]).put("optimizer", args[2]);
    result.put("batch_size", batchSize).put("iterations", iterations);
    result.put("training_examples", task.data().trainingExamples());
    ArrayNode tests = result.putArray("range_tests");
    for (int length : TEST_ITERATIONS) {
      for (int seed = 0; seed < SEEDS; seed++) {
        SessionSettings settings = new SessionSettings(batchSize, optimizer, seed);
        try (TrainingSession session = task.open(settings)) {
          RangeTest test =
              RangeTest.exponential(1e-6, 10, length).withEvaluation(length / 24, 2000);
          RangeCurve curve = test.run(session, values(optimizer), TrainingListener.NONE);
          ObjectNode one = tests.addObject().put("seed", seed).put("planned", length);
          array(one.putArray("learning_rate"), curve.learningRate());
          array(one.putArray("train_loss"), curve.trainLoss());
          array(one.putArray("val_loss"), curve.validationLoss());
          array(one.putArray("val_accuracy"), curve.validationAccuracy());
        }
      }
    }

    TreeMap<Integer, List<Double>> truth = new TreeMap<>();
    for (int step = FIRST_STEP; step <= LAST_STEP; step += 2) {
      truth.put(step, new ArrayList<>());
      train(task, optimizer, batchSize, iterations, step, 0, truth.get(step));
    }
    for (int pass = 0; pass < 2; pass++) {
      int best =
          truth.entrySet().stream()
              .filter(e -> !e.getValue().contains(null))
              .min((a, b) -> Double.compare(mean(a.getValue()), mean(b.getValue())))
              .orElseThrow()
              .getKey();
      for (int step = best - AROUND; step <= best + AROUND; step++) {
        List<Double> runs = truth.computeIfAbsent(step, s -> new ArrayList<>());
        while (runs.size() < SEEDS) {
          train(task, optimizer, batchSize, iterations, step, runs.size(), runs);
        }
      }
    }
    ArrayNode list = result.putArray("truth");
    truth.forEach(
        (step, losses) -> {
          ObjectNode one = list.addObject().put("max_learning_rate", Math.pow(10, step / 4.0));
          ArrayNode values = one.putArray("val_loss");
          losses.forEach(values::add);
        });
    System.out.println(result);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(v -> v).average().orElseThrow();
  }

  private static HyperParameters values(Optimizer optimizer) {
    return new HyperParameters(0, 0.9, optimizer == Optimizer.ADAMW ? 1e-2 : 1e-4);
  }

  private static void train(
      TorchTask task,
      Optimizer optimizer,
      int batchSize,
      int iterations,
      int step,
      int run,
      List<Double> losses) {
    double max = Math.pow(10, step / 4.0);
    OneCycle schedule =
        OneCycle.pytorch(iterations, max)
            .withPhases(0.3, Interpolation.LINEAR, false)
            .withMinLearningRate(max / 10)
            .withWeightDecay(values(optimizer).weightDecay());
    SessionSettings settings = new SessionSettings(batchSize, optimizer, 100 + run);
    try (TrainingSession session = task.open(settings)) {
      History history =
          new TrainingRun(schedule, iterations, iterations).run(session, TrainingListener.NONE);
      if (history.diverged()) {
        losses.add(null);
      } else {
        losses.add(history.evaluations().get(0).evaluation().loss());
      }
    }
  }

  private static void array(ArrayNode array, double[] values) {
    for (double value : values) {
      if (Double.isFinite(value)) {
        array.add((double) (float) value);
      } else {
        array.addNull();
      }
    }
  }

  private static Model network(String name) {
    return switch (name) {
      case "mlp-wide" -> Models.mlp(List.of(512L), 0);
      case "mlp-dropout" -> Models.mlp(List.of(256L, 256L), 0.3);
      case "mlp-relu-deep" -> Models.mlp(List.of(64L, 64L, 64L, 64L), 0);
      case "linear" -> Models.mlp(List.of(), 0);
      case "mlp-deep" ->
          Model.of(
              name,
              (shape, classes, generator) -> {
                LayeredNetwork.Builder builder = LayeredNetwork.builder(shape, generator);
                for (int layer = 0; layer < 5; layer++) {
                  builder.linear(64).tanh();
                }
                return builder.linear(classes).build();
              });
      case "mlp-bn" ->
          Model.of(
              name,
              (shape, classes, generator) ->
                  LayeredNetwork.builder(shape, generator)
                      .linear(128)
                      .batchNorm()
                      .relu()
                      .linear(128)
                      .batchNorm()
                      .relu()
                      .linear(classes)
                      .build());
      case "cnn-small" -> convolutional(name, false);
      case "cnn-small-bn" -> convolutional(name, true);
      default -> Models.named(name);
    };
  }

  private static Model convolutional(String name, boolean batchNorm) {
    return Model.of(
        name,
        (shape, classes, generator) -> {
          LayeredNetwork.Builder builder = LayeredNetwork.builder(shape, generator);
          for (long channels : new long[] {12, 24}) {
            builder.convolution(channels, 3, 1, !batchNorm);
            if (batchNorm) {
              builder.batchNorm();
            }
            builder.relu().maxPool();
          }
          return builder.linear(classes).build();
        });
  }
}
