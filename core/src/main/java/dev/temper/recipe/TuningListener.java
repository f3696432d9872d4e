package dev.temper.recipe;

import dev.temper.training.TrainingListener;

/**
 * Told of the procedure's progress as it happens, in the thread that runs it.
 *
 * <p>Steps and evaluations are numbered through a stage, over all its experiments. Experiments that
 * a {@link Journal} held are not told.
 */
public interface TuningListener extends TrainingListener {

  /** Hears nothing. */
  TuningListener NONE = new TuningListener() {};

  /**
   * A stage begins, or takes longer than was told: the final run, where it is made again.
   *
   * @param stage which
   * @param iterations the updates it will make at most, those already made included, as far as that
   *     can be told; 0 for none
   */
  default void onStage(Stage stage, long iterations) {}

  /**
   * One of several experiments of a stage begins.
   *
   * @param label what is tried, for example {@code momentum 0.97 to 0.85}
   */
  default void onExperiment(String label) {}

  /** A decision was taken or something noteworthy was found; one calm line. */
  default void onNote(String line) {}
}
