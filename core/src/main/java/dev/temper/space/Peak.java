package dev.temper.space;

/**
 * A scale on which one point is more likely than others: half of all chance is spread evenly, half
 * as a triangle that has its peak there and ends at the ends. The density is 1.5 at the peak and
 * 0.5 at ends away from it; wherever the peak is, half as much again as without it is the most.
 *
 * @param at the share of the scale below the peak, 0 to 1
 */
record Peak(double at) {

  /** The place of a point: how likely what lies below it is. */
  double placeOf(double share) {
    return share <= at ? below(share, at) : 1 - below(1 - share, 1 - at);
  }

  /** The point at a place. */
  double shareAt(double place) {
    return place <= at ? inverse(place, at) : 1 - inverse(1 - place, 1 - at);
  }

  /** Half even, half a triangle that rises from 0 to the peak. */
  private static double below(double share, double peak) {
    return share == 0 ? 0 : 0.5 * share + 0.5 * share * share / peak;
  }

  /** The root of the quadratic above. */
  private static double inverse(double place, double peak) {
    return 0.5 * (Math.sqrt(peak * (peak + 8 * place)) - peak);
  }
}
