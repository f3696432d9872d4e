package dev.temper.recipe;

import dev.temper.training.TrainingListener;

/** Told of the procedure's progress as it happens, in the thread that runs it. */
public interface TuningListener extends TrainingListener {

  /** Hears nothing. */
  TuningListener NONE = new TuningListener() {};

  /**
   * A stage begins.
   *
   * @param stage which
   * @param iterations the updates it will make at most; 0 for none
   */
  default void onStage(Stage stage, long iterations) {}

  /** A decision was taken or something noteworthy was found; one calm line. */
  default void onNote(String line) {}
}
