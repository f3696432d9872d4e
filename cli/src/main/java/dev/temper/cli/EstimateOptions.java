package dev.temper.cli;

import dev.temper.rateestimate.EstimateForm;
import dev.temper.rateestimate.RateEstimation;
import dev.temper.schedule.HyperParameters;
import dev.temper.training.Optimizer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the optimal-rate estimate that a range test can be replaced by. */
final class EstimateOptions {

  private static final double DEFAULT_RATE = 0.01;

  @Option(
      names = "--estimate",
      paramLabel = "FORM",
      description =
          "Instead of the test: estimate the optimal rate along a short run at a constant one; paper"
              + " (Smith and Topin 2017) or clean (probes on the same batch)")
  private @Nullable EstimateForm form;

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      description = "Of --estimate: the constant rate. Default: 0.01")
  private @Nullable Double learningRate;

  /** Whether an estimate was asked for instead of the test. */
  boolean wanted() {
    return form != null;
  }

  /**
   * Checks that no rate was given without an estimate.
   *
   * @throws IllegalArgumentException if one was
   */
  void requireNoRate() {
    if (learningRate != null) {
      throw new IllegalArgumentException(
          "The learning rate --lr (" + learningRate + ") has a place beside --estimate only.");
    }
  }

  /**
   * The estimation asked for.
   *
   * @throws IllegalArgumentException if the optimizer is not plain SGD, one of the lists has
   *     several values, or a value is out of range
   */
  RateEstimation of(
      Optimizer optimizer,
      List<Double> weightDecays,
      List<Integer> batchSizes,
      List<Double> momenta,
      List<Integer> iterations) {
    OneValue.require("weight decay", weightDecays, "beside --estimate");
    OneValue.require("batch size", batchSizes, "beside --estimate");
    OneValue.require("momentum", momenta, "beside --estimate");
    OneValue.require("number of iterations", iterations, "beside --estimate");
    if (optimizer != Optimizer.SGD && optimizer != Optimizer.NESTEROV) {
      throw new IllegalArgumentException(
          "The optimizer '"
              + optimizer.label()
              + "' has no place beside --estimate, which is for plain SGD. Accepted: sgd, nesterov.");
    }
    return new RateEstimation(
        Objects.requireNonNull(form),
        new HyperParameters(
            learningRate == null ? DEFAULT_RATE : learningRate,
            momenta.isEmpty() ? 0 : momenta.get(0),
            weightDecays.get(0)),
        iterations.isEmpty() ? RateEstimation.DEFAULT_ITERATIONS : iterations.get(0));
  }
}
