package dev.temper.torch.model;

import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Tensor;

/** A TorchScript module without code that holds tensors by names with dots. */
final class WeightsModule {

  private WeightsModule() {}

  /** A tree of modules with copies of the tensors; what requires a gradient is a parameter. */
  static JitModule of(Map<String, Tensor> tensors) {
    JitModule module = new JitModule(new QualifiedName("__torch__.Weights"));
    Map<String, Map<String, Tensor>> inner = new TreeMap<>();
    tensors.forEach(
        (name, tensor) -> {
          int dot = name.indexOf('.');
          if (dot >= 0) {
            inner
                .computeIfAbsent(name.substring(0, dot), key -> new TreeMap<>())
                .put(name.substring(dot + 1), tensor);
          } else if (tensor.requires_grad()) {
            module.register_parameter(name, tensor.detach().clone().set_requires_grad(true), false);
          } else {
            module.register_buffer(name, tensor.detach().clone());
          }
        });
    inner.forEach((name, below) -> module.register_module(name, of(below)));
    return module;
  }
}
