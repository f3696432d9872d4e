package dev.temper.torch.engine;

import dev.temper.torch.model.Models;
import dev.temper.training.SessionSettings;
import dev.temper.training.TrainingSession;
import dev.temper.training.TrainingSessionContract;
import java.util.List;

/** The LibTorch session keeps the engine's contract where it learns numbers. */
class RegressionContractTest extends TrainingSessionContract {

  private static final TorchTask TASK =
      TorchTask.of(Models.mlp(List.of(32L), 0), LinearLaw.data(), 1, Precision.F32);

  @Override
  protected TrainingSession open(SessionSettings settings) {
    return TASK.open(settings);
  }
}
