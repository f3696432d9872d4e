package dev.temper.training;

import dev.temper.schedule.HyperParameters;

/** Told of what happens in a run as it happens, in the thread that trains. */
public interface TrainingListener {

  /** Hears nothing. */
  TrainingListener NONE = new TrainingListener() {};

  /**
   * After an update.
   *
   * @param iteration the update's number in this run, from 0
   * @param values what it trained with
   * @param loss the batch's mean loss before it
   */
  default void onStep(long iteration, HyperParameters values, double loss) {}

  /**
   * After an evaluation.
   *
   * @param iteration updates made in this run before it
   * @param evaluation what was measured, on the validation split
   */
  default void onEvaluation(long iteration, Evaluation evaluation) {}

  /** A listener that tells this one first, then the other. */
  default TrainingListener and(TrainingListener other) {
    TrainingListener first = this;
    return new TrainingListener() {
      @Override
      public void onStep(long iteration, HyperParameters values, double loss) {
        first.onStep(iteration, values, loss);
        other.onStep(iteration, values, loss);
      }

      @Override
      public void onEvaluation(long iteration, Evaluation evaluation) {
        first.onEvaluation(iteration, evaluation);
        other.onEvaluation(iteration, evaluation);
      }
    };
  }
}
