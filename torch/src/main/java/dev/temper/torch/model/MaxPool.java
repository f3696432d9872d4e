package dev.temper.torch.model;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The maximum over each place of a window. */
final class MaxPool implements Layer {

  private static final long[] ONE = {1, 1};

  private final Window window;
  private final long[] size;
  private final long[] stride;
  private final long[] padding;

  MaxPool(Window window) {
    this.window = window;
    size = new long[] {window.size(), window.size()};
    stride = new long[] {window.stride(), window.stride()};
    padding = new long[] {window.padding(), window.padding()};
  }

  @Override
  public boolean givesFreshMemory() {
    return true;
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return torch.max_pool2d(x, size, stride, padding, ONE, window.partial());
  }

  @Override
  public String script(String x, Script script) {
    return "torch.max_pool2d(%s, %s, %s, %s, [1, 1], %s)"
        .formatted(
            x,
            Script.pair(window.size()),
            Script.pair(window.stride()),
            Script.pair(window.padding()),
            Script.truth(window.partial()));
  }
}
