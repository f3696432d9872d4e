package dev.temper.torch.model;

import static dev.temper.training.ModelSetting.Kind.WIDTH;

import dev.temper.training.ModelSetting;
import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;

/**
 * The wide residual network of 32 layers in Smith 2018, "A disciplined approach to neural network
 * hyper-parameters: part 1".
 *
 * <p>The paper names depth and width and leaves the blocks open; they are those of the network
 * description that its author published with it ({@code wide32cifar}): a convolution of 16 kernels,
 * three stages of five blocks of two convolutions of 3 x 3 with 16, 64 and 256 kernels, normalized
 * behind each convolution, rectified between the two but not behind the sum, and where the shape
 * changes a normalized projection of 2 x 2 with stride 2. So each stage, not the whole network, is
 * 4 times as wide as the one before; the setting {@code width} is that 4. Biases of the
 * convolutions, which BatchNorm takes away again, are left out.
 */
final class SmithWideResNet {

  private static final int BLOCKS = 5;

  private final double width;
  private final Normalization normalization;

  private SmithWideResNet(ModelSettings settings) {
    width = settings.value("width");
    normalization = Normalization.of(settings);
  }

  static SettableModel model() {
    return new SettableModel(
        "wide-resnet-32",
        ModelSettings.of(
            List.of(new ModelSetting("width", WIDTH, 4, 1, 10, false)), Normalization.SETTINGS),
        settings -> new SmithWideResNet(settings)::create);
  }

  private Network create(List<Long> shape, int outputs, GeneratorOptional generator) {
    LayeredNetwork.Builder builder =
        LayeredNetwork.builder(shape, generator).requireImage("wide-resnet-32", 8).heNormal();
    if (shape.get(1) % 4 != 0 || shape.get(2) % 4 != 0) {
      throw new IllegalArgumentException(
          "The model 'wide-resnet-32' does not take images of the shape "
              + shape
              + ". Accepted: a height and a width divisible by 4.");
    }
    normalization.convolveAndNormalize(builder, 16, 3, 1);
    builder.relu();
    stage(builder, 16, false);
    stage(builder, Math.round(16 * width), true);
    stage(builder, Math.round(16 * width * width), true);
    return builder.globalAveragePool().linear(outputs).build();
  }

  private void stage(LayeredNetwork.Builder builder, long kernels, boolean smaller) {
    for (int i = 0; i < BLOCKS; i++) {
      boolean projected = smaller && i == 0;
      builder.residual(
          body -> {
            normalization.convolveAndNormalize(body, kernels, 3, projected ? 2 : 1);
            body.relu();
            normalization.convolveAndNormalize(body, kernels, 3, 1);
          },
          shortcut -> {
            if (projected) {
              shortcut.convolution(kernels, 2, 2, 0, !normalization.on());
              normalization.normalize(shortcut);
            }
          });
    }
  }
}
