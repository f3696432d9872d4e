package dev.temper.schedule;

/** Three curves as one schedule. */
record SideBySide(Curve rate, Curve momentum, Curve weightDecay) implements Schedule {

  @Override
  public HyperParameters at(long iteration) {
    return new HyperParameters(
        rate.at(iteration), momentum.at(iteration), weightDecay.at(iteration));
  }

  @Override
  public Schedule measured(long iteration, double metric) {
    return new SideBySide(
        rate.measured(iteration, metric),
        momentum.measured(iteration, metric),
        weightDecay.measured(iteration, metric));
  }
}
