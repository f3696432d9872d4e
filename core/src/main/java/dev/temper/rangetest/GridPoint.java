package dev.temper.rangetest;

/**
 * What one test of a {@linkplain RangeTestGrid grid} is run with.
 *
 * @param weightDecay constant through the test; finite, 0 or more
 * @param momentum constant through the test; 0 or more, below 1
 * @param batchSize examples per update; 1 or more
 * @param iterations over which the rate rises; 2 or more
 */
public record GridPoint(double weightDecay, double momentum, int batchSize, int iterations) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if a value is outside its range
   */
  public GridPoint {
    if (!(weightDecay >= 0) || weightDecay == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "The weight decay (" + weightDecay + ") must be finite and 0 or more.");
    }
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException(
          "The momentum (" + momentum + ") must be at least 0 and below 1.");
    }
    if (batchSize < 1) {
      throw new IllegalArgumentException("The batch size (" + batchSize + ") must be 1 or more.");
    }
    if (iterations < 2) {
      throw new IllegalArgumentException(
          "A range test takes 2 iterations or more, not (" + iterations + ").");
    }
  }
}
