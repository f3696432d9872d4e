package dev.temper.study;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Threads that work on a study until it has its trials and all of them have ended, those of other
 * processes too: only then is it known that nothing is left to go on with.
 */
final class StudyRun {

  /** How long to wait for another process before its trials are looked at again; it doubles. */
  private static final Duration FIRST_PAUSE = Duration.ofMillis(5);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final Dispatcher dispatcher;
  private final Objective objective;
  private final Trials trials;
  private final int mostFailures;
  private final Clock clock;
  private final Optional<Instant> deadline;
  private final ExecutorService threads;

  private int failures;
  private @Nullable Throwable failure;

  /** No more trials are begun. */
  private volatile boolean ending;

  /** Those that run are to end too. */
  private volatile boolean stopping;

  /** A run that has not begun. */
  StudyRun(Dispatcher dispatcher, Objective objective, Trials trials, StudySettings settings) {
    this.dispatcher = dispatcher;
    this.objective = objective;
    this.trials = trials;
    this.mostFailures = settings.mostFailures();
    this.clock = settings.clock();
    this.deadline = trials.time().map(clock.instant()::plus);
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newCachedThreadPool(
            work -> new Thread(work, "study-" + number.incrementAndGet()));
  }

  /** Begins, with so many threads; 1 or more. The first may want to stop before the last begins. */
  synchronized void start(int count) {
    for (int i = 0; i < count; i++) {
      threads.execute(this::work);
    }
    threads.shutdown();
  }

  /**
   * Waits for the end.
   *
   * @throws InterruptedException if the calling thread was interrupted or the run was stopped; all
   *     threads have ended
   */
  void awaitResult() throws InterruptedException {
    boolean interrupted = awaitEnd();
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    if (interrupted || stopping) {
      throw new InterruptedException("The run of the study was interrupted.");
    }
  }

  /** Ends the run; its trials are given up, and can be taken on again. */
  synchronized void stop() {
    ending = true;
    stopping = true;
    threads.shutdownNow();
  }

  /** Waits until no thread works any more; whether the caller was interrupted meanwhile. */
  boolean awaitEnd() {
    boolean interrupted = false;
    while (true) {
      try {
        if (threads.awaitTermination(1, TimeUnit.MINUTES)) {
          return interrupted;
        }
      } catch (InterruptedException e) {
        interrupted = true;
        stop();
      }
    }
  }

  private void work() {
    String worker = Worker.here().toString();
    Duration pause = FIRST_PAUSE;
    try {
      while (!ending && !isLate()) {
        Dispatcher.Next next = dispatcher.next(worker, true, trials.most(), () -> stopping);
        if (next.trial() != null) {
          evaluate(next.trial());
          pause = FIRST_PAUSE;
        } else if (next.isOver()) {
          dispatcher.prunePaused(worker);
          return;
        } else {
          dispatcher.view().awaitChange(next.revision(), pause.toNanos());
          pause = pause.multipliedBy(2);
          pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        }
      }
    } catch (InterruptedException e) {
      stop();
    } catch (RuntimeException | Error e) {
      fail(e);
      stop();
    }
  }

  private boolean isLate() {
    return deadline.isPresent() && !clock.instant().isBefore(deadline.get());
  }

  private void evaluate(LeasedTrial trial) {
    Throwable thrown = null;
    Outcome outcome;
    try {
      outcome = trial.outcome(objective.evaluate(trial));
    } catch (Throwable e) {
      thrown = e;
      outcome = Outcome.failed(e);
    }
    if (thrown instanceof InterruptedException) {
      stop();
    }
    if (thrown instanceof StoreException || thrown instanceof Error) {
      fail(thrown);
    }
    // What comes of a trial while its run is being stopped says nothing of the trial.
    boolean givenUp = stopping || thrown instanceof StoreException;
    dispatcher.end(trial, givenUp ? Outcome.givenUp() : outcome);
    if (thrown instanceof StoreException || thrown instanceof Error) {
      stop();
    } else if (!givenUp) {
      count(trial, thrown);
    }
  }

  private synchronized void count(LeasedTrial trial, @Nullable Throwable thrown) {
    failures = thrown == null ? 0 : failures + 1;
    if (thrown != null && failures >= mostFailures) {
      ending = true;
      fail(
          new StudyException(
              "The last "
                  + failures
                  + " trials have failed, trial "
                  + trial.number()
                  + " with "
                  + Outcome.failed(thrown).note()
                  + ". Maybe it is not their configurations.",
              thrown));
    }
  }

  /** Keeps what is thrown at the end: the first that is no consequence of stopping. */
  private synchronized void fail(Throwable thrown) {
    if (failure == null && (thrown instanceof Error || !stopping)) {
      failure = thrown;
    }
  }
}
