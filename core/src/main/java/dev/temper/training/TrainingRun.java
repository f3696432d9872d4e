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
   * @param history where they are appended, before the listener is told; empty
   */
  public void run(TrainingSession session, History history, TrainingListener listener) {
    long clippedBefore = session.clippedUpdates();
    train(session, history.and(listener));
    history.clippedUpdates(session.clippedUpdates() - clippedBefore);
  }

  private void train(TrainingSession session, TrainingListener all) {
    Schedule known = schedule;
    for (long iteration = 0; iteration < iterations; iteration++) {
      HyperParameters values = known.at(iteration);
      double loss = session.step(values);
      all.onStep(iteration, values, loss);
      if (!Double.isFinite(loss)) {
        return;
      }
      long done = iteration + 1;
      if (done % evaluateEvery == 0 || done == iterations) {
        Evaluation evaluation = session.evaluate(Split.VALIDATION);
        all.onEvaluation(done, evaluation);
        known = known.measured(iteration, evaluation.loss());
      }
    }
  }
}
