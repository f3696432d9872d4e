package dev.temper.schedule;

import org.jspecify.annotations.Nullable;

/**
 * A plateau that knows of measurements.
 *
 * @param plateau the settings
 * @param best the best measurement; infinite before the first
 * @param bad measurements without improvement since the last improvement or change, as far as they
 *     count
 * @param stalled measurements in a row without improvement of the best
 * @param cooling measurements that still do not count
 * @param latest the iteration of the last measurement
 * @param change the last change of the rate, or null
 */
record MeasuredPlateau(
    Plateau plateau,
    double best,
    long bad,
    long stalled,
    long cooling,
    long latest,
    @Nullable Change change)
    implements Curve {

  /** From this iteration on, this rate; before it, what the earlier changes say. */
  record Change(long from, double rate, @Nullable Change earlier) {}

  static MeasuredPlateau nothing(Plateau plateau) {
    double worst = plateau.higherIsBetter() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    return new MeasuredPlateau(plateau, worst, 0, 0, 0, Long.MIN_VALUE, null);
  }

  @Override
  public double at(long iteration) {
    // The past begins with iteration 0: what is before it is as iteration 0.
    long it = Math.max(0, iteration);
    Change each = change;
    while (each != null && each.from() > it) {
      each = each.earlier();
    }
    return each == null ? plateau.initial() : each.rate();
  }

  @Override
  public MeasuredPlateau measured(long iteration, double metric) {
    // A measurement that comes late cannot change what has been trained with.
    long now = Math.max(iteration, latest);
    boolean improved = plateau.improves(metric, best);
    double newBest = improved ? metric : best;
    long newStalled = improved ? 0 : stalled + 1;
    long newBad = improved || cooling > 0 ? 0 : bad + 1;
    long newCooling = Math.max(0, cooling - 1);
    double rate = change == null ? plateau.initial() : change.rate();
    if (plateau.raiseAfter() > 0 && newStalled >= plateau.raiseAfter()) {
      double raised = Math.min(plateau.initial(), rate / plateau.factor());
      return new MeasuredPlateau(
          plateau, newBest, 0, 0, plateau.cooldown(), now, changed(now, rate, raised));
    }
    if (newBad > plateau.patience()) {
      double lowered = Math.max(plateau.floor(), rate * plateau.factor());
      return new MeasuredPlateau(
          plateau, newBest, 0, newStalled, plateau.cooldown(), now, changed(now, rate, lowered));
    }
    return new MeasuredPlateau(plateau, newBest, newBad, newStalled, newCooling, now, change);
  }

  private @Nullable Change changed(long now, double rate, double next) {
    boolean large = Math.abs(rate - next) > plateau.leastChange();
    long from = now == Long.MAX_VALUE ? now : now + 1;
    return large ? new Change(from, next, change) : change;
  }
}
