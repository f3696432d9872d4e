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

  /** How far it has come; 0 where it has not reported. */
  public long step() {
    return reports.isEmpty() ? 0 : reports.get(reports.size() - 1).step();
  }

  /** Whether it has diverged: its newest value is not finite. */
  public boolean hasDiverged() {
    return !reports.isEmpty() && !Double.isFinite(reports.get(reports.size() - 1).value());
  }

  /** Whether its newest report is the first of a step or a later one. */
  boolean arrivesAt(long step) {
    return step() >= step && (reports.size() == 1 || reports.get(reports.size() - 2).step() < step);
  }

  /** The first report of a step or a later one: its index, or their count where there is none. */
  int reached(long step) {
    int low = 0;
    int high = reports.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (reports.get(middle).step() < step) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * The value of the first report of a step or a later one, positive infinity where that is not
   * finite.
   *
   * @param step one it has reached
   */
  double lossAt(long step) {
    return loss(reports.get(reached(step)));
  }

  /** The average of the values up to the first report of a step or a later one. */
  double averageTo(long step) {
    double sum = 0;
    int count = 0;
    for (Report report : reports) {
      sum += loss(report);
      count++;
      if (report.step() >= step) {
        break;
      }
    }
    return sum / count;
  }

  /** A report's value, positive infinity where that is not finite. */
  static double loss(Report report) {
    return Double.isFinite(report.value()) ? report.value() : Double.POSITIVE_INFINITY;
  }
}
