package dev.temper.importance;

import dev.temper.statistics.Fence;
import java.util.Arrays;
import java.util.List;

/** Values of which none is so bad that it hides what the others tell. */
final class Fenced {

  private Fenced() {}

  /**
   * The values in the order of the observations, from 0 for the best to 1 for the worst, all 0
   * where they are equal; none where no observation has a finite one.
   *
   * <p>What could not be trained with counts as the fence. Where there is none, it lies as far
   * above the worst value as the best one below it, or 1 where all are equal.
   */
  static double[] of(List<Observed> observed) {
    double[] finite =
        observed.stream().mapToDouble(Observed::value).filter(Double::isFinite).toArray();
    if (finite.length == 0) {
      return finite;
    }
    double fence = Fence.above(finite);
    double best = Arrays.stream(finite).min().orElseThrow();
    double worst = Arrays.stream(finite).max().orElseThrow();
    double beyond = worst + (worst > best ? worst - best : 1);
    double infeasible = Math.min(Double.MAX_VALUE, Double.isFinite(fence) ? fence : beyond);
    double[] fenced =
        observed.stream()
            .mapToDouble(Observed::value)
            .map(value -> Double.isFinite(value) ? Math.min(value, fence) : infeasible)
            .toArray();
    // Halved first, so that far ends do not overflow.
    double range = Arrays.stream(fenced).max().orElseThrow() / 2 - best / 2;
    return Arrays.stream(fenced)
        .map(value -> range > 0 ? (value / 2 - best / 2) / range : 0)
        .toArray();
  }
}
