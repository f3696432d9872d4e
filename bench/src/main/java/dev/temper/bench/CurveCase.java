package dev.temper.bench;

import dev.temper.training.Optimizer;
import java.util.List;

/**
 * A network on a data set with an optimizer: what many runs of the labelled curves have in common.
 *
 * @param data the data set: digits, blobs, a folder of IDX files, cifar10 as {@link GreyCifar}
 *     makes it, the shapes of {@link GeneratedImages}, or a {@linkplain GeneratedTables generated
 *     table}
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
          of("spirals", "tanh-deep", Optimizer.SGD, 32, 0, 1200, 0.03),
          of("spirals", "mlp-bn", Optimizer.NESTEROV, 64, 0, 600, 0.03),
          of("mnist", "lenet-small", Optimizer.SGD, 32, 600, 150, 0.03),
          of("mnist", "mlp-bn", Optimizer.ADAMW, 64, 1200, 250, 3e-3),
          of("mnist", "tanh-deep", Optimizer.ADAM, 50, 600, 300, 1e-3),
          of("cifar10", "conv-average", Optimizer.SGD, 32, 400, 200, 0.1),
          of("cifar10", "conv-flat", Optimizer.NESTEROV, 32, 600, 300, 0.01),
          of("friedman", "mlp-64-64", Optimizer.SGD, 32, 0, 1000, 0.01),
          of("friedman", "mlp-bn", Optimizer.ADAM, 64, 0, 500, 3e-3),
          held("rings", "relu-narrow", Optimizer.SGD, 32, 0, 1500, 0.03),
          held("weak", "tanh-wide", Optimizer.ADAM, 32, 600, 400, 1e-3),
          held("counts", "bn-once", Optimizer.NESTEROV, 50, 0, 400, 0.01),
          held("counts", "tanh-wide", Optimizer.NADAM, 64, 0, 300, 1e-3),
          held("rare", "relu-narrow", Optimizer.RMSPROP, 64, 0, 600, 1e-3),
          held("rare", "bn-once", Optimizer.ADAGRAD, 32, 0, 600, 0.03),
          held("waves", "tanh-wide", Optimizer.SGD, 32, 0, 1500, 0.01),
          held("waves", "relu-narrow", Optimizer.ADAMW, 64, 0, 1000, 3e-3),
          held("shapes", "conv-tanh", Optimizer.ADAM, 32, 800, 250, 3e-3),
          held("shapes", "conv-bn", Optimizer.SGD, 32, 800, 200, 0.03));

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
