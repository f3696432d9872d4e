package dev.temper.rangetest;

/**
 * The largest rate at which training still converges, by the validation curves: the smaller of the
 * rate where the validation loss is lowest, before its rise, and the rate of the accuracy's peak.
 *
 * <p>Source: Smith 2018 (arXiv 1803.09820), section 4.1 and figure 5; Smith 2017, section 3.3.
 * Where no accuracy was measured, the loss decides alone. Refuses without evaluations, without a
 * descent, and where the loss had not begun its rise when the test ended.
 */
final class SmithRule {

  private static final int LEAST_EVALUATIONS = 5;

  /** Times its lowest value the validation loss must have reached to count as risen for good. */
  private static final double RISE = 2;

  private SmithRule() {}

  /** Whether the validation loss was measured and had left its lowest value when the test ended. */
  static boolean validationLossRose(RangeCurve curve) {
    double lowest = Double.POSITIVE_INFINITY;
    double last = Double.NaN;
    for (double loss : curve.validationLoss()) {
      if (Double.isFinite(loss)) {
        lowest = Math.min(lowest, loss);
        last = loss;
      }
    }
    return last > RISE * lowest;
  }

  static Suggestion read(RangeCurve curve) {
    double[] rate = curve.learningRate();
    double[] loss = curve.validationLoss();
    double[] accuracy = curve.validationAccuracy();
    int evaluations = 0;
    int first = -1;
    int lowest = -1;
    int last = -1;
    int peak = -1;
    for (int i = 0; i < loss.length; i++) {
      // A linear ramp may start at 0, which is no answer.
      if (!Double.isFinite(loss[i]) || rate[i] == 0) {
        continue;
      }
      evaluations++;
      last = i;
      if (first < 0) {
        first = i;
        lowest = i;
      }
      if (loss[i] < loss[lowest]) {
        lowest = i;
      }
      // The last of equal peaks: the largest rate that does as well.
      if (Double.isFinite(accuracy[i]) && (peak < 0 || accuracy[i] >= accuracy[peak])) {
        peak = i;
      }
    }
    if (evaluations < LEAST_EVALUATIONS) {
      return new Suggestion.Refused(
          "Needs the validation loss at "
              + LEAST_EVALUATIONS
              + " rates or more; "
              + evaluations
              + " were measured.");
    }
    if (!(loss[first] - loss[lowest] > Descent.LEAST_FALL * Math.abs(loss[first]))) {
      return new Suggestion.Refused(
          "No descent: the validation loss never falls clearly below its first value. Maybe the end"
              + " rate is too low, or the network cannot learn these data.");
    }
    if (lowest == last && curve.end() == RangeCurve.End.COMPLETED) {
      return new Suggestion.Refused(
          "No divergence inside the range: the validation loss was still falling at the end rate ("
              + curve.test().end()
              + "). Raise it.");
    }
    return new Suggestion.Rate(peak < 0 ? rate[lowest] : Math.min(rate[lowest], rate[peak]));
  }
}
