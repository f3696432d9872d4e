package dev.temper.study;

import dev.temper.pruner.Report;
import java.util.List;

/**
 * What has changed in a study since a revision.
 *
 * @param revision up to which this reaches; what comes later is in the next changes
 * @param trials those that are new or changed, as they are now, by rising number
 * @param reports those that are new or replaced, by rising number and step
 */
public record Changes(long revision, List<Trial> trials, List<Reported> reports) {

  /**
   * A report and the trial it is of.
   *
   * @param number of the trial
   * @param report what it measured, the value as it was measured
   */
  public record Reported(long number, Report report) {}

  /** Copies. */
  public Changes {
    trials = List.copyOf(trials);
    reports = List.copyOf(reports);
  }
}
