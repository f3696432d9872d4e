package dev.temper.torch.model;

import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.Tensor;

/** A TorchScript module around another that normalizes the examples first. */
final class NormalizedModule {

  private NormalizedModule() {}

  /**
   * A module that gives {@code network((x - mean) / scale)}, in evaluation mode.
   *
   * @param network what it calls
   */
  static JitModule of(JitModule network, Tensor mean, Tensor scale) {
    Script script = new Script();
    String call = script.module("network", network);
    String normalized =
        script.variable(
            "torch.div(torch.sub(x, " + script.buffer(mean) + "), " + script.buffer(scale) + ")");
    return script.compile(call + ".forward(" + normalized + ")");
  }
}
