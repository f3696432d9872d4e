package dev.temper.torch.model;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The rectifier, {@code max(x, 0)}, for any shape.
 *
 * @param inPlace whether its input is fresh memory that nobody else reads: half the memory traffic,
 *     and the same values and gradients
 */
record Relu(boolean inPlace) implements Layer {

  @Override
  public boolean givesFreshMemory() {
    return false;
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    if (inPlace) {
      x.relu_();
      return x;
    }
    return torch.relu(x);
  }

  @Override
  public String script(String x, Script script) {
    return "torch.relu(" + x + ")";
  }
}
