package dev.temper.torch.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.NamedTensor;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.bytedeco.pytorch.named_buffer_iterator;
import org.bytedeco.pytorch.named_buffer_list;
import org.bytedeco.pytorch.named_parameter_iterator;
import org.bytedeco.pytorch.named_parameter_list;

/** The tensors of a TorchScript module, each once, also where several names share one. */
final class ScriptTensors implements AutoCloseable {

  /** A tensor and the first of its names. */
  private record Named(String name, Tensor tensor) {}

  private final List<Named> parameters = new ArrayList<>();
  private final List<Tensor> buffers = new ArrayList<>();
  private final List<Tensor> counters = new ArrayList<>();
  private final List<Tensor> constants = new ArrayList<>();

  /**
   * Collects a module's tensors, in a pointer scope; those collected outlive it.
   *
   * @param name of the network, for messages
   * @throws IllegalArgumentException if there is nothing to train, or a parameter is of another
   *     kind than 32-bit floats or lies in the memory of another; one line
   */
  ScriptTensors(String name, JitModule module) {
    Set<Long> seen = new HashSet<>();
    for (Named parameter : all(module.named_parameters())) {
      if (parameter.tensor.scalar_type().intern() != ScalarType.Float) {
        throw new IllegalArgumentException(
            "The network '"
                + name
                + "' has the parameter '"
                + parameter.name
                + "' of type "
                + parameter.tensor.scalar_type()
                + "; Float is needed. Maybe save model.float().");
      }
      if (!seen.add(address(parameter.tensor))) {
        continue;
      }
      Initial.kept(parameter.tensor);
      if (parameter.tensor.requires_grad()) {
        requireOwnMemory(name, parameter);
        parameters.add(parameter);
      } else {
        constants.add(parameter.tensor);
      }
    }
    if (parameters.isEmpty()) {
      throw new IllegalArgumentException(
          "The network '"
              + name
              + "' has nothing to train: no parameter requires a gradient. Maybe it was frozen:"
              + " torch.jit.freeze makes constants of parameters.");
    }
    for (Named buffer : all(module.named_buffers())) {
      if (seen.add(address(buffer.tensor))) {
        boolean floats = buffer.tensor.scalar_type().intern() == ScalarType.Float;
        (floats ? buffers : counters).add(Initial.kept(buffer.tensor));
      }
    }
  }

  private static long address(Tensor tensor) {
    return tensor.unsafeGetTensorImpl().address();
  }

  private void requireOwnMemory(String network, Named parameter) {
    for (Named other : parameters) {
      if (other.tensor.is_alias_of(parameter.tensor)) {
        throw new IllegalArgumentException(
            "The network '"
                + network
                + "' has the parameters '"
                + other.name
                + "' and '"
                + parameter.name
                + "' in the same memory. Maybe share the parameter itself: b.weight = a.weight.");
      }
    }
  }

  private static List<Named> all(named_parameter_list list) {
    List<Named> all = new ArrayList<>();
    named_parameter_iterator at = list.begin();
    for (long i = 0; i < list.size(); i++, at.increment()) {
      all.add(named(at.access()));
    }
    return all;
  }

  private static List<Named> all(named_buffer_list list) {
    List<Named> all = new ArrayList<>();
    named_buffer_iterator at = list.begin();
    for (long i = 0; i < list.size(); i++, at.increment()) {
      all.add(named(at.access()));
    }
    return all;
  }

  private static Named named(NamedTensor entry) {
    // A tensor object of its own: that of the entry goes with it.
    return new Named(entry.name().getString(), new Tensor(entry.value()));
  }

  /** Copies all values, also those that are not trained, into a module of the same code. */
  static void copy(JitModule from, JitModule to) {
    copy(all(from.named_parameters()), all(to.named_parameters()));
    copy(all(from.named_buffers()), all(to.named_buffers()));
  }

  private static void copy(List<Named> from, List<Named> to) {
    for (int i = 0; i < from.size(); i++) {
      to.get(i).tensor.copy_(from.get(i).tensor);
    }
  }

  /** Those that require a gradient. */
  List<Tensor> parameters() {
    return parameters.stream().map(Named::tensor).toList();
  }

  /** Those of 32-bit floats that no gradient changes. */
  List<Tensor> buffers() {
    return List.copyOf(buffers);
  }

  /** Those of other kinds. */
  List<Tensor> counters() {
    return List.copyOf(counters);
  }

  /** The parameters that require none. */
  List<Tensor> constants() {
    return List.copyOf(constants);
  }

  /**
   * The parameters by the submodules that own them, in order; one that has vectors only, as
   * normalization has, belongs to the layer in front of it.
   */
  List<List<Tensor>> layers() {
    List<List<Tensor>> layers = new ArrayList<>();
    List<Tensor> open = new ArrayList<>();
    String owner = "";
    for (Named parameter : parameters) {
      String next = parameter.name.substring(0, parameter.name.lastIndexOf('.') + 1);
      if (!next.equals(owner) && !open.isEmpty()) {
        end(open, layers);
        open = new ArrayList<>();
      }
      owner = next;
      open.add(parameter.tensor);
    }
    end(open, layers);
    return layers;
  }

  private static void end(List<Tensor> layer, List<List<Tensor>> layers) {
    boolean vectors = layer.stream().allMatch(tensor -> tensor.dim() < 2);
    if (vectors && !layers.isEmpty()) {
      layers.get(layers.size() - 1).addAll(layer);
    } else {
      layers.add(layer);
    }
  }

  @Override
  public void close() {
    parameters.forEach(named -> named.tensor.close());
    buffers.forEach(Tensor::close);
    counters.forEach(Tensor::close);
    constants.forEach(Tensor::close);
  }
}
