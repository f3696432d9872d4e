package dev.temper.torch.model;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The maximum over squares of 2 x 2: halves height and width, rounding down. */
final class MaxPool implements Layer {

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return torch.max_pool2d(x, 2, 2);
  }

  @Override
  public String script(Script script) {
    return "torch.max_pool2d(x, [2, 2], [2, 2], [0, 0], [1, 1], False)";
  }
}
