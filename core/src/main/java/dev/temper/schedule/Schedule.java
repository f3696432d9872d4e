package dev.temper.schedule;

/**
 * What each iteration trains with: a learning rate, a momentum and a weight decay.
 *
 * <p>A schedule is pure in the iteration, can be asked out of order, stays at its last values
 * beyond its end and never throws. It is all a training loop of one's own needs:
 *
 * <pre>{@code
 * Schedule schedule = OneCycle.smith(1000, 0.4);
 * for (long it = 0; it < 1000; it++) {
 *   HyperParameters now = schedule.at(it);
 *   ...
 * }
 * }</pre>
 *
 * <p>One that heeds measurements, such as {@link Curve#plateau}, is told of each and gives the
 * schedule to go on with: {@code schedule = schedule.measured(it, validationLoss)}.
 */
@FunctionalInterface
public interface Schedule {

  /** The values iteration {@code iteration}, counted from 0, trains with. */
  HyperParameters at(long iteration);

  /**
   * This schedule, knowing that a metric was measured after an iteration; itself, where it does not
   * heed metrics. Measurements are told in the order in which they were made.
   *
   * @param iteration the last iteration before the measurement
   * @param metric lower is better, unless the schedule says otherwise; NaN is no improvement
   * @return a schedule that gives the same values up to {@code iteration}
   */
  default Schedule measured(long iteration, double metric) {
    return this;
  }

  /** The same values for every iteration. */
  static Schedule fixed(HyperParameters values) {
    return iteration -> values;
  }

  /** Three independent curves side by side. */
  static Schedule of(Curve learningRate, Curve momentum, Curve weightDecay) {
    return new SideBySide(learningRate, momentum, weightDecay);
  }

  /** The learning rate alone, as a curve: what a momentum can be {@link Curve#opposite} to. */
  default Curve learningRate() {
    return new LearningRate(this);
  }

  /** This schedule with the momentum of another curve. */
  default Schedule withMomentum(Curve momentum) {
    return new OtherMomentum(this, momentum);
  }

  /** This schedule with the weight decay of another curve. */
  default Schedule withWeightDecay(Curve weightDecay) {
    return new OtherWeightDecay(this, weightDecay);
  }

  /**
   * This schedule behind a warm-up of the learning rate, as {@link Curve#warmedUp} has it; momentum
   * and weight decay stay at their first values meanwhile.
   *
   * @param iterations the length of the warm-up; 0 or more
   * @param factor the share of the first learning rate at iteration 0; 0 to 1
   * @throws IllegalArgumentException if a setting is outside its range
   */
  default Schedule warmedUp(long iterations, double factor) {
    return new WarmedUp(this, iterations, factor);
  }
}
