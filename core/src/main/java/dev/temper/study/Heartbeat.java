package dev.temper.study;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does the same again and again in a thread of its own, which keeps no process alive. */
final class Heartbeat implements AutoCloseable {

  private static final Duration LONGEST_BEAT = Duration.ofSeconds(10);

  private final ScheduledExecutorService timer;
  private final Future<?> beats;

  /**
   * Begins.
   *
   * @param beat what to do; what it throws is forgotten, the next one may do better
   * @param interval from the end of a beat to the next; above 0
   */
  Heartbeat(Runnable beat, Duration interval) {
    timer =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "study-heartbeat");
              thread.setDaemon(true);
              return thread;
            });
    Runnable each =
        () -> {
          try {
            beat.run();
          } catch (RuntimeException e) {
            // A store that is away for a moment; the workers hear of one that stays away.
          }
        };
    long nanoseconds = Math.max(1, interval.toNanos());
    beats = timer.scheduleWithFixedDelay(each, nanoseconds, nanoseconds, TimeUnit.NANOSECONDS);
  }

  /** Waits for a beat that goes on, so that it does not meet a closed store. */
  @Override
  public void close() {
    beats.cancel(false);
    timer.shutdown();
    try {
      timer.awaitTermination(LONGEST_BEAT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
