package dev.temper.search;

import dev.temper.recipe.Budget;
import dev.temper.recipe.Tuning;
import dev.temper.schedule.Schedule;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.TrainingTask;
import java.util.OptionalDouble;

/**
 * What a trial trains with: the same for all trials where it is not searched over.
 *
 * @param task model and data
 * @param session batch size, optimizer, seed and what surrounds an update
 * @param schedule what becomes of the rate and the momentum over the run
 * @param learningRate the highest; above 0; empty where only a trial says it
 * @param highestMomentum 0 to below 1; empty for the customary one of the optimizer
 * @param constantWeightDecay 0 or more; empty for the customary one of the optimizer
 */
public record TrialSettings(
    TrainingTask task,
    SessionSettings session,
    TrialSchedule schedule,
    OptionalDouble learningRate,
    OptionalDouble highestMomentum,
    OptionalDouble constantWeightDecay) {

  /** Smith's, where a cycle begins and ends. */
  private static final double CYCLE_MOMENTUM = 0.95;

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if a value is outside its range, or the optimizer has no
   *     momentum that is given one; one line
   */
  public TrialSettings {
    learningRate.ifPresent(
        rate -> {
          if (!(rate > 0) || rate == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(
                "The learning rate (" + rate + ") must be finite and above 0.");
          }
        });
    highestMomentum.ifPresent(
        momentum -> {
          if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException(
                "The momentum (" + momentum + ") must be at least 0 and below 1.");
          }
          if (momentum > 0 && !session.optimizer().hasMomentum()) {
            throw new IllegalArgumentException(
                "The momentum ("
                    + momentum
                    + ") has no place in the optimizer "
                    + session.optimizer().label()
                    + ", which has none.");
          }
        });
    constantWeightDecay.ifPresent(
        decay -> {
          if (!(decay >= 0) || decay == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(
                "The weight decay (" + decay + ") must be finite and 0 or more.");
          }
        });
  }

  /** Settings with the customary momentum and weight decay, whose rate a trial says. */
  public static TrialSettings of(
      TrainingTask task, SessionSettings session, TrialSchedule schedule) {
    OptionalDouble none = OptionalDouble.empty();
    return new TrialSettings(task, session, schedule, none, none, none);
  }

  /** The momentum at the lowest rates: that of a cycle begins higher than a constant one. */
  public double momentum() {
    return highestMomentum.orElseGet(
        () -> {
          double constant = session.optimizer().defaultMomentum();
          return schedule == TrialSchedule.ONE_CYCLE && constant > 0 ? CYCLE_MOMENTUM : constant;
        });
  }

  /** The weight decay of every update. */
  public double weightDecay() {
    return constantWeightDecay.orElseGet(() -> Tuning.defaultWeightDecay(session.optimizer()));
  }

  /**
   * The schedule of a run.
   *
   * @param iterations updates in it; 2 or more
   * @throws java.util.NoSuchElementException if nothing says the rate
   */
  public Schedule schedule(long iterations) {
    return schedule.of(learningRate.orElseThrow(), momentum(), weightDecay(), iterations);
  }

  /** Updates in a run of a length that is no wall time. */
  public long iterations(Budget budget) {
    long perUpdate = session.examplesPerUpdate();
    long perEpoch = Math.max(1, task.data().trainingExamples() / perUpdate);
    return budget.toIterations(perEpoch, perUpdate);
  }

  /** These settings with another task. */
  public TrialSettings withTask(TrainingTask value) {
    return new TrialSettings(
        value, session, schedule, learningRate, highestMomentum, constantWeightDecay);
  }

  /** These settings with another session. */
  public TrialSettings withSession(SessionSettings value) {
    return new TrialSettings(
        task, value, schedule, learningRate, highestMomentum, constantWeightDecay);
  }

  /** These settings with another optimizer, without a momentum that was given to one with. */
  public TrialSettings withOptimizer(Optimizer value) {
    return new TrialSettings(
        task,
        session.withOptimizer(value),
        schedule,
        learningRate,
        value.hasMomentum() ? highestMomentum : OptionalDouble.empty(),
        constantWeightDecay);
  }

  /** These settings with another schedule. */
  public TrialSettings withSchedule(TrialSchedule value) {
    return new TrialSettings(
        task, session, value, learningRate, highestMomentum, constantWeightDecay);
  }

  /** These settings with another highest rate. */
  public TrialSettings withLearningRate(double value) {
    return new TrialSettings(
        task, session, schedule, OptionalDouble.of(value), highestMomentum, constantWeightDecay);
  }

  /** These settings with another highest momentum. */
  public TrialSettings withMomentum(double value) {
    return new TrialSettings(
        task, session, schedule, learningRate, OptionalDouble.of(value), constantWeightDecay);
  }

  /** These settings with another constant weight decay. */
  public TrialSettings withWeightDecay(double value) {
    return new TrialSettings(
        task, session, schedule, learningRate, highestMomentum, OptionalDouble.of(value));
  }
}
