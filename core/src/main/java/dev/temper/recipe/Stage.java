package dev.temper.recipe;

/** The experiments of the procedure, in their order. */
public enum Stage {
  /** Is this worth starting: untrained loss, one batch over-fitted, time per iteration. */
  PREFLIGHT("preflight"),
  /** A short run of Adam at its defaults, which everything after has to beat. */
  BASELINE("baseline"),
  /** The learning-rate range test at the default values: the plain answer. */
  RANGE_TEST("range test"),
  /** Batch sizes at equal wall time, each with a range test of its own. */
  BATCH_SIZE("batch size"),
  /** Short runs at several momenta. */
  MOMENTUM("momentum"),
  /** Weight decays, by short runs, range tests or restarts from a snapshot. */
  WEIGHT_DECAY("weight decay"),
  /** A longer run of what was chosen, read for its signs: regularization and rate in balance. */
  BALANCE("balance"),
  /** What was chosen against the plain answer of the range test. */
  CHECK("check"),
  /** The 1cycle run on the chosen values, and the one look at the test split. */
  FINAL_RUN("final run");

  private final String label;

  Stage(String label) {
    this.label = label;
  }

  /** The name in reports. */
  public String label() {
    return label;
  }

  /** Whether it finds values: everything before the final run. */
  public boolean isFinding() {
    return compareTo(FINAL_RUN) < 0;
  }
}
