package dev.temper.sensitivity;

import dev.temper.schedule.Curve;
import dev.temper.schedule.OneCycle;
import dev.temper.schedule.Schedule;

/** What a trial makes of its learning rate: the schedule over the run. */
@FunctionalInterface
public interface RatePolicy {

  /**
   * The schedule of a trial; its weight decay is not looked at.
   *
   * @param learningRate the trial's rate; above 0
   * @param iterations updates in the run; 2 or more
   */
  Schedule schedule(double learningRate, long iterations);

  /** The rate and the momentum stay the same from the first iteration to the last. */
  static RatePolicy fixed(double momentum) {
    return (learningRate, iterations) ->
        Schedule.of(Curve.constant(learningRate), Curve.constant(momentum), Curve.constant(0));
  }

  /** The rate is the maximum of one cycle with the defaults of the variant's source. */
  static RatePolicy oneCycle(OneCycle.Variant variant) {
    return (learningRate, iterations) -> variant.of(iterations, learningRate);
  }
}
