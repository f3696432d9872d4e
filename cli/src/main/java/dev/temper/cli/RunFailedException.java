package dev.temper.cli;

/** The run failed though nothing was wrong with what was asked; the message is one line. */
final class RunFailedException extends Exception {

  private static final long serialVersionUID = 1;

  RunFailedException(String message) {
    super(message);
  }
}
