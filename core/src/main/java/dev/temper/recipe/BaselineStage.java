package dev.temper.recipe;

import dev.temper.schedule.HyperParameters;
import dev.temper.training.Optimizer;
import dev.temper.training.UpdateSettings;
import java.util.TreeMap;

/**
 * A short run of Adam at its defaults (Kingma and Ba 2015: rate 1e-3, beta1 .9), the robust
 * baseline that the chosen values have to beat.
 */
final class BaselineStage {

  static final HyperParameters ADAM_DEFAULTS = new HyperParameters(1e-3, 0.9, 0);

  private static final long LEAST_ITERATIONS = 30;
  private static final long MOST_ITERATIONS = 300;

  /** The most of the final run that the least may take. */
  private static final double MOST_SHARE = 0.25;

  private BaselineStage() {}

  /**
   * Adam with nothing around its updates but as many examples in each as the final run has, over a
   * tenth of the final run, within bounds.
   */
  static Prescription prescription(Prescription plain) {
    long finalIterations = plain.iterations();
    long least = Math.min(LEAST_ITERATIONS, Math.max(2, (long) (MOST_SHARE * finalIterations)));
    long iterations = Math.min(MOST_ITERATIONS, Math.max(least, finalIterations / 10));
    UpdateSettings updates =
        UpdateSettings.DEFAULT.withAccumulation(plain.updates().accumulation());
    double rate = ADAM_DEFAULTS.learningRate();
    double momentum = ADAM_DEFAULTS.momentum();
    return new Prescription(
        Optimizer.ADAM,
        plain.batchSize(),
        rate,
        rate,
        momentum,
        momentum,
        ADAM_DEFAULTS.weightDecay(),
        iterations,
        updates,
        new TreeMap<>());
  }

  static Trial run(Laboratory lab, Story story, Prescription plain) {
    Prescription adam = prescription(plain);
    story.begin(Stage.BASELINE, adam.iterations());
    Trial baseline = lab.baseline(adam);
    story.end();
    return baseline;
  }
}
