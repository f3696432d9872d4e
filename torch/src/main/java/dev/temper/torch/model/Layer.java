package dev.temper.torch.model;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** One step of a {@link LayeredNetwork}: computes in Java, and says the same in TorchScript. */
interface Layer {

  /** The trainable tensors; none for most layers. */
  default List<Tensor> parameters() {
    return List.of();
  }

  /** The tensors updated without a gradient; none for most layers. */
  default List<Tensor> buffers() {
    return List.of();
  }

  /** The layer's output for a batch. */
  Tensor forward(Tensor x, Pass pass);

  /** The TorchScript expression for this layer's output, given an input named {@code x}. */
  String script(Script script);
}
