package dev.temper.torch.engine;

import org.bytedeco.pytorch.BoolType;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.QualifiedNameOptional;
import org.bytedeco.pytorch.SimpleSelf;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;

/** A TorchScript module around another that brings its scores back to the label's own unit. */
final class RescaledModule {

  private RescaledModule() {}

  /**
   * A module that gives {@code deviation * network(x) + mean}, in evaluation mode.
   *
   * @param network what it calls; stays the caller's to close
   */
  static JitModule of(JitModule network, double mean, double deviation) {
    JitModule module = new JitModule(new QualifiedName("__torch__.Regression"));
    module.register_attribute("training", new Type.TypePtr(BoolType.get().get()), new IValue(true));
    module.register_module("network", network);
    module
        ._ivalue()
        .compilation_unit()
        .define(
            new QualifiedNameOptional(module.type().name().get()),
            "def forward(self, x):\n  return torch.add(torch.mul(self.network.forward(x), "
                + deviation
                + "), "
                + mean
                + ")\n",
            torch.nativeResolver(),
            new SimpleSelf(module.type()));
    module.eval();
    return module;
  }
}
