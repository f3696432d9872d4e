package dev.temper.torch.model;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The hyperbolic tangent, for any shape. */
final class Tanh implements Layer {

  @Override
  public boolean givesFreshMemory() {
    return false;
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return torch.tanh(x);
  }

  @Override
  public String script(String x, Script script) {
    return "torch.tanh(" + x + ")";
  }
}
