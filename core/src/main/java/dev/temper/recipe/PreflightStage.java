package dev.temper.recipe;

import static dev.temper.recipe.Figures.say;

import dev.temper.schedule.HyperParameters;
import dev.temper.training.DataSummary;
import dev.temper.training.Evaluation;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.Split;
import dev.temper.training.TrainingListener;
import dev.temper.training.TrainingSession;
import dev.temper.training.TrainingTask;
import dev.temper.training.UpdateSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * The checks that a network can learn these data at all, before anything is spent on it.
 *
 * <p>Each runs in a session of its own, so that nothing after depends on it, on updates of one
 * batch without clipping.
 */
final class PreflightStage {

  /** The share of its first loss at which a batch counts as over-fitted. */
  static final double OVERFITTED = 0.1;

  /** The share of its first loss above which it has hardly moved at all. */
  static final double DEAD = 0.95;

  static final int MOST_OVERFIT_ITERATIONS = 100;

  /** The share of the final run that over-fitting one batch may take where that is short. */
  private static final double OVERFIT_SHARE = 0.25;

  /** The least updates in the final run for which other batch sizes than its own are timed. */
  private static final double WORTH_TIMING = 300;

  /** How far the untrained loss may lie from the expected one, as a factor, without a finding. */
  private static final double UNTRAINED_TOLERANCE = 1.5;

  /** The factor from which nothing but the scale of the data explains it. */
  private static final double NOT_NORMALIZED = 10;

  /** What the timed updates train with; the time does not depend on the values. */
  private static final HyperParameters TIMING = new HyperParameters(1e-3, 0.9, 1e-4);

  private static final int WARM_UP = 2;
  private static final int TIMED = 5;
  private static final long UNTRAINED_EXAMPLES = 1000;

  private final TrainingTask task;
  private final SessionSettings settings;
  private final double finalIterations;
  private long iterations;
  private long examples;

  /**
   * The stage.
   *
   * @param finalIterations updates of one batch in the final run, by which the checks are bounded;
   *     infinite where they are not known yet
   */
  PreflightStage(TrainingTask task, SessionSettings settings, double finalIterations) {
    this.task = task;
    this.settings = settings.withUpdates(UpdateSettings.DEFAULT);
    this.finalIterations = finalIterations;
  }

  /** The most updates that are made to over-fit one batch. */
  private static int mostOverfitIterations(double finalIterations) {
    return (int) Math.max(2, Math.min(MOST_OVERFIT_ITERATIONS, OVERFIT_SHARE * finalIterations));
  }

  /** The loss of a network that knows nothing. */
  static double expectedLoss(DataSummary data) {
    return data.isRegression() ? data.constantLoss() : Math.log(data.classes().size());
  }

  /** Makes the checks and tells what is odd. */
  static Preflight run(
      Laboratory lab, Story story, SessionSettings settings, double finalIterations) {
    story.begin(Stage.PREFLIGHT, mostOverfitIterations(finalIterations));
    Preflight preflight = lab.preflight(settings, finalIterations);
    double ratio = preflight.untrained().loss() / preflight.expectedLoss();
    if (!(ratio < NOT_NORMALIZED)) {
      throw new TuningException(
          say(
              "The untrained network's loss is %.3g, where knowing nothing gives %.3g: the data are not"
                  + " normalized, or the initial weights are far too large. Bring each feature to"
                  + " mean 0 and deviation 1 and start again.",
              preflight.untrained().loss(), preflight.expectedLoss()));
    }
    if (!(ratio < UNTRAINED_TOLERANCE && ratio > 1 / UNTRAINED_TOLERANCE)) {
      story.find(
          "untrained_loss",
          0,
          0,
          say(
              "The untrained network's loss is %.3g, that of knowing nothing %.3g.",
              preflight.untrained().loss(), preflight.expectedLoss()),
          "Check the initial weights and the normalization of the data.");
    }
    boolean tried = preflight.overfitIterations() >= MOST_OVERFIT_ITERATIONS;
    if (tried && !preflight.overfitsOneBatch()) {
      story.find(
          "cannot_overfit_one_batch",
          0,
          preflight.overfitIterations(),
          say(
              "Trained on a single batch, %d updates of Adam at its defaults brought its loss from"
                  + " %.3g to %.3g only.",
              preflight.overfitIterations(),
              preflight.firstBatchLoss(),
              preflight.overfittedLoss()),
          "Check the labels and the network, or lower its dropout: what cannot learn one batch"
              + " will not learn the data.");
    }
    story.end();
    return preflight;
  }

  Preflight run(TrainingListener listener) {
    long began = System.nanoTime();
    HyperParameters adam = BaselineStage.ADAM_DEFAULTS;
    Evaluation untrained;
    double first;
    double least;
    int most = mostOverfitIterations(finalIterations);
    int updates = 0;
    try (TrainingSession session = task.open(settings.withOptimizer(Optimizer.ADAM))) {
      untrained = session.evaluate(Split.VALIDATION, UNTRAINED_EXAMPLES);
      first = session.stepOnSameBatch(adam);
      least = first;
      while (updates < most && !(least <= OVERFITTED * first)) {
        double loss = session.stepOnSameBatch(adam);
        listener.onStep(updates, adam, loss);
        least = Math.min(least, loss);
        updates++;
      }
      count(updates + 1L, settings.batchSize());
    }
    List<Preflight.Timing> timings = timings();
    return new Preflight(
        settings.batchSize(),
        settings.seed(),
        untrained,
        expectedLoss(task.data()),
        first,
        least,
        updates,
        timings,
        iterations,
        examples,
        (System.nanoTime() - began) / 1e9);
  }

  private List<Preflight.Timing> timings() {
    List<Preflight.Timing> timings = new ArrayList<>();
    for (int factor : new int[] {-2, 1, 2, 4}) {
      int size = factor < 0 ? settings.batchSize() / -factor : settings.batchSize() * factor;
      // Batches of one are only timed where they were asked for: normalization refuses them.
      boolean other = size >= 2 && size <= task.data().trainingExamples();
      if (factor != 1 && !(other && finalIterations >= WORTH_TIMING)) {
        continue;
      }
      try (TrainingSession session = task.open(settings.withBatchSize(size))) {
        double fastest = Double.POSITIVE_INFINITY;
        for (int i = -WARM_UP; i < TIMED; i++) {
          long start = System.nanoTime();
          session.step(TIMING);
          if (i >= 0) {
            fastest = Math.min(fastest, (System.nanoTime() - start) / 1e9);
          }
        }
        timings.add(new Preflight.Timing(size, fastest, task.peakMemory()));
        count(WARM_UP + TIMED, size);
      }
    }
    return timings;
  }

  private void count(long updates, int batchSize) {
    iterations += updates;
    examples += updates * batchSize;
  }
}
