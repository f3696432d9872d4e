package dev.temper.torch.fetch;

import java.time.Duration;

/** Waits before another attempt. */
@FunctionalInterface
public interface Pause {

  /** Waits in this thread. */
  Pause SLEEPING = duration -> Thread.sleep(duration.toMillis());

  /**
   * Waits.
   *
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  void pause(Duration duration) throws InterruptedException;
}
