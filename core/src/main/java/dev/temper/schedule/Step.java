package dev.temper.schedule;

/** Lowered by a factor at even distances; PyTorch's {@code StepLR}. */
record Step(double initial, long stepSize, double gamma) implements Curve {

  Step {
    CurveChecks.requireFinite("initial value", initial);
    CurveChecks.requireAtLeastOne("step size", stepSize);
    CurveChecks.requirePositive("factor", gamma);
  }

  @Override
  public double at(long iteration) {
    return Exponential.after(initial, gamma, Math.max(0, iteration) / stepSize);
  }
}
