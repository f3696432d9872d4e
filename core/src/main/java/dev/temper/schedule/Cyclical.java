package dev.temper.schedule;

/**
 * Up and down between two values, without an end (Smith 2017, section 3.1); PyTorch's {@code
 * CyclicLR}.
 *
 * <p>With {@code cycle} counted from 0 and a height that rises linearly from 0 to 1 over the first
 * part of a cycle and falls back to 0 over the second: {@code base + (peak - base) * height *
 * scale}, where the scale is 1, {@code 1 / 2^cycle} or {@code gamma^it}.
 */
record Cyclical(double base, double peak, long up, long down, Amplitude amplitude, double gamma)
    implements Curve {

  /** What becomes of the height of the cycles. */
  enum Amplitude {
    CONSTANT,
    HALVED_EACH_CYCLE,
    EXPONENTIAL
  }

  Cyclical {
    CurveChecks.requireFinite("base", base);
    CurveChecks.requireFinite("peak", peak);
    CurveChecks.requireAtLeastOne("iterations up", up);
    CurveChecks.requireAtLeastOne("iterations down", down);
    if (up > Long.MAX_VALUE - down) {
      throw new IllegalArgumentException(
          "A cycle (" + up + " and " + down + " iterations) must be shorter than 2^63.");
    }
    if (!(gamma > 0 && gamma <= 1)) {
      throw new IllegalArgumentException(
          "The factor of the cycles (" + gamma + ") must be above 0 and at most 1.");
    }
  }

  @Override
  public double at(long iteration) {
    long it = Math.max(0, iteration);
    long within = it % (up + down);
    double height = within <= up ? (double) within / up : (double) (up + down - within) / down;
    long cycle = it / (up + down);
    double scale =
        switch (amplitude) {
          case CONSTANT -> 1;
          case HALVED_EACH_CYCLE -> Math.pow(0.5, cycle);
          case EXPONENTIAL -> Math.pow(gamma, it);
        };
    return Interpolation.LINEAR.between(base, peak, height * scale);
  }
}
