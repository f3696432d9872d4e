package dev.temper.pruner;

import java.util.List;
import java.util.OptionalLong;

/**
 * Decides which trials are worth going on with.
 *
 * <p>Keeps nothing: its decisions are a function of what was reported, so that a study that was
 * interrupted goes on as if it had not been, and several processes decide alike. What has diverged
 * is stopped by all but {@link #none}. Safe for use by several threads.
 */
public interface Pruner {

  /**
   * Judges a trial after its newest report.
   *
   * <p>Meant to be asked after every report but that with which a trial ends by itself. Asked again
   * of a paused trial it tells what has become of it: it may go on, it will never be resumed, or it
   * still waits.
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

  /**
   * Stops a trial whose best value so far is worse than the median of the ended trials' average
   * values as far as this step.
   *
   * @param startUpTrials so many must have ended that came as far; 1 or more
   * @param warmUpSteps no trial is judged up to this step; 0 or more
   * @param interval the steps from one judgement of a trial to the next; 1 or more
   * @throws IllegalArgumentException if a value is outside its range
   */
  static Pruner median(int startUpTrials, long warmUpSteps, long interval) {
    return new MedianPruner(startUpTrials, warmUpSteps, interval);
  }

  /**
   * Stops a trial that no longer improves; knows nothing of the others.
   *
   * @param steps without an improvement; 1 or more
   * @param leastImprovement by how much a value must be below the best so far to count as one, in
   *     the objective's unit; 0 or more
   * @throws IllegalArgumentException if a value is outside its range
   */
  static Pruner patience(long steps, double leastImprovement) {
    return new PatiencePruner(steps, leastImprovement);
  }

  /**
   * Synchronous successive halving of so many trials that one comes to the end: the factor to the
   * power of the rungs.
   *
   * @throws IllegalArgumentException if that is above 2^30
   */
  static Pruner successiveHalving(Rungs rungs) {
    return HalvingPruner.ofOneSize(rungs);
  }

  /**
   * Synchronous successive halving: of every so many trials in the order of their numbers the best
   * go on from each rung, once it is sure which they are; until then a trial is paused.
   *
   * @param rungs where they are compared
   * @param trials how many are compared with each other; 1 or more
   * @throws IllegalArgumentException if {@code trials} is below 1
   */
  static Pruner successiveHalving(Rungs rungs, int trials) {
    return new HalvingPruner(List.of(new Bracket(trials, rungs.steps(), rungs.factor())));
  }

  /**
   * Hyperband without its last bracket, which stops nobody: it would train few trials for a large
   * share of all steps.
   *
   * @throws IllegalArgumentException if the rungs allow more trials than 2^30 in a bracket
   */
  static Pruner hyperband(Rungs rungs) {
    return hyperband(rungs, Math.max(1, rungs.steps().length));
  }

  /**
   * Hyperband: successive halving in brackets, each with fewer trials than the one before and a
   * later first rung, in case early values mislead. A trial's number says which bracket it is in.
   *
   * @param rungs of the first bracket; each other one leaves out the first of the one before
   * @param brackets how many there are, 1 to one more than rungs; with all of them the last has no
   *     rung
   * @throws IllegalArgumentException if {@code brackets} is outside its range, or the rungs allow
   *     more trials than 2^30 in a bracket
   */
  static Pruner hyperband(Rungs rungs, int brackets) {
    return HalvingPruner.ofDescendingSizes(rungs, brackets);
  }

  /**
   * Asynchronous successive halving by stopping: a trial goes on from a rung only if it is among
   * the best of those that have reached it so far; nobody waits.
   */
  static Pruner asha(Rungs rungs) {
    return new AshaStoppingPruner(rungs);
  }

  /**
   * Asynchronous successive halving by promotion: a trial that is not among the best of a rung is
   * paused there, and goes on once it is.
   */
  static Pruner ashaByPromotion(Rungs rungs) {
    return new AshaPromotionPruner(rungs);
  }

  /**
   * Stops a trial whose curves show without much doubt that it diverges, overfits, or swings or is
   * stuck at one rate: what {@link dev.temper.diagnosis.EarlyDiagnosis} tells in two readings in a
   * row. Needs the measure {@code train_loss} in 8 reports or more, {@code val_loss} or {@code
   * val_accuracy} for overfitting, and {@code learning_rate} to be sure of the rate.
   */
  static Pruner diagnosis() {
    return new DiagnosisPruner();
  }
}
