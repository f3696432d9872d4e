package dev.temper.rangetest;

import dev.temper.schedule.HyperParameters;
import dev.temper.training.Evaluation;
import dev.temper.training.Optimizer;
import dev.temper.training.Snapshot;
import dev.temper.training.Split;
import dev.temper.training.TrainingListener;
import dev.temper.training.TrainingSession;
import java.util.function.DoubleUnaryOperator;

/**
 * The learning-rate range test: train while the rate rises every iteration, watch the loss, and put
 * everything back (Smith 2017, section 3.3; the stop rule and the smoothing are fastai's).
 *
 * <p>An immutable description; one test can be run on any number of sessions.
 *
 * @param ramp how the rate rises
 * @param start the rate of the first iteration; above 0, or 0 for a linear ramp
 * @param end the rate of the last iteration; above {@code start}
 * @param iterations updates if the test is not stopped early; 2 or more
 * @param smoothing weight of the past in the exponential average of the loss, 0 to below 1; 0.98 by
 *     default
 * @param stopFactor the test stops when the smoothed loss exceeds this many times its best; above
 *     1, infinite for never; 4 by default. A loss that is NaN or infinite always stops it
 * @param evaluateEvery iterations between evaluations on the validation split; 0 for none
 * @param evaluateOn the most validation examples to look at each time; 1 or more
 */
public record RangeTest(
    Ramp ramp,
    double start,
    double end,
    int iterations,
    double smoothing,
    double stopFactor,
    int evaluateEvery,
    long evaluateOn) {

  /** The weight of the past in the smoothed loss unless told otherwise. */
  public static final double DEFAULT_SMOOTHING = 0.98;

  /** Times its best the smoothed loss may reach unless told otherwise. */
  public static final double DEFAULT_STOP_FACTOR = 4;

  /** Validation examples looked at along the ramp unless told otherwise. */
  public static final long DEFAULT_EVALUATE_ON = 1000;

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if a setting is outside its range
   */
  public RangeTest {
    boolean startAccepted = start > 0 || (start == 0 && ramp == Ramp.LINEAR);
    if (!startAccepted || start == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "The start rate ("
              + start
              + ") must be finite and above 0; a linear ramp may also start at 0.");
    }
    if (!(end > start) || end == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "The end rate (" + end + ") must be finite and above the start rate (" + start + ").");
    }
    if (iterations < 2) {
      throw new IllegalArgumentException(
          "A range test takes 2 iterations or more, not (" + iterations + ").");
    }
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException(
          "The smoothing (" + smoothing + ") must be at least 0 and below 1.");
    }
    if (!(stopFactor > 1)) {
      throw new IllegalArgumentException(
          "The stop factor ("
              + stopFactor
              + ") must be above 1. Maybe you want infinity, which never stops.");
    }
    if (evaluateEvery < 0) {
      throw new IllegalArgumentException(
          "The iterations between evaluations (" + evaluateEvery + ") must be 0 (none) or more.");
    }
    if (evaluateOn < 1) {
      throw new IllegalArgumentException(
          "The examples to evaluate on (" + evaluateOn + ") must be 1 or more.");
    }
  }

  /** An exponential ramp with the default smoothing and stop, evaluating some 40 times. */
  public static RangeTest exponential(double start, double end, int iterations) {
    return standard(Ramp.EXPONENTIAL, start, end, iterations);
  }

  /** Smith's linear ramp with the default smoothing and stop, evaluating some 40 times. */
  public static RangeTest linear(double start, double end, int iterations) {
    return standard(Ramp.LINEAR, start, end, iterations);
  }

  private static RangeTest standard(Ramp ramp, double start, double end, int iterations) {
    return new RangeTest(
        ramp,
        start,
        end,
        iterations,
        DEFAULT_SMOOTHING,
        DEFAULT_STOP_FACTOR,
        Math.max(1, iterations / 40),
        DEFAULT_EVALUATE_ON);
  }

  /** This test over another number of iterations, with as many evaluations over the range. */
  public RangeTest withIterations(int value) {
    int every =
        evaluateEvery == 0 ? 0 : (int) Math.max(1, (long) evaluateEvery * value / iterations);
    return new RangeTest(ramp, start, end, value, smoothing, stopFactor, every, evaluateOn);
  }

  /** This test with another stop rule; infinite for never. */
  public RangeTest withStopFactor(double value) {
    return new RangeTest(ramp, start, end, iterations, smoothing, value, evaluateEvery, evaluateOn);
  }

  /** This test with another smoothing. */
  public RangeTest withSmoothing(double value) {
    return new RangeTest(
        ramp, start, end, iterations, value, stopFactor, evaluateEvery, evaluateOn);
  }

  /** This test with other evaluations: how often (0 for never), and on how many examples. */
  public RangeTest withEvaluation(int every, long examples) {
    return new RangeTest(ramp, start, end, iterations, smoothing, stopFactor, every, examples);
  }

  /**
   * The end rate to begin with for an optimizer: 10, above which hardly anything trains, and 100
   * for LARS, whose adapted steps are a thousandth of its rate.
   */
  public static double defaultEnd(Optimizer optimizer) {
    return optimizer == Optimizer.LARS ? 100 : 10;
  }

  /** The learning rate of an iteration, counted from 0; clamped to the range. */
  public double learningRate(long iteration) {
    double position = Math.min(1, Math.max(0, iteration / (double) (iterations - 1)));
    return position == 1 ? end : ramp.at(start, end, position);
  }

  /** Runs the test at momentum 0.9 without weight decay; otherwise as the longer form. */
  public RangeCurve run(TrainingSession session) {
    return run(session, new HyperParameters(0, 0.9, 0), TrainingListener.NONE);
  }

  /**
   * Runs the test from the session's present weights and leaves the session exactly as it was: what
   * it trains afterwards is, bit for bit, what it would have trained without the test.
   *
   * @param session what to train; restored also if the test fails
   * @param values momentum and weight decay to train with; the learning rate is the ramp's
   * @param listener told of every step and evaluation
   */
  public RangeCurve run(
      TrainingSession session, HyperParameters values, TrainingListener listener) {
    try (Snapshot before = session.snapshot()) {
      try {
        RangeRecorder recorder = new RangeRecorder(this);
        for (int iteration = 0; iteration < iterations; iteration++) {
          HyperParameters now = values.withLearningRate(learningRate(iteration));
          double loss = session.step(now);
          boolean ended = recorder.step(now.learningRate(), loss);
          listener.onStep(iteration, now, loss);
          if (ended) {
            break;
          }
          if (evaluateEvery > 0 && (iteration + 1) % evaluateEvery == 0) {
            Evaluation evaluation = session.evaluate(Split.VALIDATION, evaluateOn);
            boolean lost = recorder.evaluation(evaluation);
            listener.onEvaluation(iteration + 1L, evaluation);
            if (lost) {
              break;
            }
          }
        }
        return recorder.curve();
      } finally {
        session.restore(before);
      }
    }
  }

  /**
   * Runs the test in a training loop of one's own, which also restores its own weights.
   *
   * @param lossAtRate makes one update at the given learning rate and returns the batch's loss
   *     before it
   */
  public RangeCurve run(DoubleUnaryOperator lossAtRate) {
    RangeRecorder recorder = new RangeRecorder(this);
    for (int iteration = 0; iteration < iterations; iteration++) {
      double rate = learningRate(iteration);
      if (recorder.step(rate, lossAtRate.applyAsDouble(rate))) {
        break;
      }
    }
    return recorder.curve();
  }
}
