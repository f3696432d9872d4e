package dev.temper.schedule;

/** Decay by the same factor at every iteration; PyTorch's {@code ExponentialLR}. */
record Exponential(double initial, double gamma) implements Curve {

  Exponential {
    CurveChecks.requireFinite("initial value", initial);
    CurveChecks.requirePositive("factor", gamma);
  }

  @Override
  public double at(long iteration) {
    return after(initial, gamma, Math.max(0, iteration));
  }

  /** A value multiplied by the same factor so many times. */
  static double after(double initial, double gamma, long times) {
    // A factor that has grown beyond all doubles must not make 0 * infinity.
    return initial == 0 ? 0 : CurveChecks.finite(initial * Math.pow(gamma, times));
  }
}
