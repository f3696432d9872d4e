package dev.temper.study;

/** What a search makes better: trains with a configuration and measures. */
@FunctionalInterface
public interface Objective {

  /**
   * Works on a trial until it ends by itself, or until a {@linkplain RunningTrial#report report} is
   * answered by something else than to go on: then what it keeps is kept and it returns.
   *
   * <p>Called by several threads at once where trials run at once. The same configuration and seed
   * should give the same value: a trial that was lost is then worth the same from its start, and
   * can be {@linkplain Study#replay replayed}.
   *
   * @param trial what to try, and where to report
   * @return the value as it is measured; NaN or infinite where the trial diverged. It is not looked
   *     at where the trial was to stop
   * @throws InterruptedException if the thread was interrupted: the trial can be taken on again
   * @throws Exception if it cannot be measured: the trial failed, the search goes on
   */
  double evaluate(RunningTrial trial) throws Exception;
}
