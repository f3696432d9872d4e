package dev.temper.torch.model;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The mean over height and width: (batch, channels, h, w) to (batch, channels). */
final class GlobalAveragePool implements Layer {

  @Override
  public boolean givesFreshMemory() {
    return true;
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return torch.mean(x, 2, 3);
  }

  @Override
  public String script(String x, Script script) {
    return "torch.mean(" + x + ", [2, 3])";
  }
}
