package dev.temper.study;

/** A store cannot be opened, read or written: the message names it and says why, in one line. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** One with its cause. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** One without a cause. */
  public StoreException(String message) {
    super(message);
  }
}
