package dev.temper.schedule;

/** Half a cosine down to a floor, where it stays; one period of Loshchilov and Hutter 2017. */
record Cosine(double initial, double floor, long iterations) implements Curve {

  Cosine {
    CurveChecks.requireFall(initial, floor);
    CurveChecks.requireAtLeastOne("iterations", iterations);
  }

  /**
   * The value so far into a period. From the floor upwards by the sine of half the angle: where the
   * values are small, {@code 1 + cos} would keep few of their digits.
   */
  static double between(double initial, double floor, long done, long period) {
    double sine = Math.sin(Math.PI / 2 * ((double) (period - done) / period));
    return Interpolation.LINEAR.between(floor, initial, sine * sine);
  }

  @Override
  public double at(long iteration) {
    return between(initial, floor, Math.min(Math.max(0, iteration), iterations), iterations);
  }
}
