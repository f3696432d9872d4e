package dev.temper.training;

import dev.temper.schedule.HyperParameters;
import dev.temper.schedule.Schedule;

/**
 * A run of given length under a schedule, with evaluations on the validation split at even
 * distances and at the end.
 *
 * @param schedule gives the hyper-parameters of each iteration, counted from 0 at the run's start;
 *     one that heeds {@linkplain Schedule#measured measurements} is told the validation losses
 * @param iterations updates to make; 1 or more
 * @param evaluateEvery iterations from one evaluation to the next; 1 or more
 */
public record TrainingRun(Schedule schedule, long iterations, long evaluateEvery) {

  /**
   * Checks the counts.
   *
   * @throws IllegalArgumentException if a count is below 1
   */
  public TrainingRun {
    if (iterations < 1) {
      throw new IllegalArgumentException("The iterations (" + iterations + ") must be 1 or more.");
    }
    if (evaluateEvery < 1) {
      throw new IllegalArgumentException(
          "The iterations between evaluations (" + evaluateEvery + ") must be 1 or more.");
    }
  }

  /**
   * Trains the session; stops early, without an exception, at a loss that is NaN or infinite.
   *
   * @return the curves; {@link History#diverged()} tells of an early stop
   */
  public History run(TrainingSession session, TrainingListener listener) {
    History history = new History();
    run(session, history, listener);
    return history;
  }

  /**
   * Trains the session as the other form does and keeps its curves also where training fails.
   *
   * @param history where they are appended, before the listener is told; empty, or what this run
   *     recorded so far: the session is then where that left it, and the run goes on behind it
   */
  public void run(TrainingSession session, History history, TrainingListener listener) {
    run(session, history, listener, StopRule.NEVER);
  }

  /**
   * Trains the session as the other forms do and ends before its time where a rule says so.
   *
   * @param history where the curves are appended, as above
   * @param rule asked after every update, once the listener has been told of it and of an
   *     evaluation that followed; a run it calls diverged is {@link History#diverged()}
   */
  public void run(
      TrainingSession session, History history, TrainingListener listener, StopRule rule) {
    long clippedBefore = session.clippedUpdates() - history.clippedUpdates();
    if (train(session, history, history.and(listener), rule) == StopRule.Decision.DIVERGED) {
      history.markDiverged();
    }
    history.clippedUpdates(session.clippedUpdates() - clippedBefore);
  }

  private StopRule.Decision train(
      TrainingSession session, History history, TrainingListener all, StopRule rule) {
    Schedule known = schedule;
    for (History.Evaluated earlier : history.evaluations()) {
      known = known.measured(earlier.iteration() - 1, earlier.evaluation().loss());
    }
    for (long iteration = history.iterations(); iteration < iterations; iteration++) {
      HyperParameters values = known.at(iteration);
      double loss = session.step(values);
      all.onStep(iteration, values, loss);
      if (!Double.isFinite(loss)) {
        return StopRule.Decision.DIVERGED;
      }
      long done = iteration + 1;
      if (done % evaluateEvery == 0 || done == iterations) {
        Evaluation evaluation = session.evaluate(Split.VALIDATION);
        all.onEvaluation(done, evaluation);
        known = known.measured(iteration, evaluation.loss());
      }
      StopRule.Decision decision = rule.after(done);
      if (decision != StopRule.Decision.GO_ON) {
        return decision;
      }
    }
    return StopRule.Decision.GO_ON;
  }
}
