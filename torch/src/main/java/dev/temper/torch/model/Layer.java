package dev.temper.torch.model;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A part of a {@link LayeredNetwork}: computes in Java, and says the same in TorchScript. */
interface Layer {

  /** The trainable tensors; none for most layers. */
  default List<Tensor> parameters() {
    return List.of();
  }

  /** The tensors updated without a gradient; none for most layers. */
  default List<Tensor> buffers() {
    return List.of();
  }

  /** The layers that compute, this one or those it arranges, in the order of their tensors. */
  default List<Layer> leaves() {
    return List.of(this);
  }

  /**
   * Whether the output may be overwritten by what follows: it is memory of its own, which the
   * gradient of this layer does not read.
   */
  boolean givesFreshMemory();

  /** The layer's output for a batch; the input stays the caller's and keeps its values. */
  Tensor forward(Tensor x, Pass pass);

  /**
   * The TorchScript expression for this layer's output.
   *
   * @param x the variable that holds the input
   */
  String script(String x, Script script);
}
