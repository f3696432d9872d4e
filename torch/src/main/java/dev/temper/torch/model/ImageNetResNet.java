package dev.temper.torch.model;

import static dev.temper.training.ModelSetting.Kind.WIDTH;

import dev.temper.training.ModelSetting;
import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;

/**
 * Residual networks for large images (He 2016, "Deep residual learning for image recognition",
 * table 1): a convolution of 7 x 7 and pooling, which quarter height and width, then four stages of
 * blocks with 64, 128, 256 and 512 kernels, each but the first at half the size of the one before.
 *
 * <p>A block is two convolutions of 3 x 3; from 50 layers on a convolution of 3 x 3 between two of
 * 1 x 1, the last with four times the kernels. Where the shape changes the shortcut is a normalized
 * projection of 1 x 1 (option B). As torchvision does, and unlike the paper, the convolution of 3 x
 * 3 is the one that halves the size, so that no value is skipped.
 *
 * <p>The setting {@code width} multiplies the kernels.
 */
final class ImageNetResNet {

  /** Below, the last stage would see less than one place of its own. */
  private static final long SMALLEST_IMAGE = 32;

  private final String name;
  private final List<Integer> blocks;
  private final boolean bottleneck;
  private final double width;
  private final Normalization normalization;

  private ImageNetResNet(
      String name, List<Integer> blocks, boolean bottleneck, ModelSettings settings) {
    this.name = name;
    this.blocks = blocks;
    this.bottleneck = bottleneck;
    width = settings.value("width");
    normalization = Normalization.of(settings);
  }

  /** All of the paper's table 1. */
  static List<SettableModel> models() {
    return List.of(
        model("resnet-18", List.of(2, 2, 2, 2), false),
        model("resnet-34", List.of(3, 4, 6, 3), false),
        model("resnet-50", List.of(3, 4, 6, 3), true),
        model("resnet-101", List.of(3, 4, 23, 3), true),
        model("resnet-152", List.of(3, 8, 36, 3), true));
  }

  private static SettableModel model(String name, List<Integer> blocks, boolean bottleneck) {
    return new SettableModel(
        name,
        ModelSettings.of(
            List.of(new ModelSetting("width", WIDTH, 1, 0.1, 10, false)), Normalization.SETTINGS),
        settings -> new ImageNetResNet(name, blocks, bottleneck, settings)::create);
  }

  private Network create(List<Long> shape, int outputs, GeneratorOptional generator) {
    LayeredNetwork.Builder builder =
        LayeredNetwork.builder(shape, generator).requireImage(name, SMALLEST_IMAGE).heNormal();
    normalization.convolveAndNormalize(builder, kernels(64), 7, 2);
    builder.relu().maxPool(3, 2, 1, false);
    for (int stage = 0; stage < blocks.size(); stage++) {
      for (int block = 0; block < blocks.get(stage); block++) {
        block(builder, kernels(64L << stage), stage > 0 && block == 0 ? 2 : 1);
      }
    }
    return builder.globalAveragePool().linear(outputs).build();
  }

  private long kernels(long usual) {
    return Math.max(1, Math.round(width * usual));
  }

  private void block(LayeredNetwork.Builder builder, long kernels, long stride) {
    long outputs = bottleneck ? 4 * kernels : kernels;
    boolean sameShape = stride == 1 && builder.shape().get(0) == outputs;
    builder
        .residual(
            body -> {
              if (bottleneck) {
                normalization.convolveAndNormalize(body, kernels, 1, 1);
                body.relu();
              }
              normalization.convolveAndNormalize(body, kernels, 3, stride);
              body.relu();
              normalization.convolveAndNormalize(body, outputs, bottleneck ? 1 : 3, 1);
            },
            shortcut -> {
              if (!sameShape) {
                normalization.convolveAndNormalize(shortcut, outputs, 1, stride);
              }
            })
        .relu();
  }
}
