package dev.temper.schedule;

import java.util.List;

/**
 * One hyper-parameter as a function of the iteration, counted from 0.
 *
 * <p>Pure: the same iteration always gives the same value, in any order of asking. Before 0 and
 * beyond its end a curve stays at its first and last value; it never throws. Curves are immutable
 * and safe for use by several threads.
 *
 * <p>They compose: {@code Curve.cosine(0.4, 0, 900).warmedUp(100, 0.1)} rises for 100 iterations
 * before it falls; {@code .opposite(0.85, 0.95, 1000)} of it is a momentum that moves the other
 * way.
 */
@FunctionalInterface
public interface Curve {

  /** The value iteration {@code iteration} trains with. */
  double at(long iteration);

  /**
   * This curve, knowing that a metric was measured after an iteration; itself, where it does not
   * heed metrics. Measurements are told in the order in which they were made.
   *
   * @param iteration the last iteration before the measurement
   * @param metric lower is better, unless the curve says otherwise; NaN is no improvement
   * @return a curve that gives the same values up to {@code iteration}
   */
  default Curve measured(long iteration, double metric) {
    return this;
  }

  /**
   * The same value for every iteration.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  static Curve constant(double value) {
    return new Constant(value);
  }

  /**
   * A straight line, then constant: {@code from + (to - from) * it / iterations} up to {@code
   * iterations}, the form of PyTorch's {@code LinearLR}.
   *
   * @param from the value at iteration 0
   * @param to the value at {@code iterations} and after
   * @param iterations the length of the line; 1 or more
   * @throws IllegalArgumentException if the length is below 1 or a value not finite
   */
  static Curve linear(double from, double to, long iterations) {
    return new Line(from, to, iterations);
  }

  /**
   * Exponential decay by the same factor at every iteration: {@code initial * gamma^it}, PyTorch's
   * {@code ExponentialLR}.
   *
   * @param initial the value at iteration 0
   * @param gamma the factor; above 0
   * @throws IllegalArgumentException if the factor is not above 0 or a value not finite
   */
  static Curve exponential(double initial, double gamma) {
    return new Exponential(initial, gamma);
  }

  /**
   * Time-based decay: {@code initial / (1 + decay * it)}, the {@code decay} of Keras's early
   * optimizers.
   *
   * <p>It counts updates, as Keras does, not epochs: the same decay acts faster the smaller the
   * batch. Of 500 examples an epoch is 16 updates at batch size 32 and 8 at 64, so that after 100
   * epochs at decay 0.01 the value is initial/17 with the one and initial/9 with the other.
   *
   * @param initial the value at iteration 0
   * @param decay finite and 0 or more
   * @throws IllegalArgumentException if the decay is below 0 or a value not finite
   */
  static Curve timeBased(double initial, double decay) {
    return new TimeBased(initial, decay);
  }

  /**
   * Multiplied by a factor at even distances: {@code initial * gamma^floor(it / stepSize)},
   * PyTorch's {@code StepLR}.
   *
   * @param initial the value at iteration 0
   * @param stepSize iterations from one step to the next; 1 or more
   * @param gamma the factor; above 0
   * @throws IllegalArgumentException if a setting is outside its range
   */
  static Curve step(double initial, long stepSize, double gamma) {
    return new Step(initial, stepSize, gamma);
  }

  /**
   * Multiplied by a factor at given iterations, PyTorch's {@code MultiStepLR}.
   *
   * @param initial the value at iteration 0
   * @param milestones the first iteration of each new value, 1 or more, in any order; one that
   *     stands there twice counts twice
   * @param gamma the factor; above 0
   * @throws IllegalArgumentException if a setting is outside its range
   */
  static Curve multistep(double initial, List<Long> milestones, double gamma) {
    return new Multistep(initial, milestones, gamma);
  }

  /**
   * Polynomial decay: {@code floor + (initial - floor) * (1 - it / iterations)^power}, PyTorch's
   * {@code PolynomialLR} where the floor is 0.
   *
   * @param initial the value at iteration 0
   * @param floor the value at {@code iterations} and after; at most the initial one
   * @param iterations the length of the decay; 1 or more
   * @param power above 0; 1 is a straight line
   * @throws IllegalArgumentException if a setting is outside its range
   */
  static Curve polynomial(double initial, double floor, long iterations, double power) {
    return new Polynomial(initial, floor, iterations, power);
  }

  /**
   * Cosine decay: {@code floor + (initial - floor) * (1 + cos(pi * it / iterations)) / 2}, the
   * closed form of PyTorch's {@code CosineAnnealingLR} (Loshchilov and Hutter 2017, equation 5).
   *
   * <p>It stays at the floor after {@code iterations}; PyTorch's rises again there.
   *
   * @param initial the value at iteration 0
   * @param floor the value at {@code iterations} and after; at most the initial one
   * @param iterations PyTorch's T_max; 1 or more
   * @throws IllegalArgumentException if a setting is outside its range
   */
  static Curve cosine(double initial, double floor, long iterations) {
    return new Cosine(initial, floor, iterations);
  }

  /**
   * Cosine decay with warm restarts, without an end (Loshchilov and Hutter 2017, SGDR); PyTorch's
   * {@code CosineAnnealingWarmRestarts}.
   *
   * @param initial the value at iteration 0 and at every restart
   * @param floor what each period falls towards; at most the initial value
   * @param firstPeriod iterations before the first restart, T_0; 1 or more
   * @param periodFactor how much longer each period is than the one before, T_mult; 1 or more
   * @throws IllegalArgumentException if a setting is outside its range
   */
  static Curve cosineWarmRestarts(
      double initial, double floor, long firstPeriod, long periodFactor) {
    return new CosineWarmRestarts(initial, floor, firstPeriod, periodFactor);
  }

  /**
   * Linear up and down, without an end: the triangular policy (Smith 2017, section 3.1); PyTorch's
   * {@code CyclicLR}.
   *
   * <p>Smith advises 2 to 8 epochs for each of the two parts (section 3.2), and a base of a third
   * or a quarter of the peak (section 3.3). A peak below the base is the momentum that goes with a
   * rate: {@code triangular(0.95, 0.85, up, down)}.
   *
   * @param base the value at the start and between two cycles
   * @param peak the value in the middle of a cycle
   * @param up iterations from base to peak; 1 or more
   * @param down iterations from peak to base; 1 or more
   * @throws IllegalArgumentException if a setting is outside its range
   */
  static Curve triangular(double base, double peak, long up, long down) {
    return new Cyclical(base, peak, up, down, Cyclical.Amplitude.CONSTANT, 1);
  }

  /**
   * The {@linkplain #triangular triangular} policy with its height halved after each cycle (Smith
   * 2017, section 3.1: triangular2).
   *
   * @throws IllegalArgumentException if a setting is outside its range
   */
  static Curve triangular2(double base, double peak, long up, long down) {
    return new Cyclical(base, peak, up, down, Cyclical.Amplitude.HALVED_EACH_CYCLE, 1);
  }

  /**
   * The {@linkplain #triangular triangular} policy with its height multiplied by {@code gamma^it}
   * (Smith 2017, section 3.1: exp_range).
   *
   * @param gamma the factor at every iteration; above 0, at most 1
   * @throws IllegalArgumentException if a setting is outside its range
   */
  static Curve expRange(double base, double peak, long up, long down, double gamma) {
    return new Cyclical(base, peak, up, down, Cyclical.Amplitude.EXPONENTIAL, gamma);
  }

  /**
   * Warm-up, stable, decay: up in a straight line, constant, and down in a straight line (Hu et al.
   * 2024, MiniCPM, section 4).
   *
   * @param peak the value of the stable part
   * @param warmUp equal steps of the rise from 0, which is not reached: iteration 0 has the first
   *     of them, iteration {@code warmUp - 1} the peak; 0 or more
   * @param stable iterations from the first at the peak to the start of the fall; 0 or more
   * @param decay iterations of the fall; 1 or more
   * @param floor the value at the end of the fall; at most the peak
   * @throws IllegalArgumentException if a setting is outside its range
   */
  static Curve warmUpStableDecay(double peak, long warmUp, long stable, long decay, double floor) {
    CurveChecks.requireNotNegative("iterations of the warm-up", warmUp);
    CurveChecks.requireNotNegative("stable iterations", stable);
    return constant(peak)
        .then(stable, polynomial(peak, floor, decay, 1))
        .warmedUp(Math.max(0, warmUp - 1), 1.0 / Math.max(1, warmUp));
  }

  /**
   * A rate that is lowered when what is {@linkplain #measured measured} no longer improves,
   * PyTorch's {@code ReduceLROnPlateau} with its defaults; refined by its {@code with} methods.
   *
   * @param initial the rate until then; finite and above 0
   * @throws IllegalArgumentException if it is outside its range
   */
  static Plateau plateau(double initial) {
    return Plateau.of(initial);
  }

  /**
   * This curve behind a warm-up: a straight line from {@code factor} times its first value to that
   * value, which it has at {@code iterations} and from which it then goes on from its own iteration
   * 0. The whole is that much longer; {@link #measured} reaches this curve when the warm-up is
   * over.
   *
   * @param iterations the length of the warm-up; 0 or more
   * @param factor 0 to 1
   * @throws IllegalArgumentException if a setting is outside its range
   */
  default Curve warmedUp(long iterations, double factor) {
    return new WarmUp(this, iterations, factor);
  }

  /**
   * This curve before an iteration, and from it on another, which starts there from its own
   * iteration 0.
   *
   * @param iteration the first one of the next curve, counted from this curve's start; 0 or more
   * @throws IllegalArgumentException if the iteration is below 0
   */
  default Curve then(long iteration, Curve next) {
    return new Piecewise(this, iteration, next);
  }

  /**
   * A value opposite to this curve: at {@code max} where this curve is lowest over its first
   * iterations, at {@code min} where it is highest, linear between. It is how the momentum moves
   * against the learning rate (Smith 2018, section 4.3). Where this curve does not change, {@code
   * max}.
   *
   * @param min the lowest value
   * @param max the highest value
   * @param iterations over which this curve's extremes are taken; 1 or more, all are asked for
   * @throws IllegalArgumentException if a setting is outside its range
   */
  default Curve opposite(double min, double max, long iterations) {
    return Opposite.to(this, min, max, iterations);
  }

  /**
   * This curve with all its values multiplied.
   *
   * @throws IllegalArgumentException if the factor is not finite
   */
  default Curve scaled(double factor) {
    return new Scaled(this, factor);
  }
}
