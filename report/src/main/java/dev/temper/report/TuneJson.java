package dev.temper.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.recipe.Candidate;
import dev.temper.recipe.Comparison;
import dev.temper.recipe.Decision;
import dev.temper.recipe.Preflight;
import dev.temper.recipe.Prescription;
import dev.temper.recipe.SnapshotRestarts;
import dev.temper.recipe.StageCost;
import dev.temper.recipe.StageResult;
import dev.temper.recipe.Trial;
import dev.temper.recipe.TuningResult;
import java.util.Map;

/** The document of a tuning. */
final class TuneJson {

  private final TuningResult result;

  private TuneJson(TuningResult result) {
    this.result = result;
  }

  static ObjectNode of(TuningResult result, Map<String, String> engine) {
    return new TuneJson(result).document(engine);
  }

  private ObjectNode document(Map<String, String> engine) {
    Prescription p = result.chosen();
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("data", result.data().name());
    Experiment.putColumns(root, result.data());
    root.put("model", result.model());
    root.put("seed", result.seed());
    root.put("budget", result.budget().toString());
    root.put("optimizer", p.optimizer().label());
    root.set("update", Updates.json(p.updates()));
    root.set("engine", Json.object(engine));
    root.set("chosen", values(p));
    root.set("plain", values(result.plain()));
    root.set("cost", cost());
    root.set("final", end());
    root.set("findings", Findings.json(result.findings()));
    root.set("decisions", decisions());
    root.set("preflight", preflight());
    root.putObject("range_test")
        .put("rule", result.rule().label())
        .put("iterations", result.rangeTest().size())
        .set("suggestions", RangeTestReport.suggestions(result.rangeTest()));
    root.set("comparisons", comparisons());
    for (StageResult stage : result.stages()) {
      SnapshotRestarts restarts = stage.restarts();
      if (restarts != null) {
        root.set("restarts", restarts(stage, restarts));
      }
    }
    return root;
  }

  private static ObjectNode values(Prescription p) {
    ObjectNode node =
        Json.MAPPER
            .createObjectNode()
            .put("learning_rate_max", p.learningRateMax())
            .put("learning_rate_min", p.learningRateMin())
            .put("batch_size", p.batchSize())
            .put("momentum_max", p.momentumMax())
            .put("momentum_min", p.momentumMin())
            .put("weight_decay", p.weightDecay());
    if (!p.model().isEmpty()) {
      ObjectNode settings = node.putObject("model_settings");
      p.model().forEach(settings::put);
    }
    return node;
  }

  private ObjectNode cost() {
    ObjectNode cost = Json.MAPPER.createObjectNode();
    cost.put("iterations", result.costs().stream().mapToLong(StageCost::iterations).sum());
    cost.put("examples", result.costs().stream().mapToLong(StageCost::examples).sum());
    cost.put(
        "seconds", Json.rounded(result.costs().stream().mapToDouble(StageCost::seconds).sum()));
    cost.put("finding_share", result.findingShare());
    ArrayNode stages = cost.putArray("stages");
    for (StageCost stage : result.costs()) {
      stages
          .addObject()
          .put("stage", stage.stage().label())
          .put("iterations", stage.iterations())
          .put("examples", stage.examples())
          .put("seconds", Json.rounded(stage.seconds()));
    }
    return cost;
  }

  private ObjectNode end() {
    ObjectNode end = Json.MAPPER.createObjectNode();
    Json.put(end, "test_accuracy", result.test().accuracy());
    Json.put(end, "test_loss", result.test().loss());
    Json.put(end, "validation_accuracy", result.validation().accuracy());
    Json.put(end, "validation_loss", result.validation().loss());
    if (result.data().isRegression()) {
      Json.put(end, "test_rmse", result.data().rootMeanSquaredError(result.test().loss()));
      Json.put(
          end, "validation_rmse", result.data().rootMeanSquaredError(result.validation().loss()));
    }
    end.put("epochs", result.epochs());
    end.put("iterations", result.finalRun().iterations());
    end.put("clipped_share", result.finalRun().clippedShare());
    return end;
  }

  private ArrayNode decisions() {
    ArrayNode decisions = Json.MAPPER.createArrayNode();
    for (StageResult stage : result.stages()) {
      for (Decision decision : stage.decisions()) {
        decisions
            .addObject()
            .put("stage", stage.stage().label())
            .put("subject", decision.subject())
            .put("choice", decision.choice())
            .put("reason", decision.reason());
      }
    }
    return decisions;
  }

  private ObjectNode preflight() {
    Preflight preflight = result.preflight();
    ObjectNode node = Json.MAPPER.createObjectNode();
    Json.put(node, "untrained_loss", preflight.untrained().loss());
    Json.put(node, "expected_loss", preflight.expectedLoss());
    node.put("overfits_one_batch", preflight.overfitsOneBatch());
    ArrayNode timings = node.putArray("batch_sizes");
    for (Preflight.Timing timing : preflight.timings()) {
      timings
          .addObject()
          .put("batch_size", timing.batchSize())
          .put("seconds_per_iteration", timing.secondsPerIteration());
    }
    return node;
  }

  private ArrayNode comparisons() {
    ArrayNode comparisons = Json.MAPPER.createArrayNode();
    for (StageResult stage : result.stages()) {
      for (Comparison comparison : stage.comparisons()) {
        ObjectNode node = comparisons.addObject();
        node.put("stage", stage.stage().label());
        node.put("subject", comparison.subject());
        node.put("noise", comparison.noise());
        node.put("chosen", comparison.winner().label());
        node.put("preferred", comparison.candidates().get(comparison.preferred()).label());
        ArrayNode candidates = node.putArray("candidates");
        comparison.candidates().forEach(candidate -> candidates.add(candidate(candidate)));
      }
    }
    return comparisons;
  }

  private static ObjectNode candidate(Candidate candidate) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("value", candidate.label());
    node.setAll(values(candidate.prescription()));
    node.put("iterations", candidate.prescription().iterations());
    Json.put(node, "val_loss", candidate.validationLoss());
    ArrayNode seeds = node.putArray("seeds");
    for (Trial trial : candidate.trials()) {
      ObjectNode seed = seeds.addObject().put("seed", trial.seed());
      Json.put(seed, "val_loss", trial.validationLoss());
      seed.put("diverged", trial.history().diverged());
    }
    return node;
  }

  private static ObjectNode restarts(StageResult stage, SnapshotRestarts restarts) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("stage", stage.stage().label());
    node.put("seed", restarts.seed());
    node.put("learning_rate", restarts.prescription().learningRateMax());
    node.put("momentum", restarts.prescription().momentumMin());
    node.put("weight_decay", restarts.prescription().weightDecay());
    node.put("iterations", restarts.trunk().iterations());
    ArrayNode branches = node.putArray("branches");
    for (SnapshotRestarts.Branch branch : restarts.branches()) {
      ObjectNode one = branches.addObject().put("weight_decay", branch.weightDecay());
      one.put("iterations", branch.history().iterations());
      Json.put(one, "val_loss", branch.validationLoss());
      one.put("diverged", branch.history().diverged());
    }
    return node;
  }
}
