package dev.temper.diagnosis;

import dev.temper.training.History;
import java.util.Arrays;

/**
 * The curves of one run as they are read for signs: training loss by iteration, what validation
 * gave now and then, and the learning rate where it is known.
 *
 * <p>Recorded as densely or as sparsely as somebody logged them: the training points need not be
 * consecutive iterations. Immutable.
 */
public final class Curves {

  private final long[] iteration;
  private final double[] trainLoss;
  private final double[] learningRate;
  private final long[] evaluationIteration;
  private final double[] validationLoss;
  private final double[] validationAccuracy;

  private Curves(Builder builder) {
    iteration = Arrays.copyOf(builder.iteration, builder.steps);
    trainLoss = Arrays.copyOf(builder.trainLoss, builder.steps);
    learningRate = Arrays.copyOf(builder.learningRate, builder.steps);
    evaluationIteration = Arrays.copyOf(builder.evaluationIteration, builder.evaluations);
    validationLoss = Arrays.copyOf(builder.validationLoss, builder.evaluations);
    validationAccuracy = Arrays.copyOf(builder.validationAccuracy, builder.evaluations);
  }

  /** The curves of a run made here. */
  public static Curves of(History history) {
    Builder builder = new Builder();
    double[] loss = history.trainLoss();
    double[] rate = history.learningRate();
    for (int i = 0; i < loss.length; i++) {
      builder.step(i, loss[i], rate[i]);
    }
    for (History.Evaluated evaluated : history.evaluations()) {
      builder.evaluation(
          evaluated.iteration(), evaluated.evaluation().loss(), evaluated.evaluation().accuracy());
    }
    return builder.build();
  }

  /** Curves to be put together point by point. */
  public static Builder builder() {
    return new Builder();
  }

  /** Training points; 0 or more. */
  public int steps() {
    return iteration.length;
  }

  /** The iteration of each training point, rising, a copy. */
  public long[] iteration() {
    return iteration.clone();
  }

  /** The training loss at each training point, a copy; may hold NaN and infinite values. */
  public double[] trainLoss() {
    return trainLoss.clone();
  }

  /** The learning rate at each training point, a copy; NaN where it is not known. */
  public double[] learningRate() {
    return learningRate.clone();
  }

  /** Evaluations; 0 or more. */
  public int evaluations() {
    return evaluationIteration.length;
  }

  /** The updates made before each evaluation, rising, a copy. */
  public long[] evaluationIteration() {
    return evaluationIteration.clone();
  }

  /** The validation loss of each evaluation, a copy; NaN where it was not measured. */
  public double[] validationLoss() {
    return validationLoss.clone();
  }

  /** The validation accuracy of each evaluation, 0 to 1, a copy; NaN where it was not measured. */
  public double[] validationAccuracy() {
    return validationAccuracy.clone();
  }

  /** Puts curves together; points come in the order of their iterations. */
  public static final class Builder {

    private long[] iteration = new long[64];
    private double[] trainLoss = new double[64];
    private double[] learningRate = new double[64];
    private long[] evaluationIteration = new long[16];
    private double[] validationLoss = new double[16];
    private double[] validationAccuracy = new double[16];
    private int steps;
    private int evaluations;

    private Builder() {}

    /**
     * Adds a training point.
     *
     * @param at its iteration, 0 or more, above the one before
     * @param loss the training loss there; may be NaN or infinite, which means divergence
     * @param rate the learning rate there, NaN where it is not known
     * @throws IllegalArgumentException if the iterations do not rise
     */
    public Builder step(long at, double loss, double rate) {
      requireRising("training point", at, steps == 0 ? -1 : iteration[steps - 1]);
      if (steps == iteration.length) {
        iteration = Arrays.copyOf(iteration, 2 * steps);
        trainLoss = Arrays.copyOf(trainLoss, 2 * steps);
        learningRate = Arrays.copyOf(learningRate, 2 * steps);
      }
      iteration[steps] = at;
      trainLoss[steps] = loss;
      learningRate[steps] = rate;
      steps++;
      return this;
    }

    /**
     * Adds an evaluation.
     *
     * @param at the updates made before it, 0 or more, above the one before
     * @param loss the validation loss, NaN where it was not measured
     * @param accuracy the validation accuracy, 0 to 1, NaN where it was not measured
     * @throws IllegalArgumentException if the iterations do not rise
     */
    public Builder evaluation(long at, double loss, double accuracy) {
      requireRising("evaluation", at, evaluations == 0 ? -1 : evaluationIteration[evaluations - 1]);
      if (evaluations == evaluationIteration.length) {
        evaluationIteration = Arrays.copyOf(evaluationIteration, 2 * evaluations);
        validationLoss = Arrays.copyOf(validationLoss, 2 * evaluations);
        validationAccuracy = Arrays.copyOf(validationAccuracy, 2 * evaluations);
      }
      evaluationIteration[evaluations] = at;
      validationLoss[evaluations] = loss;
      validationAccuracy[evaluations] = accuracy;
      evaluations++;
      return this;
    }

    private static void requireRising(String what, long at, long before) {
      if (at <= before) {
        throw new IllegalArgumentException(
            "The iteration ("
                + at
                + ") of a "
                + what
                + " must be above the one before ("
                + before
                + ").");
      }
    }

    /** The curves so far; more may be added afterwards for others. */
    public Curves build() {
      return new Curves(this);
    }
  }
}
