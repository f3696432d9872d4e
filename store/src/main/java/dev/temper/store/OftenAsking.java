package dev.temper.store;

import java.time.Duration;
import org.sqlite.BusyHandler;

/**
 * Waits for a file that another process has locked by asking often: a transaction takes about a
 * millisecond, and SQLite by itself would soon sleep for a tenth of a second between two tries.
 */
final class OftenAsking extends BusyHandler {

  private static final Duration FIRST = Duration.ofNanos(50_000);
  private static final Duration LONGEST = Duration.ofMillis(2);

  private final Duration limit;
  private Patience patience;

  /**
   * For one connection.
   *
   * @param limit how long to wait for one lock
   */
  OftenAsking(Duration limit) {
    this.limit = limit;
    this.patience = begin();
  }

  private Patience begin() {
    return new Patience(limit, FIRST, LONGEST);
  }

  @Override
  protected int callback(int tries) {
    if (tries == 0) {
      patience = begin();
    }
    return patience.lasts() ? 1 : 0;
  }
}
