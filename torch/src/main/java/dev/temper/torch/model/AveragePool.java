package dev.temper.torch.model;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The mean over each place of a window; zeros of the padding count, what lies beyond does not. */
final class AveragePool implements Layer {

  private final Window window;
  private final long[] size;
  private final long[] stride;
  private final long[] padding;
  private final LongOptional places = Initial.kept(new LongOptional());

  AveragePool(Window window) {
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
    return torch.avg_pool2d(x, size, stride, padding, window.partial(), true, places);
  }

  @Override
  public String script(String x, Script script) {
    return "torch.avg_pool2d(%s, %s, %s, %s, %s, True, None)"
        .formatted(
            x,
            Script.pair(window.size()),
            Script.pair(window.stride()),
            Script.pair(window.padding()),
            Script.truth(window.partial()));
  }
}
