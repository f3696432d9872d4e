package dev.temper.report;

import dev.temper.diagnosis.Curves;
import dev.temper.dynamics.DynamicsResult;
import dev.temper.dynamics.GroupOutcome;
import dev.temper.dynamics.PanelOutcome;
import dev.temper.rangetest.RangeCurve;
import dev.temper.rateestimate.RateEstimates;
import dev.temper.schedule.HyperParameters;
import dev.temper.schedule.Schedule;
import dev.temper.sensitivity.SensitivityResult;
import dev.temper.sensitivity.Trial;
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
   * A run recorded elsewhere: {@code step,train_loss,val_loss,val_accuracy,learning_rate}. An
   * evaluation stands in the row of its own step, beside the training loss if there is one.
   */
  public static String of(Curves curves) {
    long[] step = curves.iteration();
    double[] loss = curves.trainLoss();
    double[] rate = curves.learningRate();
    long[] evaluation = curves.evaluationIteration();
    double[] validationLoss = curves.validationLoss();
    double[] accuracy = curves.validationAccuracy();
    StringBuilder csv = new StringBuilder("step,train_loss,val_loss,val_accuracy,learning_rate\n");
    int i = 0;
    int k = 0;
    while (i < step.length || k < evaluation.length) {
      long trained = i < step.length ? step[i] : Long.MAX_VALUE;
      long evaluated = k < evaluation.length ? evaluation[k] : Long.MAX_VALUE;
      csv.append(Math.min(trained, evaluated)).append(',');
      if (trained <= evaluated) {
        csv.append(loss[i]);
      }
      csv.append(',');
      if (evaluated <= trained) {
        cell(cell(csv, validationLoss[k]).append(','), accuracy[k]);
        k++;
      } else {
        csv.append(',');
      }
      csv.append(',');
      if (trained <= evaluated) {
        cell(csv, rate[i]);
        i++;
      }
      csv.append('\n');
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

  /**
   * The trials of a sensitivity analysis: {@code
   * learning_rate,seed,iterations,val_loss,val_accuracy,outcome}, one row a trial; the outcome is
   * completed, diverged or failed.
   */
  public static String of(SensitivityResult result) {
    StringBuilder csv =
        new StringBuilder("learning_rate,seed,iterations,val_loss,val_accuracy,outcome\n");
    for (Trial trial : result.trials()) {
      csv.append(trial.learningRate()).append(',').append(trial.seed()).append(',');
      csv.append(trial.iterations()).append(',');
      cell(csv, trial.validationLoss()).append(',');
      cell(csv, trial.validationAccuracy()).append(',');
      csv.append(trial.failed() ? "failed" : trial.diverged() ? "diverged" : "completed");
      csv.append('\n');
    }
    return csv.toString();
  }

  /**
   * Panels of training dynamics: {@code
   * group,panel,epoch,train_loss,train_accuracy,val_loss,val_accuracy,learning_rate}, one row an
   * epoch, counted from 1; the loss of the whole training split, the rate of the epoch's last
   * update.
   */
  public static String of(DynamicsResult result) {
    StringBuilder csv =
        new StringBuilder(
            "group,panel,epoch,train_loss,train_accuracy,val_loss,val_accuracy,learning_rate\n");
    for (GroupOutcome group : result.groups()) {
      for (PanelOutcome panel : group.panels()) {
        double[] rate = panel.learningRate();
        for (int i = 0; i < panel.epochs(); i++) {
          Evaluation training = panel.training().get(i).evaluation();
          Evaluation validation = panel.history().evaluations().get(i).evaluation();
          csv.append(group.group().name()).append(",\"").append(panel.panel().name());
          csv.append("\",").append(i + 1).append(',');
          csv.append(training.loss()).append(',');
          cell(csv, training.accuracy()).append(',');
          append(csv, validation).append(rate[i]).append('\n');
        }
      }
    }
    return csv.toString();
  }

  private static StringBuilder cell(StringBuilder csv, double value) {
    return Double.isNaN(value) ? csv : csv.append(value);
  }
}
