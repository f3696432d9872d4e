package dev.temper.schedule;

/** One curve, and from a given iteration on another, which then starts from its beginning. */
record Piecewise(Curve first, long at, Curve next) implements Curve {

  Piecewise {
    CurveChecks.requireNotNegative("iteration of the change", at);
  }

  @Override
  public double at(long iteration) {
    long it = Math.max(0, iteration);
    return it < at ? first.at(it) : next.at(it - at);
  }

  @Override
  public Curve measured(long iteration, double metric) {
    return iteration < at
        ? new Piecewise(first.measured(iteration, metric), at, next)
        : new Piecewise(first, at, next.measured(iteration - at, metric));
  }
}
