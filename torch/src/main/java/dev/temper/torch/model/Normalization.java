package dev.temper.torch.model;

import static dev.temper.training.ModelSetting.Kind.NORMALIZATION;

import dev.temper.training.ModelSetting;
import java.util.List;

/**
 * Whether BatchNorm stands in a network, and how it averages: the settings {@code batch-norm} and
 * {@code bn-momentum} of every network that has it.
 *
 * <p>Without it the convolutions get the bias that it had in its place, and nothing else
 * normalizes: residual sums then grow with the depth, and want a smaller learning rate.
 *
 * @param on whether it is there
 * @param momentum the share of a new batch in the running statistics, as PyTorch counts it
 */
record Normalization(boolean on, double momentum) {

  /** On, with PyTorch's momentum; at a momentum of 0 the statistics would never be learned. */
  static final List<ModelSetting> SETTINGS =
      List.of(
          ModelSetting.onOff("batch-norm", NORMALIZATION, true),
          new ModelSetting("bn-momentum", NORMALIZATION, BatchNorm.MOMENTUM, 0.001, 1, false));

  static Normalization of(ModelSettings settings) {
    return new Normalization(settings.value("batch-norm") > 0, settings.value("bn-momentum"));
  }

  /** Normalizes, where it is on. */
  void normalize(LayeredNetwork.Builder builder) {
    if (on) {
      builder.batchNorm(momentum);
    }
  }

  /** A convolution that keeps the size of the image, or divides it by a stride, rounding up. */
  void convolve(LayeredNetwork.Builder builder, long outputs, long kernel, long stride) {
    builder.convolution(outputs, kernel, stride, kernel / 2, !on);
  }

  /** A convolution and what normalizes it. */
  void convolveAndNormalize(
      LayeredNetwork.Builder builder, long outputs, long kernel, long stride) {
    convolve(builder, outputs, kernel, stride);
    normalize(builder);
  }
}
