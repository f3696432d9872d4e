package dev.temper.dynamics;

import dev.temper.training.History;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The curves of one panel; up to where it diverged or failed.
 *
 * @param panel what was trained
 * @param history every update, and the validation split after every epoch; after one more than the
 *     training split where its evaluation failed
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
    return validated().mapToDouble(e -> e.evaluation().accuracy()).toArray();
  }

  /**
   * The first epoch, from 1, after which the validation accuracy was at least the given one; empty
   * if it never was.
   */
  public OptionalInt epochsTo(double accuracy) {
    double[] reached = validationAccuracy();
    return IntStream.range(0, reached.length)
        .filter(i -> reached[i] >= accuracy)
        .map(i -> i + 1)
        .findFirst();
  }

  /** The learning rate of the last update of each epoch. */
  public double[] learningRate() {
    double[] rate = history.learningRate();
    return validated().mapToDouble(e -> rate[Math.toIntExact(e.iteration()) - 1]).toArray();
  }

  /** Without the last where it is of an epoch whose other evaluation failed. */
  private Stream<History.Evaluated> validated() {
    return history.evaluations().stream().limit(epochs());
  }

  /** Epochs that were run to their end, with both evaluations. */
  public int epochs() {
    return training.size();
  }
}
