package dev.temper.rangetest;

import java.util.Arrays;

/**
 * The middle of the longest valley: of the longest strictly decreasing subsequence of the smoothed
 * loss.
 *
 * <p>Source: fastai, {@code valley} in {@code callback/schedule.py}. With L[i] the length of the
 * longest such subsequence that ends at i: end = the first index of the largest L, start = end - L,
 * s = (end - start) / 3, answer at start + int(s) + int(s / 2). The lengths are found as in
 * patience sorting (Fredman 1975), not by fastai's loop over all pairs: time O(n log n), memory
 * O(n).
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
    // The largest last value of a decreasing subsequence, negated so that it rises with the length.
    double[] last = new double[loss.length];
    int longest = 0;
    int end = 0;
    for (int i = 0; i < loss.length; i++) {
      int found = Arrays.binarySearch(last, 0, longest, -loss[i]);
      int position = found >= 0 ? found : -found - 1;
      last[position] = -loss[i];
      length[i] = position + 1;
      longest = Math.max(longest, length[i]);
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
