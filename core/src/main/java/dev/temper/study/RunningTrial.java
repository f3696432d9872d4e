package dev.temper.study;

import dev.temper.pruner.Report;
import dev.temper.pruner.Verdict;
import dev.temper.space.Configuration;
import java.util.Map;
import java.util.Optional;

/**
 * A trial in the hands of whoever works on it.
 *
 * <p>A trial that was paused, given up or lost begins again with the same configuration and seed.
 * Whoever {@linkplain #keep kept} its state in this process goes on from there; all others train it
 * from the start, and report the steps it has been through once more, which are not judged again.
 * For use by one thread.
 */
public sealed interface RunningTrial permits HandedTrial {

  /** Its number in the study, from 0. */
  long number();

  /** What it tries. */
  Configuration configuration();

  /** The source of all chance in its training; the same whenever it is trained. */
  long seed();

  /** The lease by which it is held; 0 where it is replayed. */
  long lease();

  /** Whether somebody has worked on it before. */
  boolean isResumed();

  /**
   * Tells what was measured on the way.
   *
   * @param report at a step above the last one told here
   * @return CONTINUE to go on. STOP where it is not worth more, has diverged, was taken over by
   *     somebody else or the run is being ended; PAUSE where it may be gone on with later. For
   *     both, whoever works on it returns
   * @throws IllegalArgumentException if the step is not above the last one
   * @throws StoreException if it cannot be kept; let it through
   */
  Verdict report(Report report);

  /**
   * Tells the objective alone.
   *
   * @param step 1 or more, above the last one told here
   * @param value as it is measured; NaN or infinite where it diverged
   */
  default Verdict report(long step, double value) {
    return report(new Report(step, value));
  }

  /**
   * Tells the objective and what else was measured.
   *
   * @param step 1 or more, above the last one told here
   * @param value as it is measured; NaN or infinite where it diverged
   * @param measures by the names of a curve's columns
   */
  default Verdict report(long step, double value, Map<String, Double> measures) {
    return report(new Report(step, value, measures));
  }

  /**
   * Leaves what is needed to go on with the trial in this process if it is paused: a snapshot, a
   * session. It belongs to the study from now on, which closes it when another takes its place,
   * when the trial has ended or was given up, or, while the trial is paused, when too many are kept
   * or the study is closed.
   */
  void keep(AutoCloseable state);

  /**
   * What was left last, to be used and not to be closed; empty where nothing is kept in this
   * process: then the trial is trained from the start.
   *
   * @throws ClassCastException if it is of another type
   */
  <T extends AutoCloseable> Optional<T> kept(Class<T> type);
}
