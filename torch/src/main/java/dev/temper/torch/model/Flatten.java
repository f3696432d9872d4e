package dev.temper.torch.model;

import org.bytedeco.pytorch.Tensor;

/** All values of an example in a row: (batch, …) to (batch, values). */
final class Flatten implements Layer {

  @Override
  public boolean givesFreshMemory() {
    return false;
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return x.flatten(1, -1);
  }

  @Override
  public String script(String x, Script script) {
    return "torch.flatten(" + x + ", 1, -1)";
  }
}
