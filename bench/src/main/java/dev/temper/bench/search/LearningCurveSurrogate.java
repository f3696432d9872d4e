package dev.temper.bench.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.temper.space.Configuration;
import dev.temper.space.FloatParameter;
import dev.temper.space.IntParameter;
import dev.temper.space.Space;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * A network that predicts the validation error, in percent after 52 epochs, of training on one of
 * LCBench's tasks (Zimmer et al. 2021; Pfisterer et al. 2022), without noise.
 */
final class LearningCurveSurrogate implements SearchProblem {

  private static final double EPOCHS = 52;
  private static final double LEAST = 1e-12;
  private static final double EPSILON = 1e-5;
  private static final int BLOCKS = 3;
  private static final int VALIDATION_ACCURACY = 1;

  private static final Space SPACE =
      Space.of(
          IntParameter.log("batch_size", 16, 512),
          FloatParameter.log("learning_rate", 1e-4, 0.1),
          FloatParameter.linear("momentum", 0.1, 0.99),
          FloatParameter.linear("weight_decay", 1e-5, 0.1),
          IntParameter.linear("num_layers", 1, 5),
          IntParameter.log("max_units", 64, 1024),
          FloatParameter.linear("max_dropout", 0, 1));

  private final String task;
  private final int code;
  private final double best;
  private final JsonNode before;
  private final JsonNode after;

  /** Weights by the name of their tensor, matrices row by row. */
  private final Map<String, float[]> weights = new HashMap<>();

  /**
   * Reads the weights.
   *
   * @param folder of the suite
   * @param task an OpenML task id
   */
  LearningCurveSurrogate(Path folder, String task) throws IOException {
    this.task = task;
    ObjectMapper json = new ObjectMapper();
    JsonNode index = json.readTree(folder.resolve("weights_index.json").toFile());
    before = index.get("pre");
    after = index.get("post").get(VALIDATION_ACCURACY);
    code =
        json.readTree(folder.resolve("encoding.json").toFile())
            .get("OpenML_task_id")
            .get(task)
            .intValue();
    best =
        json.readTree(folder.resolve("best_known_epoch52.json").toFile())
            .get(task)
            .get("best_val_error")
            .doubleValue();
    ByteBuffer all =
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve("weights_f32le.bin")))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (JsonNode tensor : index.get("tensors")) {
      int size = 1;
      for (JsonNode length : tensor.get("shape")) {
        size *= length.intValue();
      }
      float[] values = new float[size];
      all.asFloatBuffer().position(tensor.get("offset_floats").intValue()).get(values);
      weights.put(tensor.get("name").textValue(), values);
    }
  }

  private float[] weights(String name) {
    return Objects.requireNonNull(weights.get(name), name);
  }

  @Override
  public String name() {
    return "yahpo_lcbench_" + task;
  }

  @Override
  public Space space() {
    return SPACE;
  }

  @Override
  public double value(Configuration configuration, SplittableRandom noise) {
    return 100 - accuracy(configuration);
  }

  @Override
  public double regret(Configuration configuration) {
    return 100 - accuracy(configuration) - best;
  }

  private double accuracy(Configuration configuration) {
    float[] tasks = weights("embds_fct.0.weight");
    int embedded = tasks.length / 36;
    double[] input = new double[embedded + before.size()];
    for (int i = 0; i < embedded; i++) {
      input[i] = tasks[code * embedded + i];
    }
    for (int i = 0; i < before.size(); i++) {
      double x = i == 0 ? EPOCHS : configuration.getDouble(SPACE.parameters().get(i - 1).name());
      JsonNode scale = before.get(i);
      double v = scale.get(0).textValue().equals("log") ? Math.log(x + LEAST) : x;
      input[embedded + i] = (v - scale.get(1).doubleValue()) / scale.get(2).doubleValue();
    }
    double[] hidden = linear("first_layer", input);
    for (int block = 0; block < BLOCKS; block++) {
      double[] gates =
          linear("layers." + block + ".linear0", normalized("layers." + block + ".norm", hidden));
      double[] open = Arrays.copyOf(gates, gates.length / 2);
      for (int i = 0; i < open.length; i++) {
        open[i] *= Math.max(0, gates[open.length + i]);
      }
      double[] more = linear("layers." + block + ".linear1", open);
      for (int i = 0; i < hidden.length; i++) {
        hidden[i] += more[i];
      }
    }
    double[] last =
        Arrays.stream(normalized("last_normalization", hidden)).map(x -> Math.max(0, x)).toArray();
    double share = 1 / (1 + Math.exp(-linear("head", last)[VALIDATION_ACCURACY]));
    double t = share * after.get(1).doubleValue() + after.get(2).doubleValue();
    return after.get(0).textValue().equals("exp") ? Math.exp(t) - LEAST : t;
  }

  private double[] linear(String name, double[] x) {
    float[] weight = weights(name + ".weight");
    float[] bias = weights(name + ".bias");
    double[] y = new double[bias.length];
    for (int row = 0; row < y.length; row++) {
      double sum = bias[row];
      for (int column = 0; column < x.length; column++) {
        sum += weight[row * x.length + column] * x[column];
      }
      y[row] = sum;
    }
    return y;
  }

  private double[] normalized(String name, double[] x) {
    float[] mean = weights(name + ".running_mean");
    float[] variance = weights(name + ".running_var");
    float[] weight = weights(name + ".weight");
    float[] bias = weights(name + ".bias");
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = (x[i] - mean[i]) / Math.sqrt(variance[i] + EPSILON) * weight[i] + bias[i];
    }
    return y;
  }
}
