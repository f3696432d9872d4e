package dev.temper.torch.model;

import static dev.temper.training.ModelSetting.Kind.DEPTH;
import static dev.temper.training.ModelSetting.Kind.WIDTH;

import dev.temper.torch.model.SettableModel.Variants;
import dev.temper.training.ModelSetting;
import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;

/**
 * Residual networks for small images: a convolution, three stages of {@code n} blocks of two
 * convolutions of 3 x 3, with 16, 32 and 64 kernels, the second and third stage at half the size of
 * the one before, and a linear layer on the mean over all places; {@code 6n + 2} layers (He 2016,
 * "Deep residual learning for image recognition", section 4.2).
 *
 * <p>As there, a block is normalized behind each convolution, rectified behind the first and behind
 * the sum, and its shortcut has no weights (option A). Convolutions start as He 2015 has it.
 *
 * <p>The setting {@code width} multiplies the kernels.
 */
final class CifarResNet {

  private final int blocks;
  private final double width;
  private final Normalization normalization;

  private CifarResNet(ModelSettings settings) {
    blocks = (settings.whole("depth") - 2) / 6;
    width = settings.value("width");
    normalization = Normalization.of(settings);
  }

  static SettableModel model() {
    return new SettableModel(
        "resnet",
        ModelSettings.of(
            List.of(
                new ModelSetting("depth", DEPTH, 20, 8, 1202, 6),
                new ModelSetting("width", WIDTH, 1, 0.1, 10, false)),
            Normalization.SETTINGS),
        Variants.dashed(
            "resnet",
            List.of("depth"),
            List.of(List.of(20), List.of(32), List.of(44), List.of(56), List.of(110))),
        settings -> new CifarResNet(settings)::create);
  }

  private Network create(List<Long> shape, int outputs, GeneratorOptional generator) {
    LayeredNetwork.Builder builder =
        LayeredNetwork.builder(shape, generator).requireImage("resnet", 8).heNormal();
    normalization.convolveAndNormalize(builder, kernels(16), 3, 1);
    builder.relu();
    stage(builder, kernels(16), 1);
    stage(builder, kernels(32), 2);
    stage(builder, kernels(64), 2);
    return builder.globalAveragePool().linear(outputs).build();
  }

  private long kernels(long usual) {
    return Math.max(1, Math.round(width * usual));
  }

  private void stage(LayeredNetwork.Builder builder, long kernels, long stride) {
    for (int i = 0; i < blocks; i++) {
      long step = i == 0 ? stride : 1;
      boolean sameShape = step == 1 && builder.shape().get(0) == kernels;
      builder
          .residual(
              body -> {
                normalization.convolveAndNormalize(body, kernels, 3, step);
                body.relu();
                normalization.convolveAndNormalize(body, kernels, 3, 1);
              },
              shortcut -> {
                if (!sameShape) {
                  shortcut.paddedIdentity(kernels, step);
                }
              })
          .relu();
    }
  }
}
