package dev.temper.torch.engine;

import dev.temper.training.SessionSettings;
import dev.temper.training.TrainingSession;
import dev.temper.training.TrainingSessionContract;

/** The LibTorch session keeps the engine's contract. */
class TorchSessionContractTest extends TrainingSessionContract {

  private static final TorchTask TASK = Probe.task(Probe.PLAIN, Precision.F32);

  @Override
  protected TrainingSession open(SessionSettings settings) {
    return TASK.open(settings);
  }
}
