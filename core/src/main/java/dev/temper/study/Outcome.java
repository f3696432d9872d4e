package dev.temper.study;

import dev.temper.pruner.Report;

/**
 * How somebody's work on a trial ended.
 *
 * @param state the trial is left in
 * @param value as it was measured; NaN where there is none
 * @param note one line, may be empty
 */
record Outcome(TrialState state, double value, String note) {

  private static final int LONGEST_NOTE = 300;

  static Outcome completed(double value) {
    return Double.isFinite(value)
        ? new Outcome(TrialState.COMPLETED, value, "")
        : infeasible("The objective is " + value + ".");
  }

  static Outcome pruned(double value) {
    return new Outcome(TrialState.PRUNED, value, "");
  }

  static Outcome paused(double value) {
    return new Outcome(TrialState.PAUSED, value, "");
  }

  static Outcome diverged(Report report) {
    return infeasible("The objective is " + report.value() + " at step " + report.step() + ".");
  }

  static Outcome infeasible(String note) {
    return new Outcome(TrialState.INFEASIBLE, Double.NaN, line(note));
  }

  static Outcome failed(String note) {
    return new Outcome(TrialState.FAILED, Double.NaN, line(note));
  }

  static Outcome failed(Throwable cause) {
    String message = cause.getMessage();
    String kind = cause.getClass().getSimpleName();
    return failed(message == null || message.isBlank() ? kind : kind + ": " + message);
  }

  /** It was not finished, and somebody else can go on. */
  static Outcome givenUp() {
    return new Outcome(TrialState.WAITING, Double.NaN, "");
  }

  private static String line(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= LONGEST_NOTE ? line : line.substring(0, LONGEST_NOTE - 1) + "…";
  }
}
