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
 */
@FunctionalInterface
public interface Schedule {

  /** The values iteration {@code iteration}, counted from 0, trains with. */
  HyperParameters at(long iteration);

  /** The same values for every iteration. */
  static Schedule fixed(HyperParameters values) {
    return iteration -> values;
  }

  /** Three independent curves side by side. */
  static Schedule of(Curve learningRate, Curve momentum, Curve weightDecay) {
    return iteration ->
        new HyperParameters(
            learningRate.at(iteration), momentum.at(iteration), weightDecay.at(iteration));
  }

  /** This schedule with the momentum of another curve. */
  default Schedule withMomentum(Curve momentum) {
    return iteration -> at(iteration).withMomentum(momentum.at(iteration));
  }

  /** This schedule with the weight decay of another curve. */
  default Schedule withWeightDecay(Curve weightDecay) {
    return iteration -> at(iteration).withWeightDecay(weightDecay.at(iteration));
  }
}
