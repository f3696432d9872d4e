package dev.temper.torch.engine;

import dev.temper.torch.model.Scripts;
import dev.temper.training.SessionSettings;
import dev.temper.training.TrainingSession;
import dev.temper.training.TrainingSessionContract;

/** A session of a TorchScript network keeps the engine's contract. */
class ScriptContractTest extends TrainingSessionContract {

  private static final TorchTask TASK = Probe.task(Scripts.model("plain.pt"), Precision.F32);

  @Override
  protected TrainingSession open(SessionSettings settings) {
    return TASK.open(settings);
  }
}
