package dev.temper.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.rangetest.Ramp;
import dev.temper.rangetest.RangeCurve;
import dev.temper.rangetest.RangeTest;
import dev.temper.recipe.Experiment;
import dev.temper.recipe.Preflight;
import dev.temper.recipe.Prescription;
import dev.temper.recipe.RangeTrial;
import dev.temper.recipe.SnapshotRestarts;
import dev.temper.recipe.Trial;
import dev.temper.training.Evaluation;
import dev.temper.training.History;
import dev.temper.training.Optimizer;
import dev.temper.training.UpdateSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An experiment of a procedure as JSON that reads back as exactly the same experiment: numbers that
 * are not finite stand as text.
 */
final class ExperimentJson {

  private ExperimentJson() {}

  static ObjectNode write(Experiment experiment) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    if (experiment instanceof Trial trial) {
      node.put("experiment", "trial").put("kind", trial.kind().name());
      node.set("prescription", prescription(trial.prescription()));
      node.put("seed", trial.seed());
      node.set("history", history(trial.history()));
      if (trial.test() != null) {
        node.set("test", evaluation(trial.test()));
      }
    } else if (experiment instanceof RangeTrial trial) {
      node.put("experiment", "range test");
      node.set("prescription", prescription(trial.prescription()));
      node.put("seed", trial.seed());
      node.set("curve", curve(trial.curve()));
    } else if (experiment instanceof SnapshotRestarts restarts) {
      node.put("experiment", "restarts");
      node.set("prescription", prescription(restarts.prescription()));
      node.put("seed", restarts.seed());
      node.set("trunk", history(restarts.trunk()));
      ArrayNode branches = node.putArray("branches");
      for (SnapshotRestarts.Branch branch : restarts.branches()) {
        ObjectNode one = branches.addObject();
        put(one, "weight_decay", branch.weightDecay());
        one.set("history", history(branch.history()));
      }
    } else if (experiment instanceof Preflight preflight) {
      preflight(node, preflight);
    }
    put(node, "seconds", experiment.seconds());
    return node;
  }

  /**
   * The experiment that was written.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Experiment read(JsonNode node) {
    double seconds = number(node, "seconds");
    return switch (text(node, "experiment")) {
      case "trial" ->
          new Trial(
              Trial.Kind.valueOf(text(node, "kind")),
              prescription(member(node, "prescription")),
              member(node, "seed").longValue(),
              history(member(node, "history")),
              node.has("test") ? evaluation(member(node, "test")) : null,
              seconds);
      case "range test" -> {
        Prescription prescription = prescription(member(node, "prescription"));
        yield new RangeTrial(
            prescription,
            member(node, "seed").longValue(),
            curve(member(node, "curve")).trainedWith(prescription.optimizer()),
            seconds);
      }
      case "restarts" -> {
        List<SnapshotRestarts.Branch> branches = new ArrayList<>();
        for (JsonNode branch : member(node, "branches")) {
          branches.add(
              new SnapshotRestarts.Branch(
                  number(branch, "weight_decay"), history(member(branch, "history"))));
        }
        yield new SnapshotRestarts(
            prescription(member(node, "prescription")),
            member(node, "seed").longValue(),
            history(member(node, "trunk")),
            branches,
            seconds);
      }
      case "preflight" -> preflight(node, seconds);
      default ->
          throw new IllegalArgumentException(
              "There is no experiment '" + text(node, "experiment") + "'.");
    };
  }

  private static ObjectNode prescription(Prescription p) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("optimizer", p.optimizer().label()).put("batch_size", p.batchSize());
    put(node, "learning_rate_max", p.learningRateMax());
    put(node, "learning_rate_min", p.learningRateMin());
    put(node, "momentum_max", p.momentumMax());
    put(node, "momentum_min", p.momentumMin());
    put(node, "weight_decay", p.weightDecay());
    node.put("iterations", p.iterations());
    UpdateSettings updates = p.updates();
    ObjectNode update = node.putObject("update");
    update.put("accumulation", updates.accumulation());
    put(update, "clip_norm", updates.clipNorm());
    update.put("decay_weights_only", updates.decayWeightsOnly());
    update.set(
        "rate_ratios",
        numbers(updates.rateRatios().stream().mapToDouble(Double::doubleValue).toArray()));
    ObjectNode model = node.putObject("model");
    p.model().forEach((name, value) -> put(model, name, value));
    return node;
  }

  private static Prescription prescription(JsonNode node) {
    JsonNode update = member(node, "update");
    List<Double> ratios = new ArrayList<>();
    for (double ratio : numbers(update, "rate_ratios")) {
      ratios.add(ratio);
    }
    TreeMap<String, Double> model = new TreeMap<>();
    member(node, "model").fieldNames().forEachRemaining(name -> model.put(name, 0.0));
    model.replaceAll((name, value) -> number(member(node, "model"), name));
    return new Prescription(
        Optimizer.named(text(node, "optimizer")),
        member(node, "batch_size").intValue(),
        number(node, "learning_rate_max"),
        number(node, "learning_rate_min"),
        number(node, "momentum_max"),
        number(node, "momentum_min"),
        number(node, "weight_decay"),
        member(node, "iterations").longValue(),
        new UpdateSettings(
            member(update, "accumulation").intValue(),
            number(update, "clip_norm"),
            member(update, "decay_weights_only").booleanValue(),
            ratios),
        model);
  }

  private static ObjectNode history(History history) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.set("learning_rate", numbers(history.learningRate()));
    node.set("momentum", numbers(history.momentum()));
    node.set("weight_decay", numbers(history.weightDecay()));
    node.set("train_loss", numbers(history.trainLoss()));
    ArrayNode evaluations = node.putArray("evaluations");
    for (History.Evaluated evaluated : history.evaluations()) {
      evaluations.add(evaluation(evaluated.evaluation()).put("iteration", evaluated.iteration()));
    }
    node.put("clipped_updates", history.clippedUpdates());
    node.put("diverged", history.diverged());
    return node;
  }

  private static History history(JsonNode node) {
    List<History.Evaluated> evaluations = new ArrayList<>();
    for (JsonNode one : member(node, "evaluations")) {
      evaluations.add(new History.Evaluated(member(one, "iteration").longValue(), evaluation(one)));
    }
    return History.recorded(
        numbers(node, "learning_rate"),
        numbers(node, "momentum"),
        numbers(node, "weight_decay"),
        numbers(node, "train_loss"),
        evaluations,
        member(node, "clipped_updates").longValue(),
        member(node, "diverged").booleanValue());
  }

  private static ObjectNode evaluation(Evaluation evaluation) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    put(node, "loss", evaluation.loss());
    put(node, "accuracy", evaluation.accuracy());
    return node.put("examples", evaluation.examples());
  }

  private static Evaluation evaluation(JsonNode node) {
    return new Evaluation(
        number(node, "loss"), number(node, "accuracy"), member(node, "examples").longValue());
  }

  private static ObjectNode curve(RangeCurve curve) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    RangeTest test = curve.test();
    node.put("ramp", test.ramp().name());
    put(node, "start", test.start());
    put(node, "end", test.end());
    node.put("iterations", test.iterations());
    put(node, "smoothing", test.smoothing());
    put(node, "stop_factor", test.stopFactor());
    node.put("evaluate_every", test.evaluateEvery()).put("evaluate_on", test.evaluateOn());
    node.set("learning_rate", numbers(curve.learningRate()));
    node.set("train_loss", numbers(curve.trainLoss()));
    node.set("val_loss", numbers(curve.validationLoss()));
    node.set("val_accuracy", numbers(curve.validationAccuracy()));
    return node.put("ended", curve.end().name());
  }

  private static RangeCurve curve(JsonNode node) {
    RangeTest test =
        new RangeTest(
            Ramp.valueOf(text(node, "ramp")),
            number(node, "start"),
            number(node, "end"),
            member(node, "iterations").intValue(),
            number(node, "smoothing"),
            number(node, "stop_factor"),
            member(node, "evaluate_every").intValue(),
            member(node, "evaluate_on").longValue());
    return RangeCurve.recorded(
        test,
        numbers(node, "learning_rate"),
        numbers(node, "train_loss"),
        numbers(node, "val_loss"),
        numbers(node, "val_accuracy"),
        RangeCurve.End.valueOf(text(node, "ended")));
  }

  private static void preflight(ObjectNode node, Preflight preflight) {
    node.put("experiment", "preflight");
    node.put("batch_size", preflight.batchSize()).put("seed", preflight.seed());
    node.set("untrained", evaluation(preflight.untrained()));
    put(node, "expected_loss", preflight.expectedLoss());
    put(node, "first_batch_loss", preflight.firstBatchLoss());
    put(node, "overfitted_loss", preflight.overfittedLoss());
    node.put("overfit_iterations", preflight.overfitIterations());
    ArrayNode timings = node.putArray("timings");
    for (Preflight.Timing timing : preflight.timings()) {
      ObjectNode one = timings.addObject().put("batch_size", timing.batchSize());
      put(one, "seconds_per_iteration", timing.secondsPerIteration());
      one.put("memory_bytes", timing.memoryBytes());
    }
    node.put("iterations", preflight.iterations()).put("examples", preflight.examples());
  }

  private static Preflight preflight(JsonNode node, double seconds) {
    List<Preflight.Timing> timings = new ArrayList<>();
    for (JsonNode one : member(node, "timings")) {
      timings.add(
          new Preflight.Timing(
              member(one, "batch_size").intValue(),
              number(one, "seconds_per_iteration"),
              member(one, "memory_bytes").longValue()));
    }
    return new Preflight(
        member(node, "batch_size").intValue(),
        member(node, "seed").longValue(),
        evaluation(member(node, "untrained")),
        number(node, "expected_loss"),
        number(node, "first_batch_loss"),
        number(node, "overfitted_loss"),
        member(node, "overfit_iterations").intValue(),
        timings,
        member(node, "iterations").longValue(),
        member(node, "examples").longValue(),
        seconds);
  }

  private static void put(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.put(name, Double.toString(value));
    }
  }

  private static ArrayNode numbers(double[] values) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    for (double value : values) {
      if (Double.isFinite(value)) {
        array.add(value);
      } else {
        array.add(Double.toString(value));
      }
    }
    return array;
  }

  private static double[] numbers(JsonNode node, String name) {
    JsonNode array = member(node, name);
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = number(array.get(i));
    }
    return values;
  }

  private static double number(JsonNode node, String name) {
    return number(member(node, name));
  }

  private static double number(JsonNode value) {
    return value.isTextual() ? Double.parseDouble(value.textValue()) : value.doubleValue();
  }

  private static String text(JsonNode node, String name) {
    return member(node, name).asText();
  }

  private static JsonNode member(JsonNode node, String name) {
    @Nullable JsonNode value = node.get(name);
    if (value == null) {
      throw new IllegalArgumentException("The member '" + name + "' is missing.");
    }
    return value;
  }
}
