package dev.temper.store;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits between tries, every time twice as long, until it is over. */
final class Patience {

  private final long end;
  private final long longest;
  private long next;

  /**
   * Begins.
   *
   * @param limit of all
   * @param first how long to wait at first
   * @param longest how long to wait at most between two tries
   */
  Patience(Duration limit, Duration first, Duration longest) {
    this.end = System.nanoTime() + limit.toNanos();
    this.longest = longest.toNanos();
    this.next = first.toNanos();
  }

  /**
   * Waits before another try; an interruption does not shorten it.
   *
   * @return false if it is over; then it does not wait
   */
  boolean lasts() {
    long until = Math.min(end - System.nanoTime(), next) + System.nanoTime();
    if (end - System.nanoTime() <= 0) {
      return false;
    }
    next = Math.min(longest, 2 * next);
    boolean interrupted = false;
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return true;
  }
}
