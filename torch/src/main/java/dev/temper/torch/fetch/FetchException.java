package dev.temper.torch.fetch;

import java.io.IOException;

/** A fetch failed for good: another attempt at once would not help. The message is one line. */
public final class FetchException extends IOException {

  private static final long serialVersionUID = 1;

  FetchException(String message) {
    super(message);
  }

  FetchException(String message, Throwable cause) {
    super(message, cause);
  }
}
