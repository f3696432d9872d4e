package dev.temper.schedule;

/** A schedule with the momentum of a curve of its own. */
record OtherMomentum(Schedule schedule, Curve momentum) implements Schedule {

  @Override
  public HyperParameters at(long iteration) {
    return schedule.at(iteration).withMomentum(momentum.at(iteration));
  }

  @Override
  public Schedule measured(long iteration, double metric) {
    return new OtherMomentum(
        schedule.measured(iteration, metric), momentum.measured(iteration, metric));
  }
}
