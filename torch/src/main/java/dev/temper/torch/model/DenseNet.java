package dev.temper.torch.model;

import static dev.temper.training.ModelSetting.Kind.DEPTH;
import static dev.temper.training.ModelSetting.Kind.DROPOUT;
import static dev.temper.training.ModelSetting.Kind.WIDTH;

import dev.temper.torch.model.SettableModel.Variants;
import dev.temper.training.ModelSetting;
import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;

/**
 * Densely connected networks: every layer of a block sees the outputs of all before it (Huang 2017,
 * "Densely connected convolutional networks", sections 3 and 4).
 *
 * <p>Three blocks of layers that each normalize, rectify, and add {@code growth} channels by a
 * convolution of 3 x 3; between blocks a convolution of 1 x 1 and a mean over squares of 2 x 2; at
 * the end BatchNorm, ReLU, and a linear layer on the mean over all places. The form BC puts a
 * convolution of 1 x 1 with 4 x growth kernels in front of each of 3 x 3, halves the channels
 * between blocks, and begins with 2 x growth channels instead of 16. Of {@code 3n + 4} layers, or
 * BC {@code 6n + 4}.
 *
 * <p>{@code dropout} stands behind every convolution but the first; the paper uses 0.2 where data
 * are not augmented.
 */
final class DenseNet {

  private final boolean bc;
  private final int layers;
  private final long growth;
  private final double dropout;
  private final Normalization normalization;

  private DenseNet(boolean bc, ModelSettings settings) {
    this.bc = bc;
    layers = (settings.whole("depth") - 4) / (bc ? 6 : 3);
    growth = settings.whole("growth");
    dropout = settings.value("dropout");
    normalization = Normalization.of(settings);
  }

  static SettableModel plain() {
    return model(
        "densenet", false, new ModelSetting("depth", DEPTH, 40, 7, 250, 3), List.of(40, 12));
  }

  static SettableModel bc() {
    return model(
        "densenet-bc", true, new ModelSetting("depth", DEPTH, 100, 10, 250, 6), List.of(100, 12));
  }

  private static SettableModel model(
      String name, boolean bc, ModelSetting depth, List<Integer> variant) {
    return new SettableModel(
        name,
        ModelSettings.of(
            List.of(
                depth,
                new ModelSetting("growth", WIDTH, 12, 1, 64, true),
                new ModelSetting("dropout", DROPOUT, 0, 0, 0.99, false)),
            Normalization.SETTINGS),
        Variants.dashed(name, List.of("depth", "growth"), List.of(variant)),
        settings -> new DenseNet(bc, settings)::create);
  }

  private Network create(List<Long> shape, int outputs, GeneratorOptional generator) {
    LayeredNetwork.Builder builder =
        LayeredNetwork.builder(shape, generator).requireImage("densenet", 8).heNormal();
    normalization.convolve(builder, bc ? 2 * growth : 16, 3, 1);
    block(builder);
    transition(builder);
    block(builder);
    transition(builder);
    block(builder);
    normalization.normalize(builder);
    return builder.relu().globalAveragePool().linear(outputs).build();
  }

  private void block(LayeredNetwork.Builder builder) {
    for (int i = 0; i < layers; i++) {
      builder.concatenation(
          List.of(
              input -> {},
              body -> {
                if (bc) {
                  convolution(body, 4 * growth, 1);
                }
                convolution(body, growth, 3);
              }));
    }
  }

  private void transition(LayeredNetwork.Builder builder) {
    long channels = builder.shape().get(0);
    convolution(builder, bc ? channels / 2 : channels, 1);
    builder.averagePool(2, 2, 0, false);
  }

  private void convolution(LayeredNetwork.Builder builder, long outputs, long kernel) {
    normalization.normalize(builder);
    builder.relu();
    normalization.convolve(builder, outputs, kernel, 1);
    builder.dropout(dropout);
  }
}
