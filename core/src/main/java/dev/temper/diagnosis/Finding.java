package dev.temper.diagnosis;

/**
 * Something worth knowing about a run.
 *
 * @param code a fixed name for programs, lower case with underscores
 * @param confidence how sure, 0 to 1
 * @param from the first iteration it shows in
 * @param to the last iteration it shows in; {@code from} or more
 * @param evidence one sentence with the figures
 * @param advice one sentence that says which value to change, and to what
 */
public record Finding(
    String code, double confidence, long from, long to, String evidence, String advice) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if the confidence is not in 0 to 1 or the iterations are not
   *     in order
   */
  public Finding {
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("The confidence (" + confidence + ") must be in 0 to 1.");
    }
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(
          "The iterations (" + from + " to " + to + ") must be 0 or more and in order.");
    }
  }
}
