package dev.temper.schedule;

/** A schedule behind a warm-up of its learning rate. */
record WarmedUp(Schedule schedule, long iterations, double factor) implements Schedule {

  WarmedUp {
    CurveChecks.requireNotNegative("iterations of the warm-up", iterations);
    WarmUp.checkFactor(factor);
  }

  @Override
  public HyperParameters at(long iteration) {
    long it = Math.max(0, iteration);
    if (it >= iterations) {
      return schedule.at(it - iterations);
    }
    HyperParameters first = schedule.at(0);
    return first.withLearningRate(first.learningRate() * WarmUp.share(it, iterations, factor));
  }

  @Override
  public Schedule measured(long iteration, double metric) {
    // What is measured during the warm-up says nothing of the schedule behind it.
    return iteration < iterations
        ? this
        : new WarmedUp(schedule.measured(iteration - iterations, metric), iterations, factor);
  }
}
