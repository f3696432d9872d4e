package dev.temper.rangetest;

/**
 * A third into the longest valley: the longest strictly decreasing subsequence of the smoothed
 * loss, and in it the point after one and a half sixths.
 *
 * <p>Source: fastai, {@code valley} in {@code callback/schedule.py}. With L[i] the length of the
 * longest such subsequence that ends at i: end = the first index of the largest L, start = end - L,
 * s = (end - start) / 3, answer at start + int(s) + int(s / 2). Time O(n^2), memory O(n).
 */
final class ValleyRule {

  private ValleyRule() {}

  static Suggestion read(RangeCurve curve) {
    Trimmed trimmed = curve.trimmed();
    Suggestion refusal = Descent.refusal(trimmed);
    if (refusal != null) {
      return refusal;
    }
    double[] loss = trimmed.loss;
    int[] length = new int[loss.length];
    int end = 0;
    for (int i = 0; i < loss.length; i++) {
      length[i] = 1;
      for (int j = 0; j < i; j++) {
        if (loss[i] < loss[j] && length[i] < length[j] + 1) {
          length[i] = length[j] + 1;
        }
      }
      if (length[i] > length[end]) {
        end = i;
      }
    }
    int start = end - length[end];
    double section = (end - start) / 3.0;
    int index = start + (int) section + (int) (section / 2);
    return new Suggestion.Rate(trimmed.learningRate[Math.max(0, index)]);
  }
}
