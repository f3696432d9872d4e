package dev.temper.store;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits between tries, every time twice as long, until it is over. */
final class Patience {

  private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(2);

  private final long end;
  private long next = FIRST;

  Patience(Duration limit) {
    end = System.nanoTime() + limit.toNanos();
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
    next = Math.min(LONGEST, 2 * next);
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
