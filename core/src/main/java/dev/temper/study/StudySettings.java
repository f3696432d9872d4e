package dev.temper.study;

import java.time.Clock;
import java.time.Duration;

/**
 * How a process works on a study; other processes may work on it in another way.
 *
 * @param listener told of progress
 * @param silence after which a trial from whose worker nothing was heard is lost; above 0. The
 *     workers of a run are heard six times as often
 * @param mostFailures so many trials that fail in a row end the run; 1 or more
 * @param mostKept of so many trials the state is {@linkplain RunningTrial#keep kept} in this
 *     process, those kept last; 0 or more
 * @param clock by which the time of a run is measured
 */
public record StudySettings(
    StudyListener listener, Duration silence, int mostFailures, int mostKept, Clock clock) {

  /** A minute of silence, 10 failures, 32 kept states. */
  public static final StudySettings DEFAULT =
      new StudySettings(StudyListener.NONE, Duration.ofMinutes(1), 10, 32, Clock.systemUTC());

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if one is outside its range
   */
  public StudySettings {
    if (silence.isNegative() || silence.isZero()) {
      throw new IllegalArgumentException("The silence (" + silence + ") must be above 0.");
    }
    if (mostFailures < 1) {
      throw new IllegalArgumentException(
          "The failures in a row (" + mostFailures + ") must be 1 or more.");
    }
    if (mostKept < 0) {
      throw new IllegalArgumentException("The kept states (" + mostKept + ") must be 0 or more.");
    }
  }

  /** The same with another listener. */
  public StudySettings withListener(StudyListener other) {
    return new StudySettings(other, silence, mostFailures, mostKept, clock);
  }

  /** The same with another silence; above 0. */
  public StudySettings withSilence(Duration other) {
    return new StudySettings(listener, other, mostFailures, mostKept, clock);
  }

  /** The same with another number of failures in a row; 1 or more. */
  public StudySettings withMostFailures(int other) {
    return new StudySettings(listener, silence, other, mostKept, clock);
  }

  /** The same with another number of kept states; 0 or more. */
  public StudySettings withMostKept(int other) {
    return new StudySettings(listener, silence, mostFailures, other, clock);
  }

  /** The same by another clock. */
  public StudySettings withClock(Clock other) {
    return new StudySettings(listener, silence, mostFailures, mostKept, other);
  }
}
