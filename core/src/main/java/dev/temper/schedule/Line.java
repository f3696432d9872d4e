package dev.temper.schedule;

/** A straight line, then constant; PyTorch's {@code LinearLR} without the factors. */
record Line(double from, double to, long iterations) implements Curve {

  Line {
    CurveChecks.requireFinite("first value", from);
    CurveChecks.requireFinite("last value", to);
    CurveChecks.requireAtLeastOne("iterations", iterations);
  }

  @Override
  public double at(long iteration) {
    return Interpolation.LINEAR.between(from, to, (double) iteration / iterations);
  }
}
