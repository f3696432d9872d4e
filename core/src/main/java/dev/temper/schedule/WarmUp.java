package dev.temper.schedule;

/** A straight rise to the first value of another curve, which then starts from its beginning. */
record WarmUp(Curve curve, long iterations, double factor) implements Curve {

  WarmUp {
    CurveChecks.requireNotNegative("iterations of the warm-up", iterations);
    checkFactor(factor);
  }

  static void checkFactor(double factor) {
    if (!(factor >= 0 && factor <= 1)) {
      throw new IllegalArgumentException(
          "The factor of the warm-up (" + factor + ") must be 0 to 1.");
    }
  }

  /** The share of the first value that an iteration of the warm-up trains with. */
  static double share(long iteration, long iterations, double factor) {
    return Interpolation.LINEAR.between(factor, 1, (double) iteration / iterations);
  }

  @Override
  public double at(long iteration) {
    long it = Math.max(0, iteration);
    return it < iterations
        ? curve.at(0) * share(it, iterations, factor)
        : curve.at(it - iterations);
  }

  @Override
  public Curve measured(long iteration, double metric) {
    // What is measured during the warm-up says nothing of the curve behind it.
    return iteration < iterations
        ? this
        : new WarmUp(curve.measured(iteration - iterations, metric), iterations, factor);
  }
}
