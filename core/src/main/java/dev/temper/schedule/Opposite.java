package dev.temper.schedule;

/**
 * A value that falls from its maximum to its minimum as a curve rises from its lowest value to its
 * highest, and the other way round.
 */
record Opposite(Curve curve, double lowest, double highest, double min, double max)
    implements Curve {

  Opposite {
    CurveChecks.requireFinite("minimum", min);
    CurveChecks.requireFinite("maximum", max);
    if (min > max) {
      throw new IllegalArgumentException(
          "The minimum (" + min + ") must be at most the maximum (" + max + ").");
    }
  }

  /** Opposite to a curve over its first iterations, between whose extremes all is scaled. */
  static Opposite to(Curve curve, double min, double max, long iterations) {
    CurveChecks.requireAtLeastOne("iterations", iterations);
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    for (long iteration = 0; iteration < iterations; iteration++) {
      double value = curve.at(iteration);
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
    }
    return new Opposite(curve, lowest, highest, min, max);
  }

  @Override
  public double at(long iteration) {
    double height = lowest < highest ? (curve.at(iteration) - lowest) / (highest - lowest) : 0;
    return Interpolation.LINEAR.between(max, min, height);
  }

  @Override
  public Curve measured(long iteration, double metric) {
    return new Opposite(curve.measured(iteration, metric), lowest, highest, min, max);
  }
}
