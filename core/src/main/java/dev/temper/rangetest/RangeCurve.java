package dev.temper.rangetest;

import dev.temper.statistics.ExponentialAverage;
import dev.temper.training.Optimizer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a range test recorded: one point an iteration, up to where it ended.
 *
 * <p>Immutable; arrays are copied on the way out. All arrays have length {@link #size()}.
 */
public final class RangeCurve {

  /** Why a range test ended. */
  public enum End {
    /** It went through the whole range. */
    COMPLETED,
    /** The smoothed loss exceeded its best by the stop factor. */
    DIVERGED,
    /** A loss was NaN or infinite. */
    NOT_FINITE
  }

  private final RangeTest test;
  private final double[] learningRate;
  private final double[] trainLoss;
  private final double[] smoothedLoss;
  private final double[] validationLoss;
  private final double[] validationAccuracy;
  private final End end;
  private final @Nullable Optimizer optimizer;

  RangeCurve(
      RangeTest test,
      double[] learningRate,
      double[] trainLoss,
      double[] validationLoss,
      double[] validationAccuracy,
      End end,
      @Nullable Optimizer optimizer) {
    this.test = test;
    this.learningRate = learningRate;
    this.trainLoss = trainLoss;
    this.smoothedLoss = ExponentialAverage.of(trainLoss, test.smoothing());
    this.validationLoss = validationLoss;
    this.validationAccuracy = validationAccuracy;
    this.end = end;
    this.optimizer = optimizer;
  }

  /**
   * The curve of a test that was recorded elsewhere.
   *
   * @param test what was run; its iterations may exceed the points where it was stopped early
   * @param learningRate the rate of each iteration, rising
   * @param trainLoss the raw loss of each iteration
   * @param validationLoss the validation loss after each iteration, NaN where it was not measured
   * @param validationAccuracy the validation accuracy after each iteration, NaN likewise
   * @param end why it ended
   * @throws IllegalArgumentException if the lengths differ, nothing was recorded or a rate does not
   *     rise
   */
  public static RangeCurve recorded(
      RangeTest test,
      double[] learningRate,
      double[] trainLoss,
      double[] validationLoss,
      double[] validationAccuracy,
      End end) {
    requireColumns(learningRate, trainLoss, validationLoss, validationAccuracy);
    return new RangeCurve(
        test,
        learningRate.clone(),
        trainLoss.clone(),
        validationLoss.clone(),
        validationAccuracy.clone(),
        end,
        null);
  }

  private static void requireColumns(
      double[] learningRate,
      double[] trainLoss,
      double[] validationLoss,
      double[] validationAccuracy) {
    int size = learningRate.length;
    if (size == 0
        || trainLoss.length != size
        || validationLoss.length != size
        || validationAccuracy.length != size) {
      throw new IllegalArgumentException(
          "The columns of a recorded range test must be of one length, 1 or more, not ("
              + size
              + ", "
              + trainLoss.length
              + ", "
              + validationLoss.length
              + ", "
              + validationAccuracy.length
              + ").");
    }
    for (int i = 1; i < size; i++) {
      if (!(learningRate[i] > learningRate[i - 1])) {
        throw new IllegalArgumentException(
            "The learning rate must rise, but goes from ("
                + learningRate[i - 1]
                + ") to ("
                + learningRate[i]
                + ") at point "
                + i
                + ".");
      }
    }
  }

  /**
   * The curve of a test of which nothing but the columns is known: the ramp follows from the steps
   * of the rate, the end from the losses as if the test had been run here.
   *
   * <p>Points after the one that ends it are left out, and so are points whose training loss is not
   * finite while later ones are.
   *
   * @param learningRate the rate of each iteration, rising
   * @param trainLoss the raw loss of each iteration; the last may be NaN or infinite
   * @param validationLoss the validation loss after each iteration, NaN where it was not measured
   * @param validationAccuracy the validation accuracy after each iteration, NaN likewise
   * @param smoothing weight of the past in the exponential average of the loss, 0 to below 1
   * @param stopFactor times its best the smoothed loss must exceed to end the test; above 1
   * @param iterations the length of the whole ramp if the test was stopped early; fewer than the
   *     points mean as many as these
   * @throws IllegalArgumentException if the lengths differ, fewer than two points were recorded, a
   *     rate does not rise or a setting is outside its range
   */
  public static RangeCurve recorded(
      double[] learningRate,
      double[] trainLoss,
      double[] validationLoss,
      double[] validationAccuracy,
      double smoothing,
      double stopFactor,
      int iterations) {
    requireColumns(learningRate, trainLoss, validationLoss, validationAccuracy);
    return new Recording(learningRate, trainLoss, validationLoss, validationAccuracy)
        .curve(smoothing, stopFactor, iterations);
  }

  /** This curve, with the optimizer that trained along it known to the rules. */
  public RangeCurve trainedWith(Optimizer value) {
    return new RangeCurve(
        test, learningRate, trainLoss, validationLoss, validationAccuracy, end, value);
  }

  /** The optimizer that trained along it, or null where nobody {@linkplain #trainedWith told}. */
  public @Nullable Optimizer optimizer() {
    return optimizer;
  }

  /** What was run. */
  public RangeTest test() {
    return test;
  }

  /** Iterations recorded; 1 or more. */
  public int size() {
    return learningRate.length;
  }

  /** The learning rate of each iteration, rising. */
  public double[] learningRate() {
    return learningRate.clone();
  }

  /** The raw training loss of each iteration's batch; the last may be NaN or infinite. */
  public double[] trainLoss() {
    return trainLoss.clone();
  }

  /** The bias-corrected exponential average of the training loss. */
  public double[] smoothedLoss() {
    return smoothedLoss.clone();
  }

  /** The validation loss after each iteration; NaN where it was not measured. */
  public double[] validationLoss() {
    return validationLoss.clone();
  }

  /** The validation accuracy after each iteration, 0 to 1; NaN where it was not measured. */
  public double[] validationAccuracy() {
    return validationAccuracy.clone();
  }

  /** Why the test ended. */
  public End end() {
    return end;
  }

  /**
   * What a rule makes of this curve; never a rate outside the recorded range.
   *
   * @param rule the rule to read by
   * @return a learning rate, or a refusal with its reason
   */
  public Suggestion suggest(Rule rule) {
    return rule.read(this);
  }

  /** The answers of all rules, the {@linkplain Rule#DEFAULT default} first. */
  public Map<Rule, Suggestion> suggestions() {
    Map<Rule, Suggestion> answers = new LinkedHashMap<>();
    answers.put(Rule.DEFAULT, suggest(Rule.DEFAULT));
    for (Rule rule : Rule.values()) {
      answers.computeIfAbsent(rule, this::suggest);
    }
    return answers;
  }

  /** The part the rules for the training loss read. */
  Trimmed trimmed() {
    return Trimmed.of(test, learningRate, trainLoss);
  }
}
