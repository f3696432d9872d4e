package dev.temper.rangetest;

/**
 * The rate at the smallest smoothed loss, divided by 10: a safe distance below the rise.
 *
 * <p>Source: fastai, {@code minimum} in {@code callback/schedule.py}. Refuses where the loss was
 * still at its smallest when the whole range had been run and no validation loss shows a rise
 * either: the minimum was not seen then.
 */
final class MinimumRule {

  private static final double DISTANCE = 10;

  private MinimumRule() {}

  static Suggestion read(RangeCurve curve) {
    Trimmed trimmed = curve.trimmed();
    Suggestion refusal = Descent.refusal(trimmed);
    if (refusal != null) {
      return refusal;
    }
    int lowest = Descent.lowest(trimmed.loss);
    if (lowest == trimmed.size() - 1
        && curve.end() == RangeCurve.End.COMPLETED
        && !SmithRule.validationLossRose(curve)) {
      return Descent.noDivergence(curve);
    }
    double rate = trimmed.learningRate[lowest] / DISTANCE;
    return new Suggestion.Rate(Math.max(rate, curve.learningRate()[0]));
  }
}
