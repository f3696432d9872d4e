package dev.temper.dynamics;

import dev.temper.training.History;
import java.util.List;

/**
 * The curves of one panel; up to where it diverged or failed.
 *
 * @param panel what was trained
 * @param history every update, and the validation split after every epoch
 * @param training the training split after every epoch, at the same iterations
 * @param failure why it could not be run to its end, one line; empty if nothing failed
 */
public record PanelOutcome(
    Panel panel, History history, List<History.Evaluated> training, String failure) {

  /** Copies the list. */
  public PanelOutcome {
    training = List.copyOf(training);
  }

  /** The training accuracy after each epoch, 0 to 1. */
  public double[] trainingAccuracy() {
    return training.stream().mapToDouble(e -> e.evaluation().accuracy()).toArray();
  }

  /** The validation accuracy after each epoch, 0 to 1. */
  public double[] validationAccuracy() {
    return history.evaluations().stream().mapToDouble(e -> e.evaluation().accuracy()).toArray();
  }

  /** The learning rate of the last update of each epoch. */
  public double[] learningRate() {
    double[] rate = history.learningRate();
    return history.evaluations().stream()
        .mapToDouble(e -> rate[Math.toIntExact(e.iteration()) - 1])
        .toArray();
  }

  /** Epochs that were run to their end. */
  public int epochs() {
    return training.size();
  }
}
