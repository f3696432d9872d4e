package dev.temper.torch.model;

import static dev.temper.training.ModelSetting.Kind.DROPOUT;

import dev.temper.training.ModelSetting;
import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;

/**
 * The network with three convolutions that Smith's experiments on CIFAR-10 call "3-layer" (Smith
 * 2018, "A disciplined approach to neural network hyper-parameters: part 1"): Caffe's {@code
 * cifar10_full}, with 32, 32 and 64 kernels of 5 x 5, each with pooling of 3 x 3 and stride 2, and
 * one linear layer; 89,578 weights on 3 x 32 x 32.
 *
 * <p>The first pooling takes maxima, in front of ReLU, the others means behind it; places that
 * reach over the edge count. Two things differ from Caffe's: its local response normalization is
 * left out, which on standardized images is a factor within one in ten thousand of 1, and weights
 * start uniform, not normal with deviations made for pixels of 0 to 255.
 *
 * <p>{@code dropout} stands in front of the last layer; there is none in Caffe's.
 */
final class ThreeConvolutions {

  private ThreeConvolutions() {}

  static SettableModel model() {
    return new SettableModel(
        "conv3",
        new ModelSettings(List.of(new ModelSetting("dropout", DROPOUT, 0, 0, 0.99, false))),
        settings ->
            (shape, outputs, generator) ->
                create(shape, outputs, settings.value("dropout"), generator));
  }

  private static Network create(
      List<Long> shape, int outputs, double dropout, GeneratorOptional generator) {
    return LayeredNetwork.builder(shape, generator)
        .requireImage("conv3", 8)
        .convolution(32, 5, 2, true)
        .maxPool(3, 2, 0, true)
        .relu()
        .convolution(32, 5, 2, true)
        .relu()
        .averagePool(3, 2, 0, true)
        .convolution(64, 5, 2, true)
        .relu()
        .averagePool(3, 2, 0, true)
        .dropout(dropout)
        .linear(outputs)
        .build();
  }
}
