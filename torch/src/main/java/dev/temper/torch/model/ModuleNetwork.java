package dev.temper.torch.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.StringTensorDict;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The network of a LibTorch module in Java. */
final class ModuleNetwork implements Network {

  private final ForwardModule own;
  private final boolean locked;
  private final List<Tensor> parameters = new ArrayList<>();
  private final List<Tensor> buffers = new ArrayList<>();
  private final List<Tensor> counters = new ArrayList<>();
  private final List<Tensor> constants = new ArrayList<>();
  private boolean training;

  /**
   * A network.
   *
   * @param locked whether its passes draw from the library's own generator
   * @throws IllegalArgumentException if there is nothing to train, or a parameter is of another
   *     kind than 32-bit floats
   */
  ModuleNetwork(String name, ForwardModule own, boolean locked) {
    this.own = own;
    this.locked = locked;
    own.module().eval();
    try (PointerScope scope = new PointerScope()) {
      Set<Long> seen = new HashSet<>();
      named(own.module().named_parameters())
          .forEach((at, tensor) -> parameter(name, at, tensor, seen));
      for (Tensor buffer : named(own.module().named_buffers()).values()) {
        boolean floats = buffer.scalar_type().intern() == ScalarType.Float;
        (floats ? buffers : counters).add(Initial.kept(buffer));
      }
    }
    if (parameters.isEmpty()) {
      throw new IllegalArgumentException(
          "The network '" + name + "' has nothing to train: no parameter requires a gradient.");
    }
  }

  private void parameter(String name, String at, Tensor tensor, Set<Long> seen) {
    if (tensor.scalar_type().intern() != ScalarType.Float) {
      throw new IllegalArgumentException(
          "The network '"
              + name
              + "' has the parameter '"
              + at
              + "' of type "
              + tensor.scalar_type()
              + "; Float is needed.");
    }
    if (seen.add(tensor.unsafeGetTensorImpl().address())) {
      (tensor.requires_grad() ? parameters : constants).add(Initial.kept(tensor));
    }
  }

  private static Map<String, Tensor> named(StringTensorDict all) {
    Map<String, Tensor> named = new java.util.LinkedHashMap<>();
    for (long i = 0; i < all.size(); i++) {
      named.put(all.get(i).key().getString(), new Tensor(all.get(i).value()));
    }
    return named;
  }

  @Override
  public List<Tensor> parameters() {
    return List.copyOf(parameters);
  }

  @Override
  public List<Tensor> buffers() {
    return List.copyOf(buffers);
  }

  @Override
  public List<Tensor> counters() {
    return List.copyOf(counters);
  }

  @Override
  public List<Tensor> constants() {
    return List.copyOf(constants);
  }

  @Override
  public Tensor forward(Tensor input, Pass pass) {
    if (pass.training() != training) {
      training = pass.training();
      own.module().train(training);
    }
    if (!locked) {
      return own.forward().apply(input);
    }
    Generator random = pass.generator().get();
    if (training) {
      return DefaultGenerator.drawingFrom(random, () -> own.forward().apply(input));
    }
    return DefaultGenerator.leavingNoTrace(
        random, () -> DefaultGenerator.drawingFrom(random, () -> own.forward().apply(input)));
  }

  /** {@inheritDoc} It holds the weights; its forward says that it cannot compute. */
  @Override
  public JitModule export(Tensor mean, Tensor scale) {
    try (PointerScope scope = new PointerScope()) {
      Script script = new Script();
      script.buffer(mean);
      script.buffer(scale);
      Map<String, Tensor> weights = new TreeMap<>(named(own.module().named_parameters()));
      weights.putAll(named(own.module().named_buffers()));
      script.module("network", WeightsModule.of(weights));
      script.refuse("This file holds the weights of a Java module, whose code it does not have.");
      return Initial.kept(script.compile("x"));
    }
  }

  @Override
  public void close() {
    counters.forEach(Tensor::close);
    constants.forEach(Tensor::close);
  }
}
