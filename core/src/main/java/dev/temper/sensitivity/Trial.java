package dev.temper.sensitivity;

/**
 * One run of the analysis, at one rate with one seed.
 *
 * @param learningRate what it trained with; above 0
 * @param seed of its weights, order of the data and dropout
 * @param iterations updates it made, 0 or more; fewer than planned where it diverged or failed
 * @param validationLoss at the end of the run; NaN or infinite if it diverged, NaN if it failed
 * @param validationAccuracy at the end of the run, 0 to 1; NaN if there is none
 * @param failure why it could not be run to its end, one line; empty if nothing failed
 */
public record Trial(
    double learningRate,
    long seed,
    long iterations,
    double validationLoss,
    double validationAccuracy,
    String failure) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is outside its range
   */
  public Trial {
    if (!(learningRate > 0)) {
      throw new IllegalArgumentException(
          "The learning rate (" + learningRate + ") must be above 0.");
    }
    if (iterations < 0) {
      throw new IllegalArgumentException("The iterations (" + iterations + ") must be 0 or more.");
    }
    if (validationAccuracy < 0 || validationAccuracy > 1) {
      throw new IllegalArgumentException(
          "The validation accuracy (" + validationAccuracy + ") must be 0 to 1, or NaN.");
    }
  }

  /** Whether an error, not the training, ended it. */
  public boolean failed() {
    return !failure.isEmpty();
  }

  /** Whether a loss was NaN or infinite. */
  public boolean diverged() {
    return !failed() && !Double.isFinite(validationLoss);
  }

  /** Whether it ended with a loss. */
  public boolean completed() {
    return !failed() && !diverged();
  }
}
