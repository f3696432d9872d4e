package dev.temper.rangetest;

/**
 * How low the validation loss comes in a range test, over its seeds.
 *
 * @param loss the median over the seeds of each one's lowest validation loss; finite
 * @param low the smallest of them
 * @param high the largest of them; equal to {@code low} with one seed
 * @param learningRate the median of the rates at which the seeds reach their lowest
 */
public record LowestLoss(double loss, double low, double high, double learningRate) {

  /**
   * Checks the losses.
   *
   * @throws IllegalArgumentException if one is not finite or the median lies outside the others
   */
  public LowestLoss {
    if (!(Double.NEGATIVE_INFINITY < low
        && low <= loss
        && loss <= high
        && high < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The lowest loss (" + loss + ") must be finite and lie in (" + low + ", " + high + ").");
    }
  }
}
