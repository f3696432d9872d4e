package dev.temper.pruner;

import java.util.List;
import java.util.OptionalLong;

/**
 * Decides which trials are worth going on with.
 *
 * <p>Keeps nothing: its decisions are a function of what was reported, so that a study that was
 * interrupted goes on as if it had not been, and several processes decide alike. Safe for use by
 * several threads.
 */
public interface Pruner {

  /**
   * Judges a trial after its newest report.
   *
   * @param trials all of the study so far, by number: the one at index n has the number n
   * @param number of the trial to judge; it has one report or more
   */
  Verdict judge(List<TrialCurve> trials, long number);

  /**
   * The paused trial to go on with before a new one is begun; empty where none has earned it.
   *
   * @param trials all of the study so far, as above
   */
  default OptionalLong resumable(List<TrialCurve> trials) {
    return OptionalLong.empty();
  }

  /**
   * The paused trial to go on with where no new one will be begun: who waits for trials that will
   * not come need not wait any longer. What is paused when this is empty and no trial is open has
   * lost.
   *
   * @param trials all of the study, as above
   */
  default OptionalLong resumableAtEnd(List<TrialCurve> trials) {
    return resumable(trials);
  }

  /** Lets every trial end by itself. */
  static Pruner none() {
    return (trials, number) -> Verdict.CONTINUE;
  }
}
