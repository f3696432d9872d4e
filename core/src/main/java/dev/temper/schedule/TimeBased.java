package dev.temper.schedule;

/** Hyperbolic decay at every update; the {@code decay} of Keras's early optimizers. */
record TimeBased(double initial, double decay) implements Curve {

  TimeBased {
    CurveChecks.requireFinite("initial value", initial);
    CurveChecks.requireNotNegative("decay", decay);
  }

  @Override
  public double at(long iteration) {
    return initial / (1 + decay * Math.max(0, iteration));
  }
}
