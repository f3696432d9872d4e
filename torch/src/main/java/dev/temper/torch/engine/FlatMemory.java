package dev.temper.torch.engine;

import dev.temper.torch.model.Network;
import dev.temper.training.UpdateSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * One flat tensor each for all parameters, gradients and buffers of a network, whose own tensors
 * become views of them.
 *
 * <p>An update is then a few operations on whole vectors whatever the network, and a copy of the
 * state is a copy of a few vectors. Convolution kernels lie in the layout of the images. Each view
 * begins at a multiple of 64 bytes; the gaps are 0 and stay 0 under every optimizer. Memory: twice
 * the parameters and once the buffers.
 */
final class FlatMemory implements AutoCloseable {

  private static final long ALIGNMENT = 16;

  final Tensor parameters;
  final Tensor gradients;
  final Tensor buffers;
  private final Network network;

  private FlatMemory(Network network, Tensor parameters, Tensor gradients, Tensor buffers) {
    this.network = network;
    this.parameters = parameters;
    this.gradients = gradients;
    this.buffers = buffers;
  }

  /** Moves a network's tensors into flat memory on a device, keeping their values. */
  static FlatMemory of(Network network, Execution execution) {
    Layout layout = execution.layout();
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor parameters = zeros(network.parameters(), execution.device());
      Tensor gradients = zeros(network.parameters(), execution.device());
      Tensor buffers = zeros(network.buffers(), execution.device());
      long offset = 0;
      for (Tensor tensor : network.parameters()) {
        Tensor view = view(parameters, offset, tensor, layout);
        view.copy_(tensor);
        tensor.set_data(view);
        tensor.mutable_grad().put(view(gradients, offset, tensor, layout));
        offset += aligned(tensor.numel());
      }
      offset = 0;
      for (Tensor tensor : network.buffers()) {
        Tensor view = view(buffers, offset, tensor, layout);
        view.copy_(tensor);
        tensor.set_data(view);
        offset += aligned(tensor.numel());
      }
      if (!execution.device().isCpu()) {
        Stream.of(network.counters(), network.constants())
            .flatMap(List::stream)
            .forEach(tensor -> tensor.set_data(execution.device().of(tensor)));
      }
      return new FlatMemory(network, kept(parameters), kept(gradients), kept(buffers));
    }
  }

  private static Tensor zeros(List<Tensor> tensors, Device device) {
    long length = 0;
    for (Tensor tensor : tensors) {
      length += aligned(tensor.numel());
    }
    return device.of(torch.zeros(new long[] {length}, new TensorOptions(ScalarType.Float)));
  }

  /** A view with the shape of another tensor, convolution kernels in the layout of the images. */
  private static Tensor view(Tensor flat, long offset, Tensor like, Layout layout) {
    Tensor piece = flat.narrow(0, offset, like.numel());
    if (like.dim() == 4 && layout == Layout.CHANNELS_LAST) {
      return piece.view(like.size(0), like.size(2), like.size(3), like.size(1)).permute(0, 3, 1, 2);
    }
    long[] shape = new long[(int) like.dim()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = like.size(i);
    }
    return piece.view(shape);
  }

  /**
   * Where each of the network's parameters lies, and how updates treat it.
   *
   * @throws IllegalArgumentException if the network's layers do not hold its parameters, all and in
   *     their order
   */
  List<Segment> segments(UpdateSettings updates) {
    List<Segment> segments = new ArrayList<>();
    List<Boolean> weights = network.weightsProper();
    List<Double> ratios = network.rateRatios();
    List<List<Tensor>> layers = network.layers();
    requireAllInOrder(layers);
    long offset = 0;
    for (int layer = 0; layer < layers.size(); layer++) {
      double ofLayer = updates.rateRatio(layer, layers.size());
      for (Tensor parameter : layers.get(layer)) {
        int i = segments.size();
        boolean adapted = weights.get(i);
        segments.add(
            new Segment(
                offset,
                parameter.numel(),
                adapted,
                adapted || !updates.decayWeightsOnly(),
                ratios.get(i) * ofLayer));
        offset += aligned(parameter.numel());
      }
    }
    return segments;
  }

  private void requireAllInOrder(List<List<Tensor>> layers) {
    List<Tensor> inLayers = layers.stream().flatMap(List::stream).toList();
    List<Tensor> parameters = network.parameters();
    if (inLayers.size() != parameters.size()) {
      throw new IllegalArgumentException(
          "The network's layers hold ("
              + inLayers.size()
              + ") parameters; all ("
              + parameters.size()
              + ") must be in them.");
    }
    for (int i = 0; i < parameters.size(); i++) {
      if (!inLayers.get(i).is_same(parameters.get(i))) {
        throw new IllegalArgumentException(
            "The network's layers hold another parameter at position ("
                + i
                + ") than its parameters; both must have the same order.");
      }
    }
  }

  private static long aligned(long length) {
    return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  private static Tensor kept(Tensor tensor) {
    tensor.retainReference();
    return tensor;
  }

  /**
   * Frees the vectors, and takes them from the network, which may hold its tensors in more ways
   * than are known here; it is of no use afterwards.
   */
  @Override
  public void close() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor nothing = torch.zeros(0);
      for (Tensor tensor : network.parameters()) {
        tensor.mutable_grad().reset();
        tensor.set_data(nothing);
        tensor.close();
      }
      for (Tensor tensor : network.buffers()) {
        tensor.set_data(nothing);
        tensor.close();
      }
    }
    network.close();
    parameters.close();
    gradients.close();
    buffers.close();
  }
}
