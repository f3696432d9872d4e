package dev.temper.schedule;

/**
 * The range of the momentum by its settings' names.
 *
 * @param min at the highest rate
 * @param max at the lowest rate; the same as the minimum for a constant momentum
 */
record MomentumSettings(double min, double max) {

  /** Of the momentum where nothing is said and nothing makes it move. */
  static final double CONSTANT = 0.9;

  /** The momentum that goes with a rate: of the cyclical kinds in their own rhythm. */
  static Curve curve(Settings settings, NamedSchedule.Span span, Curve rate, long iterations) {
    return switch (settings.kind()) {
      case TRIANGULAR, TRIANGULAR2, EXP_RANGE -> {
        // PyTorch's CyclicLR.
        MomentumSettings range = of(settings, 0.8, 0.9);
        Curve cycle = RateSettings.cyclical(settings, range.max, range.min).curve();
        yield Curve.constant(range.max).then(span.warmUp(), cycle);
      }
      default -> {
        MomentumSettings range = of(settings, CONSTANT, CONSTANT);
        yield range.min < range.max
            ? rate.opposite(range.min, range.max, iterations)
            : Curve.constant(range.max);
      }
    };
  }

  /** The given range where the settings do not say another one, or a constant. */
  static MomentumSettings of(Settings settings, double min, double max) {
    settings.requireOneOf("momentum", "base_momentum");
    settings.requireOneOf("momentum", "max_momentum");
    boolean moves = settings.flag("cycle_momentum", !settings.has("momentum"));
    if (moves) {
      settings.requireOneOf("momentum", "cycle_momentum");
      double highest = settings.momentum("max_momentum", max);
      double lowest = settings.momentum("base_momentum", Math.min(min, highest));
      if (lowest > highest) {
        throw new IllegalArgumentException(
            "The settings base_momentum and max_momentum ("
                + lowest
                + " to "
                + highest
                + ") must be in order, the minimum first.");
      }
      return new MomentumSettings(lowest, highest);
    }
    settings.refuseBeside("cycle_momentum", "base_momentum");
    settings.refuseBeside("cycle_momentum", "max_momentum");
    double constant = settings.momentum("momentum", CONSTANT);
    return new MomentumSettings(constant, constant);
  }
}
