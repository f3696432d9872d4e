package dev.temper.schedule;

/**
 * The values one optimizer update trains with; all three may change at every iteration.
 *
 * @param learningRate the learning rate; finite, 0 or more
 * @param momentum the momentum of SGD, RMSprop and LARS, beta1 of the Adam family; without effect
 *     for Adagrad and Adadelta; 0 or more, below 1
 * @param weightDecay the weight decay, decoupled for AdamW and LAMB, coupled (L2) for the others;
 *     finite, 0 or more
 */
public record HyperParameters(double learningRate, double momentum, double weightDecay) {

  /**
   * Checks the three values.
   *
   * @throws IllegalArgumentException if a value is outside its range
   */
  public HyperParameters {
    if (!(learningRate >= 0) || learningRate == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "The learning rate (" + learningRate + ") must be finite and 0 or more.");
    }
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException(
          "The momentum (" + momentum + ") must be at least 0 and below 1.");
    }
    if (!(weightDecay >= 0) || weightDecay == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "The weight decay (" + weightDecay + ") must be finite and 0 or more.");
    }
  }

  /** These values with another learning rate. */
  public HyperParameters withLearningRate(double value) {
    return new HyperParameters(value, momentum, weightDecay);
  }

  /** These values with another momentum. */
  public HyperParameters withMomentum(double value) {
    return new HyperParameters(learningRate, value, weightDecay);
  }

  /** These values with another weight decay. */
  public HyperParameters withWeightDecay(double value) {
    return new HyperParameters(learningRate, momentum, value);
  }
}
