package dev.temper.torch.model;

import java.nio.DoubleBuffer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Tensors as plain arrays, for assertions. */
public final class TensorValues {

  private TensorValues() {}

  /** All values of a tensor, row by row, whatever its type and layout. */
  public static double[] of(Tensor tensor) {
    try (PointerScope scope = new PointerScope()) {
      Tensor copy = tensor.detach().to(ScalarType.Double).flatten().contiguous();
      double[] values = new double[Math.toIntExact(copy.numel())];
      DoubleBuffer buffer = copy.createBuffer();
      buffer.get(values);
      return values;
    }
  }
}
