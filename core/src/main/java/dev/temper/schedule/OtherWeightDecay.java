package dev.temper.schedule;

/** A schedule with the weight decay of a curve of its own. */
record OtherWeightDecay(Schedule schedule, Curve weightDecay) implements Schedule {

  @Override
  public HyperParameters at(long iteration) {
    return schedule.at(iteration).withWeightDecay(weightDecay.at(iteration));
  }

  @Override
  public Schedule measured(long iteration, double metric) {
    return new OtherWeightDecay(
        schedule.measured(iteration, metric), weightDecay.measured(iteration, metric));
  }
}
