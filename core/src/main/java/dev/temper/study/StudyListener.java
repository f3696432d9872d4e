package dev.temper.study;

import dev.temper.pruner.Report;
import dev.temper.pruner.Verdict;

/**
 * Told of a study's progress as far as this process makes it, one call after the other, in the
 * threads that make it. What it throws ends the run.
 */
public interface StudyListener {

  /** Hears nothing. */
  StudyListener NONE = new StudyListener() {};

  /** A trial is worked on from now on. */
  default void onStart(Trial trial) {}

  /**
   * A trial told what it measured.
   *
   * @param number of the trial
   * @param report the value as it was measured
   * @param verdict what becomes of the trial
   */
  default void onReport(long number, Report report, Verdict verdict) {}

  /** A trial has ended, is paused, or was given up and waits again; as it stands now. */
  default void onEnd(Trial trial) {}

  /** A trial that has just ended is the best so far; told before its {@linkplain #onEnd end} is. */
  default void onBest(Trial trial) {}

  /** Whoever worked on a trial has lost it: its process is gone or was silent for too long. */
  default void onLost(long number) {}
}
