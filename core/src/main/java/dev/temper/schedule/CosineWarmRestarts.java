package dev.temper.schedule;

/**
 * Half cosines one after another, each the given factor longer than the one before (Loshchilov and
 * Hutter 2017, SGDR, equation 5); PyTorch's {@code CosineAnnealingWarmRestarts}.
 */
record CosineWarmRestarts(double initial, double floor, long firstPeriod, long periodFactor)
    implements Curve {

  CosineWarmRestarts {
    CurveChecks.requireFall(initial, floor);
    CurveChecks.requireAtLeastOne("first period", firstPeriod);
    CurveChecks.requireAtLeastOne("period factor", periodFactor);
  }

  @Override
  public double at(long iteration) {
    long left = Math.max(0, iteration);
    long period = firstPeriod;
    if (periodFactor == 1) {
      left %= period;
    }
    while (left >= period) {
      left -= period;
      // The next period may be longer than any iteration there is.
      period = period > Long.MAX_VALUE / periodFactor ? Long.MAX_VALUE : period * periodFactor;
    }
    return Cosine.between(initial, floor, left, period);
  }
}
