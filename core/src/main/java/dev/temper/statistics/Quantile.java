package dev.temper.statistics;

/** The value below which a share of others lies. */
public final class Quantile {

  private Quantile() {}

  /**
   * A quantile, between neighbours in proportion (Hyndman and Fan 1996, definition 7).
   *
   * @param sorted values, rising; infinite ones are allowed
   * @param share 0 for the lowest to 1 for the highest
   * @return NaN if there is no value
   */
  public static double of(double[] sorted, double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(sorted.length - 1, below + 1);
    double part = at - below;
    // Not by their difference, which may overflow; and an infinite neighbour counts only if needed.
    return part == 0 ? sorted[below] : sorted[below] * (1 - part) + sorted[above] * part;
  }
}
