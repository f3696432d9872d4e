package dev.temper.schedule;

/** The same value for every iteration. */
record Constant(double value) implements Curve {

  Constant {
    CurveChecks.requireFinite("value", value);
  }

  @Override
  public double at(long iteration) {
    return value;
  }
}
