package dev.temper.training;

/**
 * Decides, while a run goes on, whether it ends before its time.
 *
 * <p>Asked in the thread that trains; one that learns from the run listens to it as well.
 */
@FunctionalInterface
public interface StopRule {

  /** What becomes of a run. */
  enum Decision {
    /** It goes on. */
    GO_ON,
    /** It ends here; nothing is wrong with it. */
    STOP,
    /** It ends here, for its loss has diverged. */
    DIVERGED
  }

  /** Lets every run reach its end. */
  StopRule NEVER = updates -> Decision.GO_ON;

  /**
   * What becomes of the run after an update.
   *
   * @param updates made in this run so far; 1 or more
   */
  Decision after(long updates);
}
