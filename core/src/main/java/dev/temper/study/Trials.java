package dev.temper.study;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a study is taken: to a number of trials, until a time is over, or whichever comes first.
 *
 * @param most of the study's trials in total, those of earlier runs, of other processes and those
 *     that failed among them; 1 or more
 * @param time of one run, after which no trial is begun or gone on with; those that run are let end
 */
public record Trials(long most, Optional<Duration> time) {

  /** Until nothing is left to try. */
  public static final Trials UNLIMITED = new Trials(Long.MAX_VALUE, Optional.empty());

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if the number is below 1 or the time not above 0
   */
  public Trials {
    if (most < 1) {
      throw new IllegalArgumentException("The trials (" + most + ") must be 1 or more.");
    }
    time.ifPresent(
        duration -> {
          if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(
                "The time of a run (" + duration + ") must be above 0.");
          }
        });
  }

  /** So many trials in total; 1 or more. */
  public static Trials of(long most) {
    return new Trials(most, Optional.empty());
  }

  /** The same, within a time above 0. */
  public Trials within(Duration limit) {
    return new Trials(most, Optional.of(limit));
  }
}
