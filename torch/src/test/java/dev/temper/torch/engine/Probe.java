package dev.temper.torch.engine;

import dev.temper.schedule.HyperParameters;
import dev.temper.schedule.Schedule;
import dev.temper.torch.data.Dataset;
import dev.temper.torch.data.Datasets;
import dev.temper.torch.model.LayeredNetwork;
import dev.temper.torch.model.Model;
import dev.temper.torch.model.Models;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.TrainingSession;
import java.util.List;

/** The data, networks and runs that the tests of sessions share. */
final class Probe {

  static final Dataset DIGITS = Datasets.digits();

  static final int BATCH_SIZE = 64;

  /** Has all that carries over from update to update: weights, BatchNorm's buffers, dropout. */
  static final Model EVERYTHING =
      Model.of(
          "everything",
          (shape, classes, generator) ->
              LayeredNetwork.builder(shape, generator)
                  .convolution(8, 3, 1, false)
                  .batchNorm()
                  .relu()
                  .maxPool()
                  .dropout(0.25)
                  .linear(32)
                  .batchNorm()
                  .relu()
                  .dropout(0.5)
                  .linear(classes)
                  .build());

  /** Neither dropout nor BatchNorm: its loss depends on nothing but weights and batch. */
  static final Model PLAIN = Models.mlp(List.of(32L), 0);

  private Probe() {}

  static TorchTask task(Model model, Precision precision) {
    return TorchTask.of(model, DIGITS, 1, precision);
  }

  static TrainingSession session(Model model, Optimizer optimizer, long seed) {
    return task(model, Precision.F32).open(new SessionSettings(BATCH_SIZE, optimizer, seed));
  }

  /** All three values change at every iteration. */
  static Schedule schedule(Optimizer optimizer) {
    double rate =
        switch (optimizer) {
          case RMSPROP -> 0.001;
          case LARS -> 0.3;
          case LAMB -> 0.004;
          default -> optimizer.defaultLearningRate();
        };
    return iteration ->
        new HyperParameters(
            rate * (1 + iteration % 10), 0.95 - 0.01 * (iteration % 7), 1e-3 * (iteration % 3));
  }

  /** The losses of the next updates under a schedule, counted from the session's iteration. */
  static double[] losses(TrainingSession session, Schedule schedule, int updates) {
    double[] losses = new double[updates];
    for (int i = 0; i < updates; i++) {
      losses[i] = session.step(schedule.at(session.iteration()));
    }
    return losses;
  }
}
