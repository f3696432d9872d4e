package dev.temper.recipe;

/**
 * How the training examples of a procedure are divided, in shares of the final run.
 *
 * @param finalExamples training examples of the final run; above 0
 */
record Plan(double finalExamples) {

  /** A short run: long enough to tell values apart, short enough for a dozen of them. */
  private static final double SHORT_RUN = 1.0 / 16;

  /** A longer run, by which what was chosen is balanced and checked. */
  private static final double LONG_RUN = 1.0 / 6;

  private static final double RANGE_TEST = 0.12;
  private static final int FEWEST_RANGE_TEST_ITERATIONS = 50;
  private static final int MOST_RANGE_TEST_ITERATIONS = 200;

  /** Updates below which a run tells nothing of its values. */
  static final int FEWEST_ITERATIONS = 20;

  /** All that may be spent on finding values. */
  double allowance() {
    return Budget.FINDING_SHARE * finalExamples;
  }

  /** The examples of a short run. */
  double shortRun() {
    return SHORT_RUN * finalExamples;
  }

  /**
   * The examples of a long run. There are up to three: of what was chosen, of what its curves ask
   * for, and of the plain answer.
   */
  double longRun(double left) {
    return Math.min(LONG_RUN * finalExamples, left / 3);
  }

  /** What the stages before the balance leave for it and the check. */
  double reserve() {
    return 2 * LONG_RUN * finalExamples;
  }

  /** The length of a range test at so many examples an update. */
  int rangeTestIterations(long examplesPerUpdate) {
    double affordable = RANGE_TEST * finalExamples / examplesPerUpdate;
    return (int)
        Math.max(FEWEST_RANGE_TEST_ITERATIONS, Math.min(MOST_RANGE_TEST_ITERATIONS, affordable));
  }

  /** Whether a short run at so many examples an update has enough updates to tell anything. */
  boolean tellsApart(long examplesPerUpdate) {
    return shortRun() / examplesPerUpdate >= FEWEST_ITERATIONS;
  }
}
