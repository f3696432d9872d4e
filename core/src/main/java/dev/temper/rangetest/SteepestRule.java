package dev.temper.rangetest;

/**
 * The rate at which the smoothed loss falls fastest per factor in the rate: the least difference
 * quotient d loss / d ln(rate), so that the spacing of the ramp does not matter.
 *
 * <p>Source: fastai, {@code steep} in {@code callback/schedule.py}. Time O(n).
 */
final class SteepestRule {

  private SteepestRule() {}

  static Suggestion read(RangeCurve curve) {
    Trimmed trimmed = curve.trimmed();
    Suggestion refusal = Descent.refusal(trimmed);
    if (refusal != null) {
      return refusal;
    }
    double[] rate = trimmed.learningRate;
    double[] loss = trimmed.loss;
    int steepest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i + 1 < loss.length; i++) {
      if (rate[i] > 0) {
        double slope = (loss[i + 1] - loss[i]) / Math.log(rate[i + 1] / rate[i]);
        if (slope < least) {
          least = slope;
          steepest = i;
        }
      }
    }
    return new Suggestion.Rate(rate[steepest]);
  }
}
