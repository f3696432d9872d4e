package dev.temper.study;

import dev.temper.pruner.Report;
import dev.temper.pruner.Verdict;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A trial that is held by a lease, which another process may take away.
 *
 * <p>Where a trial was only given up for lost, since its worker was not heard, and nobody else has
 * taken it on, the worker takes it back: the machine slept, or the network was away.
 */
final class LeasedTrial extends HandedTrial {

  private final Dispatcher dispatcher;
  private final String worker;
  private final BooleanSupplier stopping;

  /** Steps up to this one were judged before. */
  private final long judged;

  private @Nullable Report last;
  private Verdict verdict = Verdict.CONTINUE;
  private volatile long lease;

  /**
   * A trial that was just taken on.
   *
   * @param trial as it stood before
   * @param lease by which it is held now
   * @param worker who holds it
   * @param state that was kept of it; null for none
   * @param stopping whether the run it belongs to is being ended
   */
  LeasedTrial(
      Dispatcher dispatcher,
      Trial trial,
      long lease,
      String worker,
      @Nullable AutoCloseable state,
      BooleanSupplier stopping) {
    super(trial, state);
    this.dispatcher = dispatcher;
    this.lease = lease;
    this.worker = worker;
    this.stopping = stopping;
    // The last report of a trial that was lost may not have been judged, nor what it led to done.
    long reached = dispatcher.view().lastStep(trial.number());
    this.judged = trial.state() == TrialState.PAUSED ? reached : reached - 1;
  }

  @Override
  public long lease() {
    return lease;
  }

  /** Who holds it. */
  String worker() {
    return worker;
  }

  @Override
  public boolean isResumed() {
    return trial().lease() > 0;
  }

  @Override
  public Verdict report(Report report) {
    checkStep(report, last);
    if (verdict != Verdict.CONTINUE || stopping.getAsBoolean()) {
      return verdict == Verdict.PAUSE ? Verdict.PAUSE : Verdict.STOP;
    }
    if (!write(held -> dispatcher.writeReport(number(), held, report))) {
      verdict = Verdict.STOP;
      return verdict;
    }
    last = report;
    dispatcher.view().refresh();
    if (!Double.isFinite(report.value())) {
      verdict = Verdict.STOP;
    } else if (report.step() > judged) {
      verdict = dispatcher.view().judge(number());
    }
    Verdict answer = verdict;
    dispatcher.tell(listener -> listener.onReport(number(), report, answer));
    return answer;
  }

  /**
   * How the trial ends that came to a value, or was to stop.
   *
   * @param value NaN or infinite where it diverged
   */
  Outcome outcome(double value) {
    if (last != null && !Double.isFinite(last.value())) {
      return Outcome.diverged(last);
    }
    if (last == null || verdict == Verdict.CONTINUE) {
      return Outcome.completed(value);
    }
    return verdict == Verdict.STOP ? Outcome.pruned(last.value()) : Outcome.paused(last.value());
  }

  /** Gives the lease back; false if it was lost. */
  boolean release(Outcome outcome) {
    return write(held -> dispatcher.writeRelease(number(), held, outcome));
  }

  /** Says that the worker lives. */
  void beat() {
    write(held -> dispatcher.writeBeat(number(), held));
  }

  /** Both the worker and the heartbeat write. */
  private synchronized boolean write(LongPredicate change) {
    if (change.test(lease)) {
      return true;
    }
    OptionalLong again = dispatcher.takeBack(number(), lease, worker);
    if (again.isEmpty()) {
      return false;
    }
    lease = again.getAsLong();
    return change.test(lease);
  }
}
