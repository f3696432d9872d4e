package dev.temper.report;

import dev.temper.rangetest.RangeCurve;
import dev.temper.rateestimate.RateEstimates;
import dev.temper.schedule.HyperParameters;
import dev.temper.schedule.Schedule;
import dev.temper.training.Evaluation;
import dev.temper.training.History;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Curves as CSV, one row an iteration, empty where nothing was measured.
 *
 * <p>Numbers are written so that reading them gives the same double.
 */
public final class CurvesCsv {

  private CurvesCsv() {}

  /**
   * A run: {@code iteration,train_loss,val_loss,val_accuracy,learning_rate,momentum,weight_decay}.
   * An evaluation stands in the row of the update it followed.
   */
  public static String of(History history) {
    Map<Long, Evaluation> evaluations = new HashMap<>();
    history.evaluations().forEach(e -> evaluations.put(e.iteration() - 1, e.evaluation()));
    double[] loss = history.trainLoss();
    double[] rate = history.learningRate();
    double[] momentum = history.momentum();
    double[] weightDecay = history.weightDecay();
    StringBuilder csv =
        new StringBuilder(
            "iteration,train_loss,val_loss,val_accuracy,learning_rate,momentum,weight_decay\n");
    for (int i = 0; i < loss.length; i++) {
      Evaluation evaluation = evaluations.get((long) i);
      csv.append(i).append(',').append(loss[i]).append(',');
      append(csv, evaluation).append(rate[i]).append(',');
      csv.append(momentum[i]).append(',').append(weightDecay[i]).append('\n');
    }
    return csv.toString();
  }

  /**
   * The first iterations of a schedule: {@code iteration,learning_rate,momentum,weight_decay}.
   *
   * @param iterations rows, 0 or more
   */
  public static String of(Schedule schedule, long iterations) {
    StringBuilder csv = new StringBuilder("iteration,learning_rate,momentum,weight_decay\n");
    for (long i = 0; i < iterations; i++) {
      HyperParameters values = schedule.at(i);
      csv.append(i).append(',').append(values.learningRate()).append(',');
      csv.append(values.momentum()).append(',').append(values.weightDecay()).append('\n');
    }
    return csv.toString();
  }

  private static StringBuilder append(StringBuilder csv, @Nullable Evaluation evaluation) {
    if (evaluation == null) {
      return csv.append(",,");
    }
    csv.append(evaluation.loss()).append(',');
    return cell(csv, evaluation.accuracy()).append(',');
  }

  /**
   * A range test: {@code iteration,learning_rate,train_loss,smoothed_loss,val_loss,val_accuracy}.
   */
  public static String of(RangeCurve curve) {
    double[] rate = curve.learningRate();
    double[] loss = curve.trainLoss();
    double[] smoothed = curve.smoothedLoss();
    double[] validationLoss = curve.validationLoss();
    double[] validationAccuracy = curve.validationAccuracy();
    StringBuilder csv =
        new StringBuilder(
            "iteration,learning_rate,train_loss,smoothed_loss,val_loss,val_accuracy\n");
    for (int i = 0; i < rate.length; i++) {
      csv.append(i).append(',').append(rate[i]).append(',').append(loss[i]).append(',');
      csv.append(smoothed[i]).append(',');
      cell(csv, validationLoss[i]).append(',');
      cell(csv, validationAccuracy[i]).append('\n');
    }
    return csv.toString();
  }

  /** Estimates: {@code iteration,train_loss,learning_rate,single_estimate,estimate}. */
  public static String of(RateEstimates estimates) {
    double[] loss = estimates.trainLoss();
    double[] single = estimates.single();
    double[] smoothed = estimates.smoothed();
    StringBuilder csv =
        new StringBuilder("iteration,train_loss,learning_rate,single_estimate,estimate\n");
    for (int i = 0; i < loss.length; i++) {
      csv.append(i).append(',').append(loss[i]).append(',');
      csv.append(estimates.estimation().values().learningRate()).append(',');
      cell(csv, single[i]).append(',');
      cell(csv, smoothed[i]).append('\n');
    }
    return csv.toString();
  }

  private static StringBuilder cell(StringBuilder csv, double value) {
    return Double.isNaN(value) ? csv : csv.append(value);
  }
}
