package dev.temper.training;

import dev.temper.schedule.HyperParameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The curves of one run: what every iteration trained with and gave, and every evaluation.
 *
 * <p>Grows only at its end; reading while another thread appends is not safe.
 */
public final class History implements TrainingListener {

  /**
   * One evaluation in the course of a run.
   *
   * @param iteration updates made before it was measured; 0 is the untrained network
   * @param evaluation what was measured
   */
  public record Evaluated(long iteration, Evaluation evaluation) {}

  private final List<Evaluated> evaluations = new ArrayList<>();
  private double[] learningRate = new double[256];
  private double[] momentum = new double[256];
  private double[] weightDecay = new double[256];
  private double[] trainLoss = new double[256];
  private int size;
  private long clippedUpdates;
  private boolean markedDiverged;

  /** Appends one iteration. */
  @Override
  public void onStep(long iteration, HyperParameters values, double loss) {
    if (size == trainLoss.length) {
      learningRate = Arrays.copyOf(learningRate, 2 * size);
      momentum = Arrays.copyOf(momentum, 2 * size);
      weightDecay = Arrays.copyOf(weightDecay, 2 * size);
      trainLoss = Arrays.copyOf(trainLoss, 2 * size);
    }
    learningRate[size] = values.learningRate();
    momentum[size] = values.momentum();
    weightDecay[size] = values.weightDecay();
    trainLoss[size] = loss;
    size++;
  }

  /** Appends one evaluation. */
  @Override
  public void onEvaluation(long iteration, Evaluation evaluation) {
    evaluations.add(new Evaluated(iteration, evaluation));
  }

  /** Iterations recorded; 0 or more. */
  public int iterations() {
    return size;
  }

  /** The learning rate of each iteration, a copy of length {@link #iterations()}. */
  public double[] learningRate() {
    return Arrays.copyOf(learningRate, size);
  }

  /** The momentum (beta1 for the Adam family) of each iteration, a copy. */
  public double[] momentum() {
    return Arrays.copyOf(momentum, size);
  }

  /** The weight decay of each iteration, a copy. */
  public double[] weightDecay() {
    return Arrays.copyOf(weightDecay, size);
  }

  /** The training loss of each iteration's batch, a copy; the last may be NaN or infinite. */
  public double[] trainLoss() {
    return Arrays.copyOf(trainLoss, size);
  }

  /** Notes how many of the run's updates had their gradient clipped. */
  void clippedUpdates(long updates) {
    clippedUpdates = updates;
  }

  /** Updates whose gradient was clipped; 0 or more. */
  public long clippedUpdates() {
    return clippedUpdates;
  }

  /**
   * What a run recorded, put together again from where it was kept.
   *
   * @param learningRate of each iteration
   * @param momentum of each iteration, of the same length
   * @param weightDecay of each iteration, of the same length
   * @param trainLoss of each iteration, of the same length
   * @param evaluations in order
   * @param clippedUpdates updates whose gradient was clipped
   * @param diverged whether the run was {@linkplain #diverged called diverged}
   * @throws IllegalArgumentException if the lengths differ or a value is outside its range
   */
  public static History recorded(
      double[] learningRate,
      double[] momentum,
      double[] weightDecay,
      double[] trainLoss,
      List<Evaluated> evaluations,
      long clippedUpdates,
      boolean diverged) {
    int length = trainLoss.length;
    if (learningRate.length != length
        || momentum.length != length
        || weightDecay.length != length) {
      throw new IllegalArgumentException(
          "The columns of a recorded run must be of one length, not ("
              + learningRate.length
              + ", "
              + momentum.length
              + ", "
              + weightDecay.length
              + ", "
              + length
              + ").");
    }
    History history = new History();
    for (int i = 0; i < length; i++) {
      history.onStep(
          i, new HyperParameters(learningRate[i], momentum[i], weightDecay[i]), trainLoss[i]);
    }
    evaluations.forEach(e -> history.onEvaluation(e.iteration(), e.evaluation()));
    history.clippedUpdates = clippedUpdates;
    history.markedDiverged = diverged;
    return history;
  }

  /**
   * The share of iterations whose gradient was clipped, 0 to 1; 0 where gradients are not clipped.
   * Above a half, the learning rate is too aggressive (Google's tuning playbook).
   */
  public double clippedShare() {
    return size == 0 ? 0 : clippedUpdates / (double) size;
  }

  /** The evaluations in order, a read-only copy. */
  public List<Evaluated> evaluations() {
    return List.copyOf(evaluations);
  }

  /** The validation loss at the end; infinite where the run diverged or was never evaluated. */
  public double finalValidationLoss() {
    return diverged() || evaluations.isEmpty()
        ? Double.POSITIVE_INFINITY
        : evaluations.get(evaluations.size() - 1).evaluation().loss();
  }

  /** Notes that the run ended because its loss, though finite perhaps, had diverged. */
  void markDiverged() {
    markedDiverged = true;
  }

  /**
   * Whether the run met a loss that is NaN or infinite, or was ended by a {@link StopRule} that
   * called it diverged.
   */
  public boolean diverged() {
    if (markedDiverged) {
      return true;
    }
    if (size > 0 && !Double.isFinite(trainLoss[size - 1])) {
      return true;
    }
    return !evaluations.isEmpty()
        && !Double.isFinite(evaluations.get(evaluations.size() - 1).evaluation().loss());
  }
}
