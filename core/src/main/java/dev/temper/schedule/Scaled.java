package dev.temper.schedule;

/** A curve with all its values multiplied. */
record Scaled(Curve curve, double factor) implements Curve {

  Scaled {
    CurveChecks.requireFinite("factor", factor);
  }

  @Override
  public double at(long iteration) {
    return CurveChecks.finite(curve.at(iteration) * factor);
  }

  @Override
  public Curve measured(long iteration, double metric) {
    return new Scaled(curve.measured(iteration, metric), factor);
  }
}
