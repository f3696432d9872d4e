package dev.temper.training;

import dev.temper.schedule.HyperParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Independent pieces of work, several at a time, each in one thread from its beginning to its end.
 *
 * <p>A piece opens its session itself, in the thread that trains it. The results come in the order
 * of the pieces, however many run at once.
 *
 * @param pieces how many run at a time; 1 or more
 */
public record Parallel(int pieces) {

  /**
   * Ends a run whose thread was interrupted, by a {@link CancellationException} out of the step.
   */
  public static final TrainingListener UNTIL_INTERRUPTED =
      new TrainingListener() {
        @Override
        public void onStep(long iteration, HyperParameters values, double loss) {
          if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("Interrupted at iteration " + iteration + ".");
          }
        }
      };

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public Parallel {
    if (pieces < 1) {
      throw new IllegalArgumentException(
          "The trials at a time (" + pieces + ") must be 1 or more.");
    }
  }

  /** So many pieces at a time; 1 or more. */
  public static Parallel of(int pieces) {
    return new Parallel(pieces);
  }

  /** As many at a time as there are processors. */
  public static Parallel ofProcessors() {
    return new Parallel(Runtime.getRuntime().availableProcessors());
  }

  /**
   * Does all the work and returns when none of it runs any more. A piece that throws does not stop
   * the others; what the first of them threw is thrown at the end.
   *
   * @param work the pieces
   * @return their results, in the order of the pieces
   * @throws InterruptedException if the calling thread is interrupted; the pieces that run are
   *     interrupted and have ended
   */
  public <R> List<R> run(List<? extends Callable<R>> work) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(pieces);
    try {
      List<R> results = new ArrayList<>();
      for (Future<R> future : threads.invokeAll(work)) {
        results.add(result(future));
      }
      return results;
    } finally {
      threads.shutdownNow();
      awaitEnd(threads);
    }
  }

  private static <R> R result(Future<R> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Native memory that a thread still works on must not be left behind. */
  private static void awaitEnd(ExecutorService threads) {
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
