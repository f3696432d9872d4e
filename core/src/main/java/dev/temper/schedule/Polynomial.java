package dev.temper.schedule;

/** A power of the share of the run that is left; PyTorch's {@code PolynomialLR} with a floor. */
record Polynomial(double initial, double floor, long iterations, double power) implements Curve {

  Polynomial {
    CurveChecks.requireFall(initial, floor);
    CurveChecks.requireAtLeastOne("iterations", iterations);
    CurveChecks.requirePositive("power", power);
  }

  @Override
  public double at(long iteration) {
    double left = iterations - Math.min(Math.max(0, iteration), iterations);
    return Interpolation.LINEAR.between(floor, initial, Math.pow(left / iterations, power));
  }
}
