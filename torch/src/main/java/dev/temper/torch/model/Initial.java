package dev.temper.torch.model;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Fresh tensors of a network.
 *
 * <p>Weights and biases are uniform in ±1/sqrt(inputs), PyTorch's default (He 2015, equation 10,
 * with gain 1/sqrt 3), or normal as He 2015 has it.
 */
final class Initial {

  private Initial() {}

  /**
   * A trainable tensor, uniform in ±1/sqrt(fanIn).
   *
   * @param fanIn inputs that feed one output; 1 or more
   */
  static Tensor uniform(GeneratorOptional generator, long fanIn, long... shape) {
    double bound = 1 / Math.sqrt((double) fanIn);
    return kept(torch.empty(shape).uniform_(-bound, bound, generator).set_requires_grad(true));
  }

  /**
   * A trainable tensor, normal with a variance of 2/fanOut, which keeps the gradient's variance
   * through layers of ReLU (He 2015, "Delving deep into rectifiers", equation 14).
   *
   * @param fanOut outputs that one input feeds; 1 or more
   */
  static Tensor heNormal(GeneratorOptional generator, long fanOut, long... shape) {
    double deviation = Math.sqrt(2.0 / fanOut);
    return kept(torch.empty(shape).normal_(0, deviation, generator).set_requires_grad(true));
  }

  /** A trainable tensor of one value everywhere. */
  static Tensor trainable(double value, long... shape) {
    return kept(constant(value, shape).set_requires_grad(true));
  }

  /** A tensor of one value everywhere that is not trained. */
  static Tensor constant(double value, long... shape) {
    return kept(torch.zeros(shape).fill_(new Scalar(value)));
  }

  /** Keeps a native object alive beyond the scope it was made in; the collector frees it. */
  static <P extends Pointer> P kept(P pointer) {
    pointer.retainReference();
    return pointer;
  }
}
