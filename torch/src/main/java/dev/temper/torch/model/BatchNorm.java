package dev.temper.torch.model;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Batch normalization over the channels of (batch, channels, …) with running statistics of a
 * momentum and epsilon 1e-5 (Ioffe and Szegedy 2015; PyTorch's defaults).
 */
final class BatchNorm implements Layer {

  /** PyTorch's default of the momentum. */
  static final double MOMENTUM = 0.1;

  private static final double EPSILON = 1e-5;

  private final double momentum;
  private final Tensor weight;
  private final Tensor bias;
  private final Tensor mean;
  private final Tensor variance;
  private final TensorOptional weightArgument;
  private final TensorOptional biasArgument;
  private final TensorOptional meanArgument;
  private final TensorOptional varianceArgument;

  /**
   * A layer that scales by 1 and shifts by 0 at first.
   *
   * @param momentum the share of a new batch in the running statistics, as PyTorch counts it; above
   *     0, up to 1
   */
  BatchNorm(long channels, double momentum) {
    if (!(momentum > 0 && momentum <= 1)) {
      throw new IllegalArgumentException(
          "The momentum of BatchNorm (" + momentum + ") must be above 0 and at most 1.");
    }
    this.momentum = momentum;
    weight = Initial.trainable(1, channels);
    bias = Initial.trainable(0, channels);
    mean = Initial.constant(0, channels);
    variance = Initial.constant(1, channels);
    weightArgument = Initial.kept(new TensorOptional(weight));
    biasArgument = Initial.kept(new TensorOptional(bias));
    meanArgument = Initial.kept(new TensorOptional(mean));
    varianceArgument = Initial.kept(new TensorOptional(variance));
  }

  @Override
  public List<Tensor> parameters() {
    return List.of(weight, bias);
  }

  @Override
  public List<Tensor> buffers() {
    return List.of(mean, variance);
  }

  @Override
  public boolean givesFreshMemory() {
    return true;
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return torch.batch_norm(
        x,
        weightArgument,
        biasArgument,
        meanArgument,
        varianceArgument,
        pass.training(),
        momentum,
        EPSILON,
        true);
  }

  @Override
  public String script(String x, Script script) {
    return "torch.batch_norm("
        + x
        + ", "
        + script.parameter(weight)
        + ", "
        + script.parameter(bias)
        + ", "
        + script.buffer(mean)
        + ", "
        + script.buffer(variance)
        + ", self.training, "
        + momentum
        + ", "
        + EPSILON
        + ", True)";
  }
}
