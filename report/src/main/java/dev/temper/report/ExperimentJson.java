package dev.temper.report;

import static dev.temper.report.ExactJson.member;
import static dev.temper.report.ExactJson.number;
import static dev.temper.report.ExactJson.numbers;
import static dev.temper.report.ExactJson.put;
import static dev.temper.report.ExactJson.text;
import static dev.temper.report.ExactJson.whole;

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

/** An experiment of a procedure as JSON that reads back as exactly the same experiment. */
final class ExperimentJson {

  private ExperimentJson() {}

  static ObjectNode write(Experiment experiment) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    if (experiment instanceof Trial trial) {
      trial(node, trial);
    } else if (experiment instanceof RangeTrial trial) {
      rangeTrial(node, trial);
    } else if (experiment instanceof SnapshotRestarts restarts) {
      restarts(node, restarts);
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
      case "trial" -> trial(node, seconds);
      case "range test" -> rangeTrial(node, seconds);
      case "restarts" -> restarts(node, seconds);
      case "preflight" -> preflight(node, seconds);
      default ->
          throw new IllegalArgumentException(
              "There is no experiment '" + text(node, "experiment") + "'.");
    };
  }

  private static void trial(ObjectNode node, Trial trial) {
    node.put("experiment", "trial").put("kind", trial.kind().name());
    node.set("prescription", prescription(trial.prescription()));
    node.put("seed", trial.seed());
    node.set("history", history(trial.history()));
    if (trial.test() != null) {
      node.set("test", evaluation(trial.test()));
    }
  }

  private static Trial trial(JsonNode node, double seconds) {
    return new Trial(
        Trial.Kind.valueOf(text(node, "kind")),
        prescription(member(node, "prescription")),
        whole(node, "seed"),
        history(member(node, "history")),
        node.has("test") ? evaluation(member(node, "test")) : null,
        seconds);
  }

  private static void rangeTrial(ObjectNode node, RangeTrial trial) {
    node.put("experiment", "range test");
    node.set("prescription", prescription(trial.prescription()));
    node.put("seed", trial.seed());
    node.set("curve", curve(trial.curve()));
  }

  private static RangeTrial rangeTrial(JsonNode node, double seconds) {
    Prescription prescription = prescription(member(node, "prescription"));
    return new RangeTrial(
        prescription,
        whole(node, "seed"),
        curve(member(node, "curve")).trainedWith(prescription.optimizer()),
        seconds);
  }

  private static void restarts(ObjectNode node, SnapshotRestarts restarts) {
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
  }

  private static SnapshotRestarts restarts(JsonNode node, double seconds) {
    List<SnapshotRestarts.Branch> branches = new ArrayList<>();
    for (JsonNode branch : member(node, "branches")) {
      branches.add(
          new SnapshotRestarts.Branch(
              number(branch, "weight_decay"), history(member(branch, "history"))));
    }
    return new SnapshotRestarts(
        prescription(member(node, "prescription")),
        whole(node, "seed"),
        history(member(node, "trunk")),
        branches,
        seconds);
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
              (int) whole(one, "batch_size"),
              number(one, "seconds_per_iteration"),
              whole(one, "memory_bytes")));
    }
    return new Preflight(
        (int) whole(node, "batch_size"),
        whole(node, "seed"),
        evaluation(member(node, "untrained")),
        number(node, "expected_loss"),
        number(node, "first_batch_loss"),
        number(node, "overfitted_loss"),
        (int) whole(node, "overfit_iterations"),
        timings,
        whole(node, "iterations"),
        whole(node, "examples"),
        seconds);
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
        (int) whole(node, "batch_size"),
        number(node, "learning_rate_max"),
        number(node, "learning_rate_min"),
        number(node, "momentum_max"),
        number(node, "momentum_min"),
        number(node, "weight_decay"),
        whole(node, "iterations"),
        new UpdateSettings(
            (int) whole(update, "accumulation"),
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
      evaluations.add(new History.Evaluated(whole(one, "iteration"), evaluation(one)));
    }
    return History.recorded(
        numbers(node, "learning_rate"),
        numbers(node, "momentum"),
        numbers(node, "weight_decay"),
        numbers(node, "train_loss"),
        evaluations,
        whole(node, "clipped_updates"),
        member(node, "diverged").booleanValue());
  }

  private static ObjectNode evaluation(Evaluation evaluation) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    put(node, "loss", evaluation.loss());
    put(node, "accuracy", evaluation.accuracy());
    return node.put("examples", evaluation.examples());
  }

  private static Evaluation evaluation(JsonNode node) {
    return new Evaluation(number(node, "loss"), number(node, "accuracy"), whole(node, "examples"));
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
            (int) whole(node, "iterations"),
            number(node, "smoothing"),
            number(node, "stop_factor"),
            (int) whole(node, "evaluate_every"),
            whole(node, "evaluate_on"));
    return RangeCurve.recorded(
        test,
        numbers(node, "learning_rate"),
        numbers(node, "train_loss"),
        numbers(node, "val_loss"),
        numbers(node, "val_accuracy"),
        RangeCurve.End.valueOf(text(node, "ended")));
  }
}
