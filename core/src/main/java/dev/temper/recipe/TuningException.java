package dev.temper.recipe;

/** The procedure could not find values to train with; the message says why in one line. */
public final class TuningException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** With the reason a person can act on. */
  public TuningException(String message) {
    super(message);
  }
}
