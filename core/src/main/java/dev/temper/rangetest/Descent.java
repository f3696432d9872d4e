package dev.temper.rangetest;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What every reading of the training loss presupposes: enough points, a loss that came down, and a
 * lowest point that is not where the test began.
 */
final class Descent {

  /**
   * The least fall of the smoothed loss, as a share of where it began, that counts as learning.
   * Untrained classifiers wander by about half a percent over a test's first third.
   */
  static final double LEAST_FALL = 0.02;

  private static final int LEAST_POINTS = 10;

  private Descent() {}

  /** Why the curve cannot be read, or null if it can. */
  static Suggestion.@Nullable Refused refusal(Trimmed curve) {
    if (curve.size() < LEAST_POINTS) {
      return tooFew(curve.size());
    }
    double first = curve.loss[0];
    double least = curve.loss[lowest(curve.loss)];
    if (!(first - least > LEAST_FALL * Math.abs(first))) {
      return none(first, least);
    }
    return null;
  }

  /** The refusal of too short a curve, or null if the points are enough. */
  static Suggestion.@Nullable Refused refusal(int points) {
    return points < LEAST_POINTS ? tooFew(points) : null;
  }

  private static Suggestion.Refused tooFew(int points) {
    return new Suggestion.Refused(
        "Only "
            + points
            + " usable points: the test needs more iterations, or a lower start rate.");
  }

  /** The refusal of a loss that was still at its lowest when the whole range had been run. */
  static Suggestion.Refused noDivergence(RangeCurve curve) {
    return new Suggestion.Refused(
        "No divergence inside the range: the loss was still falling at the end rate ("
            + curve.test().end()
            + "). Raise it.");
  }

  /** The refusal of a loss that does not come down. */
  static Suggestion.Refused none(double first, double least) {
    return new Suggestion.Refused(
        String.format(
            Locale.ROOT,
            "No descent: the smoothed loss starts at %.4g and never falls below %.4g. Maybe the"
                + " end rate is too low, or the network cannot learn these data.",
            first,
            least));
  }

  /** The index of the smallest loss, the first of equals. */
  static int lowest(double[] loss) {
    int index = 0;
    for (int i = 1; i < loss.length; i++) {
      if (loss[i] < loss[index]) {
        index = i;
      }
    }
    return index;
  }
}
