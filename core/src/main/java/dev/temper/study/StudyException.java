package dev.temper.study;

/** A study's run cannot go on: the message says why, in one line. */
public final class StudyException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** One with its cause. */
  StudyException(String message, Throwable cause) {
    super(message, cause);
  }
}
