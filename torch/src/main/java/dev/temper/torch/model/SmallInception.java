package dev.temper.torch.model;

import static dev.temper.training.ModelSetting.Kind.DROPOUT;
import static dev.temper.training.ModelSetting.Kind.WIDTH;

import dev.temper.training.ModelSetting;
import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;

/**
 * The small Inception network for CIFAR-10 of Zhang 2017, "Understanding deep learning requires
 * rethinking generalization", figure 3: modules whose convolutions of 1 x 1 and of 3 x 3 stand side
 * by side, in three stages, with BatchNorm and ReLU behind every convolution.
 *
 * <p>The figure leaves the padding open: here convolutions keep the size, and between stages height
 * and width are halved, rounding up, which gives the 7 x 7 of the figure from its images of 28 x
 * 28. The mean at the end is over all places, so other sizes do too.
 *
 * <p>The setting {@code width} multiplies the kernels, {@code dropout} stands in front of the last
 * layer; the paper uses none.
 */
final class SmallInception {

  private final double width;
  private final double dropout;
  private final Normalization normalization;

  private SmallInception(ModelSettings settings) {
    width = settings.value("width");
    dropout = settings.value("dropout");
    normalization = Normalization.of(settings);
  }

  static SettableModel model() {
    return new SettableModel(
        "inception",
        ModelSettings.of(
            List.of(
                new ModelSetting("width", WIDTH, 1, 0.1, 10, false),
                new ModelSetting("dropout", DROPOUT, 0, 0, 0.99, false)),
            Normalization.SETTINGS),
        settings -> new SmallInception(settings)::create);
  }

  private Network create(List<Long> shape, int outputs, GeneratorOptional generator) {
    LayeredNetwork.Builder builder =
        LayeredNetwork.builder(shape, generator).requireImage("inception", 8).heNormal();
    convolution(builder, 96, 3, 1);
    module(builder, 32, 32);
    module(builder, 32, 48);
    downsample(builder, 80);
    module(builder, 112, 48);
    module(builder, 96, 64);
    module(builder, 80, 80);
    module(builder, 48, 96);
    downsample(builder, 96);
    module(builder, 176, 160);
    module(builder, 176, 160);
    return builder.globalAveragePool().dropout(dropout).linear(outputs).build();
  }

  private void convolution(LayeredNetwork.Builder builder, long kernels, long size, long stride) {
    long channels = Math.max(1, Math.round(width * kernels));
    normalization.convolveAndNormalize(builder, channels, size, stride);
    builder.relu();
  }

  private void module(LayeredNetwork.Builder builder, long ofOne, long ofThree) {
    builder.concatenation(
        List.of(way -> convolution(way, ofOne, 1, 1), way -> convolution(way, ofThree, 3, 1)));
  }

  private void downsample(LayeredNetwork.Builder builder, long kernels) {
    builder.concatenation(
        List.of(way -> convolution(way, kernels, 3, 2), way -> way.maxPool(3, 2, 1, false)));
  }
}
