package dev.temper.pruner;

import java.util.stream.LongStream;

/**
 * The steps at which trials are compared: {@code least}, {@code least * factor}, {@code least *
 * factor^2} and so on, below {@code most}.
 *
 * <p>A trial reaches a rung by its first report at that step or a later one, and stands there with
 * that report's value. Where one report reaches several, it is the highest that the trial is judged
 * at. Who stands better is better by value; of equal values that of the lower number.
 *
 * @param least the first rung, in the unit of {@link Report#step}; early enough to be cheap, late
 *     enough that curves have begun to differ; 1 or more
 * @param most how far a trial comes that nobody stops; {@code least} or more
 * @param factor how many times further each rung is, and one in how many goes on from it; 2 or more
 */
public record Rungs(long least, long most, int factor) {

  private static final int USUAL_FACTOR = 3;

  /** Of the whole length; three rungs. */
  private static final long USUAL_SHARE = 27;

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if a value is outside its range
   */
  public Rungs {
    if (least < 1 || most < least) {
      throw new IllegalArgumentException(
          "The first rung (" + least + ") must be in 1 to the most steps (" + most + ").");
    }
    if (factor < 2) {
      throw new IllegalArgumentException("The factor (" + factor + ") must be 2 or more.");
    }
  }

  /**
   * Three rungs, each three times as far as the one before, the first at a 27th of the whole.
   *
   * @param most how far a trial comes that nobody stops; 1 or more
   * @throws IllegalArgumentException if {@code most} is below 1
   */
  public static Rungs of(long most) {
    return new Rungs(Math.max(1, (most - 1) / USUAL_SHARE + 1), most, USUAL_FACTOR);
  }

  /** The steps, rising; empty where the first rung is the whole length. */
  public long[] steps() {
    return LongStream.iterate(
            least, step -> step < most, step -> step > most / factor ? most : step * factor)
        .toArray();
  }

  /**
   * The highest rung that a trial has reached by its newest report and not before.
   *
   * @return its index; -1 where the newest report reached none
   */
  static int newest(long[] steps, TrialCurve trial) {
    int highest = highest(steps, trial);
    return highest >= 0 && trial.arrivesAt(steps[highest]) ? highest : -1;
  }

  /** The index of the highest rung that a trial has reached, or -1. */
  static int highest(long[] steps, TrialCurve trial) {
    int rung = steps.length - 1;
    while (rung >= 0 && trial.step() < steps[rung]) {
      rung--;
    }
    return rung;
  }
}
