package dev.temper.pruner;

/** What becomes of a trial after a report. */
public enum Verdict {
  /** It goes on. */
  CONTINUE,
  /** It ends here: it is not worth more. */
  STOP,
  /** It keeps its state and waits until it is {@linkplain Pruner#resumable resumed}. */
  PAUSE
}
