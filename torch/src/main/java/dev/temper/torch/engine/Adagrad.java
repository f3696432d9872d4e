package dev.temper.torch.engine;

import dev.temper.schedule.HyperParameters;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Adagrad with epsilon 1e-10: each value's rate falls with the gradients it has seen.
 *
 * <pre>
 * g = gradient + weightDecay * w
 * s = s + g^2
 * w = w - learningRate * g / (sqrt(s) + epsilon)
 * </pre>
 *
 * <p>Has no momentum: its value has no effect. Memory: two vectors, of which one is state. Source:
 * Duchi, Hazan and Singer (2011), figure 1 with diagonal matrices, in the form of PyTorch's {@code
 * Adagrad} without decay of the rate.
 */
final class Adagrad implements UpdateRule {

  private static final double EPSILON = 1e-10;

  private final FlatParameters parameters;
  private final Tensor sum;
  private final Tensor scratch;

  Adagrad(FlatParameters parameters) {
    this.parameters = parameters;
    try (PointerScope scope = new PointerScope()) {
      sum = torch.zeros_like(parameters.values);
      scratch = torch.zeros_like(parameters.values);
      sum.retainReference();
      scratch.retainReference();
    }
  }

  @Override
  public List<Tensor> state() {
    return List.of(sum);
  }

  @Override
  public void update(HyperParameters values, long update) {
    Tensor gradients = parameters.gradients;
    parameters.addDecay(gradients, values.weightDecay());
    sum.addcmul_(gradients, gradients);
    torch.sqrt_out(scratch, sum);
    scratch.add_(new Scalar(EPSILON));
    parameters.descend(gradients, scratch, values.learningRate());
  }

  @Override
  public void close() {
    sum.close();
    scratch.close();
  }
}
