package dev.temper.schedule;

/**
 * A rate that waits for the measurements: lowered by a factor after a number of evaluations without
 * improvement, and, where that is asked for, raised again when lowering has not helped.
 *
 * <p>The rules are those of PyTorch's {@code ReduceLROnPlateau}. A measurement improves on the best
 * one if it is better by more than the threshold; one that is NaN never does. At the first
 * measurement beyond {@code patience} without improvement the rate is multiplied by {@code factor},
 * never below {@code floor}, and the count begins anew after {@code cooldown} further measurements.
 * A change of the rate by {@code leastChange} or less is left out. One difference: a relative
 * threshold is a share of the best measurement's size, so that it also works for measurements below
 * 0.
 *
 * <p>Ours is the raising: after {@code raiseAfter} measurements in a row without improvement of the
 * best, counted across lowerings, the rate is divided by the factor instead, never above its
 * initial value, and all counts begin anew. The best stays what it was.
 *
 * <p>Immutable like every curve: {@link #measured} gives the curve that knows of one measurement
 * more. That one remembers its rates by iteration, so that any iteration can be asked for: a past
 * one gives what it trained with, a coming one the rate as it is.
 *
 * @param initial the rate until something has been measured; finite and above 0
 * @param factor the factor of a change; above 0, below 1; 1/2 to 1/10 is usual
 * @param patience measurements without improvement that are let pass; 0 or more
 * @param threshold by how much a measurement must be better to count; finite and 0 or more
 * @param relative whether the threshold is a share of the best measurement
 * @param cooldown measurements after a change that do not count; 0 or more
 * @param floor the lowest rate; 0 or more, at most the initial one
 * @param leastChange changes up to this are left out; finite and 0 or more
 * @param higherIsBetter whether a higher measurement is the better one
 * @param raiseAfter measurements without improvement after which the rate is raised; 0 for never,
 *     else above patience + 1
 */
public record Plateau(
    double initial,
    double factor,
    long patience,
    double threshold,
    boolean relative,
    long cooldown,
    double floor,
    double leastChange,
    boolean higherIsBetter,
    long raiseAfter)
    implements Curve {

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if a setting is outside its range
   */
  public Plateau {
    CurveChecks.requirePositive("initial value", initial);
    if (!(factor > 0 && factor < 1)) {
      throw new IllegalArgumentException(
          "The factor (" + factor + ") must be above 0 and below 1.");
    }
    CurveChecks.requireNotNegative("patience", patience);
    CurveChecks.requireNotNegative("threshold", threshold);
    CurveChecks.requireNotNegative("cooldown", cooldown);
    CurveChecks.requireNotNegative("floor", floor);
    CurveChecks.requireFall(initial, floor);
    CurveChecks.requireNotNegative("least change", leastChange);
    if (raiseAfter < 0 || (raiseAfter > 0 && raiseAfter - 1 <= patience)) {
      throw new IllegalArgumentException(
          "The measurements before the rate is raised ("
              + raiseAfter
              + ") must be 0 for never, or more than the patience ("
              + patience
              + ") + 1. Maybe the rate should be lowered first.");
    }
  }

  /** PyTorch's defaults: factor 0.1, patience 10, relative threshold 1e-4, no cooldown or floor. */
  static Plateau of(double initial) {
    return new Plateau(initial, 0.1, 10, 1e-4, true, 0, 0, 1e-8, false, 0);
  }

  @Override
  public double at(long iteration) {
    return initial;
  }

  @Override
  public Curve measured(long iteration, double metric) {
    return MeasuredPlateau.nothing(this).measured(iteration, metric);
  }

  /** Whether a measurement improves on the best one before it. */
  boolean improves(double metric, double best) {
    double gain = higherIsBetter ? metric - best : best - metric;
    double least = relative ? threshold * Math.abs(best) : threshold;
    return Double.isInfinite(best) ? better(metric, best) : gain > least;
  }

  private boolean better(double metric, double best) {
    return higherIsBetter ? metric > best : metric < best;
  }

  /** This plateau with another factor of its changes, above 0 and below 1. */
  public Plateau withFactor(double value) {
    return new Plateau(
        initial,
        value,
        patience,
        threshold,
        relative,
        cooldown,
        floor,
        leastChange,
        higherIsBetter,
        raiseAfter);
  }

  /** This plateau with another number of measurements without improvement that are let pass. */
  public Plateau withPatience(long value) {
    return new Plateau(
        initial,
        factor,
        value,
        threshold,
        relative,
        cooldown,
        floor,
        leastChange,
        higherIsBetter,
        raiseAfter);
  }

  /** This plateau with another threshold, a share of the best measurement or an absolute one. */
  public Plateau withThreshold(double value, boolean share) {
    return new Plateau(
        initial,
        factor,
        patience,
        value,
        share,
        cooldown,
        floor,
        leastChange,
        higherIsBetter,
        raiseAfter);
  }

  /** This plateau with another number of measurements that do not count after a change. */
  public Plateau withCooldown(long value) {
    return new Plateau(
        initial,
        factor,
        patience,
        threshold,
        relative,
        value,
        floor,
        leastChange,
        higherIsBetter,
        raiseAfter);
  }

  /** This plateau with another lowest rate. */
  public Plateau withFloor(double value) {
    return new Plateau(
        initial,
        factor,
        patience,
        threshold,
        relative,
        cooldown,
        value,
        leastChange,
        higherIsBetter,
        raiseAfter);
  }

  /** This plateau with another size up to which changes are left out. */
  public Plateau withLeastChange(double value) {
    return new Plateau(
        initial,
        factor,
        patience,
        threshold,
        relative,
        cooldown,
        floor,
        value,
        higherIsBetter,
        raiseAfter);
  }

  /** This plateau for measurements of which the higher is the better, or the lower again. */
  public Plateau withHigherIsBetter(boolean value) {
    return new Plateau(
        initial,
        factor,
        patience,
        threshold,
        relative,
        cooldown,
        floor,
        leastChange,
        value,
        raiseAfter);
  }

  /** This plateau raising its rate after so many measurements without improvement; 0 for never. */
  public Plateau withRaiseAfter(long value) {
    return new Plateau(
        initial,
        factor,
        patience,
        threshold,
        relative,
        cooldown,
        floor,
        leastChange,
        higherIsBetter,
        value);
  }
}
