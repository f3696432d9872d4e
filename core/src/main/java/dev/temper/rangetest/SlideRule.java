package dev.temper.rangetest;

/**
 * Slides an interval of 15 points from the right end to the left while the slopes of the loss at
 * its two ends differ by more than 0.005; the answer is the last left end.
 *
 * <p>Source: fastai, {@code slide} in {@code callback/schedule.py}; slopes are per index, as
 * numpy's {@code gradient} gives them. Refuses where the slopes never differ (the threshold is then
 * off and the peers' form answers with wherever it began). Time O(n).
 */
final class SlideRule {

  private static final int WIDTH = 15;
  private static final double THRESHOLD = 0.005;

  private SlideRule() {}

  static Suggestion read(RangeCurve curve) {
    Trimmed trimmed = curve.trimmed();
    Suggestion refusal = Descent.refusal(trimmed);
    if (refusal != null) {
      return refusal;
    }
    double[] slope = gradient(trimmed.loss);
    int right = slope.length - 1;
    int left = right - WIDTH;
    int answer = -1;
    while (left >= 0 && Math.abs(slope[right] - slope[left]) > THRESHOLD) {
      answer = left;
      right--;
      left--;
    }
    if (answer < 0) {
      return new Suggestion.Refused(
          "The loss does not rise at the right end: its slope there differs by less than "
              + THRESHOLD
              + " from the slope "
              + WIDTH
              + " points before.");
    }
    return new Suggestion.Rate(trimmed.learningRate[answer]);
  }

  /** Central differences inside, one-sided ones at the ends. */
  private static double[] gradient(double[] y) {
    double[] slope = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      int before = Math.max(0, i - 1);
      int after = Math.min(y.length - 1, i + 1);
      slope[i] = (y[after] - y[before]) / (after - before);
    }
    return slope;
  }
}
