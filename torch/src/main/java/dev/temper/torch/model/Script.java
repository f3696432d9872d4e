package dev.temper.torch.model;

import org.bytedeco.pytorch.BoolType;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.QualifiedNameOptional;
import org.bytedeco.pytorch.SimpleSelf;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;

/** A TorchScript module in the making: collects tensors and lines, then compiles them. */
final class Script {

  private final JitModule module = new JitModule(new QualifiedName("__torch__.Network"));
  private final StringBuilder source = new StringBuilder("def forward(self, x):\n");
  private int tensors;
  private int variables;

  Script() {
    module.register_attribute("training", new Type.TypePtr(BoolType.get().get()), new IValue(true));
  }

  /** Registers a copy of a trainable tensor; returns its name in the source. */
  String parameter(Tensor tensor) {
    String name = "parameter" + tensors++;
    module.register_parameter(name, tensor.detach().clone().set_requires_grad(true), false);
    return "self." + name;
  }

  /** Registers a copy of a tensor that is not trained; returns its name in the source. */
  String buffer(Tensor tensor) {
    String name = "buffer" + tensors++;
    module.register_buffer(name, tensor.detach().clone());
    return "self." + name;
  }

  /** Registers a module that is called; returns its name in the source. */
  String module(String name, JitModule called) {
    module.register_module(name, called);
    return "self." + name;
  }

  /** Adds a line that keeps an expression in a new variable; returns the variable's name. */
  String variable(String expression) {
    String name = "x" + variables++;
    source.append("  ").append(name).append(" = ").append(expression).append('\n');
    return name;
  }

  /** A list of one whole number twice. */
  static String pair(long value) {
    return "[" + value + ", " + value + "]";
  }

  /** A truth value. */
  static String truth(boolean value) {
    return value ? "True" : "False";
  }

  /** Adds a line that raises an error. */
  void refuse(String message) {
    source.append("  assert False, \"").append(message).append("\"\n");
  }

  /** The compiled module, in evaluation mode, that gives an expression's value. */
  JitModule compile(String expression) {
    source.append("  return ").append(expression).append('\n');
    module
        ._ivalue()
        .compilation_unit()
        .define(
            new QualifiedNameOptional(module.type().name().get()),
            source.toString(),
            torch.nativeResolver(),
            new SimpleSelf(module.type()));
    module.eval();
    return module;
  }
}
