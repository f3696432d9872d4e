package dev.temper.recipe;

import dev.temper.rangetest.Rule;
import dev.temper.training.Optimizer;
import dev.temper.training.SyntheticTask;
import dev.temper.training.UpdateSettings;
import java.util.List;
import java.util.TreeMap;

/** What one stage needs around it, on a synthetic task. */
final class Bench {

  static final int BATCH_SIZE = 16;

  final SyntheticTask task;
  final Laboratory lab;
  final Plan plan;
  final Story story;
  final RangeTestStage rangeTests;

  /** A stage of a procedure whose final run has so many updates, before anything was spent. */
  Bench(SyntheticTask task, long finalIterations) {
    this.task = task;
    lab = new Laboratory(task, 7, Journal.NONE, TuningListener.NONE);
    plan = new Plan((double) finalIterations * BATCH_SIZE);
    story = new Story(lab, TuningListener.NONE);
    rangeTests = new RangeTestStage(lab, plan);
    lab.spending().allow(plan.allowance(), Double.POSITIVE_INFINITY);
    story.begin(Stage.MOMENTUM, 0);
  }

  /** The default values at a rate that the surface stands. */
  Prescription plain() {
    return new Prescription(
        Optimizer.SGD,
        BATCH_SIZE,
        0.1,
        0.01,
        0.95,
        0.85,
        1e-3,
        (long) plan.finalExamples() / BATCH_SIZE,
        UpdateSettings.DEFAULT,
        new TreeMap<>());
  }

  /** The default values at the rate of a range test. */
  Prescription plainByRangeTest() {
    return plain()
        .withLearningRateMax(
            rangeTests.test("range test", plain()).curve().suggest(Rule.DEFAULT).orElseThrow());
  }

  /** Ends the stage. */
  StageResult result() {
    story.end();
    List<StageResult> stages = story.stages();
    return stages.get(stages.size() - 1);
  }
}
