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
 * Independent runs, several at a time, each in one thread from its beginning to its end.
 *
 * <p>A run opens its session itself, in the thread that trains it. The results come in the order of
 * the runs, however many go at once.
 *
 * @param runs how many go at a time; 1 to {@link #MOST_RUNS}
 */
public record Parallel(int runs) {

  /** More at a time than any machine has processors would only wait for each other. */
  public static final int MOST_RUNS = 256;

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
   * @throws IllegalArgumentException if it is outside that range
   */
  public Parallel {
    if (runs < 1 || runs > MOST_RUNS) {
      throw new IllegalArgumentException(
          "The runs at a time (" + runs + ") must be 1 to " + MOST_RUNS + ".");
    }
  }

  /** So many runs at a time; 1 to {@link #MOST_RUNS}. */
  public static Parallel of(int runs) {
    return new Parallel(runs);
  }

  /** As many at a time as there are processors. */
  public static Parallel ofProcessors() {
    return new Parallel(Math.min(MOST_RUNS, Runtime.getRuntime().availableProcessors()));
  }

  /**
   * Does all the work and returns when none of it goes on any more. A run that throws does not stop
   * the others; what the first of them threw is thrown at the end.
   *
   * @param work the runs
   * @return their results, in the order of the runs
   * @throws InterruptedException if the calling thread is interrupted; the runs that had begun are
   *     interrupted and have ended
   */
  public <R> List<R> run(List<? extends Callable<R>> work) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(runs);
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
