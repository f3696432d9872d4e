package dev.temper.schedule;

/** The learning rate of a schedule. */
record LearningRate(Schedule schedule) implements Curve {

  @Override
  public double at(long iteration) {
    return schedule.at(iteration).learningRate();
  }

  @Override
  public Curve measured(long iteration, double metric) {
    return new LearningRate(schedule.measured(iteration, metric));
  }
}
