package dev.temper.recipe;

/** The experiments of the procedure, in their order. */
public enum Stage {
  /** Is this worth starting: untrained loss, one batch over-fitted, time per iteration. */
  PREFLIGHT("preflight"),
  /** A short run of Adam at its defaults, which everything after has to beat. */
  BASELINE("baseline"),
  /** The learning-rate range test. */
  RANGE_TEST("range test"),
  /** The 1cycle run on the chosen values. */
  FINAL_RUN("final run"),
  /** The one look at the test split. */
  TEST("test");

  private final String label;

  Stage(String label) {
    this.label = label;
  }

  /** The name in reports. */
  public String label() {
    return label;
  }
}
