package dev.temper.torch.model;

import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;

/**
 * The network behind the name {@code cnn}: convolutions of 3 x 3 with 32, 64, 64 and 128 kernels,
 * each with BatchNorm and ReLU.
 *
 * <p>Pooled after the third and the fourth; images of 16 x 16 and up also after the first, while 8
 * x 8 digits keep their places longer. 135,018 trainable values on the digits.
 */
final class SmallConvolutional {

  private SmallConvolutional() {}

  static Network create(
      List<Long> shape, int classes, double dropout, GeneratorOptional generator) {
    LayeredNetwork.Builder builder = LayeredNetwork.builder(shape, generator);
    boolean large = shape.size() == 3 && Math.min(shape.get(1), shape.get(2)) >= 16;
    convolution(builder, 32);
    if (large) {
      builder.maxPool();
    }
    convolution(builder, 64);
    convolution(builder, 64);
    builder.maxPool();
    convolution(builder, 128);
    builder.maxPool();
    return builder.dropout(dropout).linear(classes).build();
  }

  private static void convolution(LayeredNetwork.Builder builder, long channels) {
    builder.convolution(channels, 3, 1, false).batchNorm().relu();
  }
}
