package dev.temper.torch.engine;

import dev.temper.torch.model.WideModule;
import dev.temper.training.SessionSettings;
import dev.temper.training.TrainingSession;
import dev.temper.training.TrainingSessionContract;

/** A session of a LibTorch module in Java keeps the engine's contract. */
class ModuleContractTest extends TrainingSessionContract {

  private static final TorchTask TASK = Probe.task(WideModule.model(0), Precision.F32);

  @Override
  protected TrainingSession open(SessionSettings settings) {
    return TASK.open(settings);
  }
}
