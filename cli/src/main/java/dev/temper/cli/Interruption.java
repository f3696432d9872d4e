package dev.temper.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets Ctrl-C end the work of the current thread, with all its sessions closed, before the process
 * ends.
 *
 * <p>For work that heeds the interruption of its thread.
 */
final class Interruption implements AutoCloseable {

  /** Longer than any update; the process does not wait for a thread that is stuck. */
  private static final int MOST_SECONDS = 10;

  private final Thread worker = Thread.currentThread();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupt, "interruption");

  private Interruption() {}

  /** Watches until closed. */
  static Interruption watch() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  private void interrupt() {
    worker.interrupt();
    try {
      if (!ended.await(MOST_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("temper: interrupted; some trials were cut off.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already.
    }
  }
}
