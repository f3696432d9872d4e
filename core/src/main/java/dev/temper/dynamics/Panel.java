package dev.temper.dynamics;

import dev.temper.schedule.Curve;
import dev.temper.schedule.Schedule;
import dev.temper.training.Optimizer;

/**
 * One way to train.
 *
 * @param name what is special about it, as it stands above its picture
 * @param optimizer the update rule
 * @param schedule of learning rate and momentum
 */
public record Panel(String name, Optimizer optimizer, Schedule schedule) {

  /** SGD without momentum under a schedule of its rate. */
  static Panel sgd(String name, Curve learningRate) {
    return of(name, Optimizer.SGD, learningRate, 0);
  }

  static Panel of(String name, Optimizer optimizer, Curve learningRate, double momentum) {
    return new Panel(
        name, optimizer, Schedule.of(learningRate, Curve.constant(momentum), Curve.constant(0)));
  }
}
