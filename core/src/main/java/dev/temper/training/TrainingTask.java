package dev.temper.training;

import java.util.List;

/**
 * A model and its data, from which sessions are opened: what a procedure that needs several runs is
 * given.
 *
 * <p>Immutable and safe for use by several threads; the data is shared by all its sessions.
 */
public interface TrainingTask {

  /**
   * The model as it stands in reports; where it has {@linkplain #modelSettings() settings} with
   * those that differ from its defaults, as in {@code cnn:dropout=0.1}.
   */
  String model();

  /**
   * What tells the model from another of the same {@linkplain #model() name}: by default the name
   * alone, for a network from a file also what is in the file. Runs of one study have one.
   */
  default String modelIdentity() {
    return model();
  }

  /** What can be set of the model, with the present values; empty where nothing can. */
  default List<ModelSetting> modelSettings() {
    return List.of();
  }

  /**
   * This task with another value of one of the {@linkplain #modelSettings() model's settings}; it
   * shares the data.
   *
   * @throws IllegalArgumentException if there is no such setting, or the value is outside its range
   */
  default TrainingTask with(String setting, double value) {
    throw new IllegalArgumentException(
        "The model '" + model() + "' has no setting '" + setting + "'.");
  }

  /** What is known of the data. */
  DataSummary data();

  /** Trainable values in a fresh network; 1 or more. */
  long parameters();

  /**
   * Checks that sessions with these settings can be opened, and opens none. This one compares with
   * the training examples alone; an engine adds what it knows of the network.
   *
   * @throws IllegalArgumentException as {@link #open} throws it
   */
  default void check(SessionSettings settings) {
    long examples = data().trainingExamples();
    if (settings.batchSize() > examples) {
      throw new IllegalArgumentException(
          "The batch size ("
              + settings.batchSize()
              + ") must be at most the training examples ("
              + examples
              + ").");
    }
    if (settings.examplesPerUpdate() > examples) {
      throw new IllegalArgumentException(
          "The batches in an update ("
              + settings.updates().accumulation()
              + ") of "
              + settings.batchSize()
              + " examples must be at most the training examples ("
              + examples
              + ").");
    }
  }

  /**
   * Opens a session with fresh weights.
   *
   * @throws IllegalArgumentException if an update takes more than the training examples, or there
   *     are more rate ratios than layers with parameters
   */
  TrainingSession open(SessionSettings settings);

  /**
   * The most memory this process has held so far, native memory included, in bytes; -1 where it
   * cannot be told.
   */
  long peakMemory();

  /** Memory this process may use in all, in bytes; -1 where it cannot be told. */
  default long memoryLimit() {
    return -1;
  }
}
