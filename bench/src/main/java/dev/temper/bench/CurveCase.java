package dev.temper.bench;

import dev.temper.training.Optimizer;
import java.util.List;

/**
 * A network on a data set with an optimizer: what many runs of the labelled curves have in common.
 *
 * @param data the data set: digits, blobs, a folder of IDX files, or a {@linkplain GeneratedTables
 *     generated table}
 * @param model a name of {@link CurveModels}
 * @param optimizer the update rule
 * @param batchSize examples in an update
 * @param trainingExamples how many of the data it is trained on; 0 for four fifths of all
 * @param iterations the usual length of a run
 * @param rate a rate known to be about right for a run of that length
 * @param heldOut whether no threshold may be chosen by its curves; its model and its data are in no
 *     case that is not held out
 */
record CurveCase(
    String data,
    String model,
    Optimizer optimizer,
    int batchSize,
    int trainingExamples,
    int iterations,
    double rate,
    boolean heldOut) {

  /** All cases: two thirds to choose thresholds by, a third of other models on other data. */
  static final List<CurveCase> ALL =
      List.of(
          of("digits", "mlp-32", Optimizer.SGD, 64, 0, 300, 0.03),
          of("digits", "mlp", Optimizer.ADAM, 64, 0, 500, 1e-3),
          of("digits", "linear", Optimizer.SGD, 64, 0, 600, 0.03),
          of("digits", "cnn-small", Optimizer.SGD, 32, 0, 200, 0.03),
          of("blobs", "mlp-50", Optimizer.SGD, 32, 0, 1500, 0.01),
          of("blobs", "mlp-50", Optimizer.RMSPROP, 32, 0, 800, 0.003),
          of("fashion-mnist", "mlp-64", Optimizer.SGD, 64, 1200, 400, 0.01),
          of("fashion-mnist", "mlp-256", Optimizer.ADAMW, 100, 3000, 300, 1e-3),
          of("table", "mlp-64-64", Optimizer.SGD, 32, 0, 2000, 0.03),
          of("table", "mlp-64-64", Optimizer.ADAGRAD, 64, 0, 800, 0.03),
          held("spirals", "tanh-deep", Optimizer.SGD, 32, 0, 1200, 0.03),
          held("spirals", "mlp-bn", Optimizer.NESTEROV, 64, 0, 600, 0.03),
          held("mnist", "lenet-small", Optimizer.SGD, 32, 600, 150, 0.03),
          held("mnist", "mlp-bn", Optimizer.ADAMW, 64, 1200, 250, 3e-3),
          held("mnist", "tanh-deep", Optimizer.ADAM, 50, 600, 300, 1e-3));

  private static CurveCase of(
      String data, String model, Optimizer optimizer, int batch, int examples, int its, double lr) {
    return new CurveCase(data, model, optimizer, batch, examples, its, lr, false);
  }

  private static CurveCase held(
      String data, String model, Optimizer optimizer, int batch, int examples, int its, double lr) {
    return new CurveCase(data, model, optimizer, batch, examples, its, lr, true);
  }

  /** The name in files and tables. */
  String name() {
    return data + " " + model + " " + optimizer.label();
  }
}
