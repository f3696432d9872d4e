package dev.temper.torch.model;

import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;

/**
 * The network behind the name {@code cnn}: three stages of convolutions of 3 x 3, with 32, 64 and
 * 128 kernels, each with BatchNorm and ReLU. The first and the last stage have one convolution, the
 * middle one two.
 *
 * <p>Pooled after the second and the third stage; images of 16 x 16 and up also after the first,
 * while 8 x 8 digits keep their places longer. 135,018 trainable values on the digits.
 *
 * <p>The setting {@code width} multiplies the kernels, {@code depth} adds as many convolutions at
 * the end of every stage, {@code dropout} stands in front of the last layer.
 */
final class SmallConvolutional {

  private final double width;
  private final int depth;
  private final double dropout;
  private final Normalization normalization;

  SmallConvolutional(ModelSettings settings) {
    width = settings.value("width");
    depth = settings.whole("depth");
    dropout = settings.value("dropout");
    normalization = Normalization.of(settings);
  }

  Network create(List<Long> shape, int outputs, GeneratorOptional generator) {
    LayeredNetwork.Builder builder = LayeredNetwork.builder(shape, generator);
    boolean large = shape.size() == 3 && Math.min(shape.get(1), shape.get(2)) >= 16;
    stage(builder, 1, 32, large);
    stage(builder, 2, 64, true);
    stage(builder, 1, 128, true);
    return builder.dropout(dropout).linear(outputs).build();
  }

  private void stage(
      LayeredNetwork.Builder builder, int convolutions, int kernels, boolean pooled) {
    for (int i = 1; i <= convolutions + depth; i++) {
      long channels = Math.max(1, Math.round(width * kernels));
      normalization.convolveAndNormalize(builder, channels, 3, 1);
      if (pooled && i == convolutions + depth) {
        // In front of ReLU: the same values and gradients, from a quarter of the values.
        builder.maxPool();
      }
      builder.relu();
    }
  }
}
