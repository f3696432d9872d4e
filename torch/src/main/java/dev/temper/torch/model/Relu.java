package dev.temper.torch.model;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The rectifier, {@code max(x, 0)}, for any shape. */
final class Relu implements Layer {

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return torch.relu(x);
  }

  @Override
  public String script(Script script) {
    return "torch.relu(x)";
  }
}
