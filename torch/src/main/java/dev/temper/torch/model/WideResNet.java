package dev.temper.torch.model;

import static dev.temper.training.ModelSetting.Kind.DEPTH;
import static dev.temper.training.ModelSetting.Kind.DROPOUT;
import static dev.temper.training.ModelSetting.Kind.WIDTH;

import dev.temper.torch.model.SettableModel.Variants;
import dev.temper.training.ModelSetting;
import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;

/**
 * Wide residual networks, which normalize and rectify in front of each convolution (Zagoruyko and
 * Komodakis 2016, "Wide residual networks", table 1; the order after He 2016, "Identity mappings in
 * deep residual networks").
 *
 * <p>A convolution of 16 kernels, three stages of {@code n} blocks of two convolutions of 3 x 3
 * with 16, 32 and 64 kernels times the width, and a linear layer on the mean over all places;
 * {@code 6n + 4} layers as the paper counts, projections included. A block that changes the shape
 * projects its normalized and rectified input by 1 x 1, as the authors' program does.
 *
 * <p>{@code dropout} stands between the two convolutions of a block; the paper uses 0.3.
 */
final class WideResNet {

  private final int blocks;
  private final long width;
  private final double dropout;
  private final Normalization normalization;

  private WideResNet(ModelSettings settings) {
    blocks = (settings.whole("depth") - 4) / 6;
    width = settings.whole("width");
    dropout = settings.value("dropout");
    normalization = Normalization.of(settings);
  }

  static SettableModel model() {
    return new SettableModel(
        "wide-resnet",
        ModelSettings.of(
            List.of(
                new ModelSetting("depth", DEPTH, 28, 10, 100, 6),
                new ModelSetting("width", WIDTH, 10, 1, 20, true),
                new ModelSetting("dropout", DROPOUT, 0, 0, 0.99, false)),
            Normalization.SETTINGS),
        Variants.dashed(
            "wide-resnet", List.of("depth", "width"), List.of(List.of(16, 4), List.of(28, 10))),
        settings -> new WideResNet(settings)::create);
  }

  private Network create(List<Long> shape, int outputs, GeneratorOptional generator) {
    LayeredNetwork.Builder builder =
        LayeredNetwork.builder(shape, generator).requireImage("wide-resnet", 8).heNormal();
    normalization.convolve(builder, 16, 3, 1);
    stage(builder, 16 * width, 1);
    stage(builder, 32 * width, 2);
    stage(builder, 64 * width, 2);
    activate(builder);
    return builder.globalAveragePool().linear(outputs).build();
  }

  private void activate(LayeredNetwork.Builder builder) {
    normalization.normalize(builder);
    builder.relu();
  }

  private void stage(LayeredNetwork.Builder builder, long kernels, long stride) {
    for (int i = 0; i < blocks; i++) {
      long step = i == 0 ? stride : 1;
      if (step == 1 && builder.shape().get(0) == kernels) {
        builder.residual(
            body -> {
              activate(body);
              convolutions(body, kernels, 1);
            });
      } else {
        activate(builder);
        builder.residual(
            body -> convolutions(body, kernels, step),
            shortcut -> normalization.convolve(shortcut, kernels, 1, step));
      }
    }
  }

  private void convolutions(LayeredNetwork.Builder body, long kernels, long stride) {
    normalization.convolve(body, kernels, 3, stride);
    activate(body);
    body.dropout(dropout);
    normalization.convolve(body, kernels, 3, 1);
  }
}
