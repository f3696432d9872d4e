package dev.temper.pruner;

import java.util.List;

/**
 * A trial as a pruner sees it.
 *
 * @param number of the trial, from 0
 * @param phase whether it can still report
 * @param reports so far, their steps rising; may be empty
 */
public record TrialCurve(long number, Phase phase, List<Report> reports) {

  /** Whether a trial can still report. */
  public enum Phase {
    /** It waits for its turn or trains. */
    OPEN,
    /** It has stopped on the way and can be gone on with. */
    PAUSED,
    /** It has ended, for whatever reason. */
    ENDED
  }

  /** Copies. */
  public TrialCurve {
    reports = List.copyOf(reports);
  }
}
