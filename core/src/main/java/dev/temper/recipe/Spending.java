package dev.temper.recipe;

import java.util.ArrayList;
import java.util.List;

/** What a procedure has spent stage by stage, and what it may still spend on finding values. */
final class Spending {

  private final List<StageCost> ended = new ArrayList<>();
  private Stage stage = Stage.PREFLIGHT;
  private long iterations;
  private long examples;
  private double seconds;
  private double allowedExamples = Double.POSITIVE_INFINITY;
  private double allowedSeconds = Double.POSITIVE_INFINITY;

  /** Begins a stage: what is spent from here on is counted for it. */
  void begin(Stage next) {
    stage = next;
  }

  /** Counts an experiment. */
  void add(Experiment experiment) {
    iterations += experiment.iterations();
    examples += experiment.examples();
    seconds += experiment.seconds();
  }

  /** Ends the stage. */
  StageCost end() {
    StageCost cost = new StageCost(stage, iterations, examples, seconds);
    ended.add(cost);
    iterations = 0;
    examples = 0;
    seconds = 0;
    return cost;
  }

  /** Updates of the present stage so far. */
  long stageIterations() {
    return iterations;
  }

  /** Training examples of everything so far. */
  long examples() {
    return examples + ended.stream().mapToLong(StageCost::examples).sum();
  }

  /** Wall time of everything so far. */
  double seconds() {
    return seconds + ended.stream().mapToDouble(StageCost::seconds).sum();
  }

  /**
   * Bounds what is spent on finding values.
   *
   * @param examples the most training examples
   * @param seconds the most wall time; infinite where time does not count
   */
  void allow(double examples, double seconds) {
    allowedExamples = examples;
    allowedSeconds = seconds;
  }

  /** Training examples that may still be spent on finding values; at the speed so far, if timed. */
  double left() {
    double spent = examples();
    double left = Math.max(0, allowedExamples - spent);
    if (allowedSeconds == Double.POSITIVE_INFINITY || spent == 0) {
      return left;
    }
    return Math.min(left, Math.max(0, allowedSeconds - seconds()) * spent / seconds());
  }
}
