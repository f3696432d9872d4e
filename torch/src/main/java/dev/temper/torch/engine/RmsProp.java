package dev.temper.torch.engine;

import dev.temper.schedule.HyperParameters;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * RMSprop with smoothing .99 and epsilon 1e-8, with momentum, the learning rate outside the buffer.
 *
 * <pre>
 * g = gradient + weightDecay * w
 * s = .99 s + .01 g^2
 * v = momentum * v + g / (sqrt(s) + epsilon)
 * w = w - learningRate * v
 * </pre>
 *
 * <p>Memory: three vectors, of which two are state. Source: Tieleman and Hinton (2012), lecture
 * 6.5, in the form of PyTorch's {@code RMSprop}, not centred.
 */
final class RmsProp implements UpdateRule {

  private static final double SMOOTHING = 0.99;
  private static final double EPSILON = 1e-8;

  private final FlatParameters parameters;
  private final Tensor square;
  private final Tensor velocity;
  private final Tensor scratch;

  RmsProp(FlatParameters parameters) {
    this.parameters = parameters;
    try (PointerScope scope = new PointerScope()) {
      square = torch.zeros_like(parameters.values);
      velocity = torch.zeros_like(parameters.values);
      scratch = torch.zeros_like(parameters.values);
      square.retainReference();
      velocity.retainReference();
      scratch.retainReference();
    }
  }

  @Override
  public List<Tensor> state() {
    return List.of(square, velocity);
  }

  @Override
  public void update(HyperParameters values, long update) {
    Tensor gradients = parameters.gradients;
    parameters.addDecay(gradients, values.weightDecay());
    square.mul_(new Scalar(SMOOTHING)).addcmul_(gradients, gradients, new Scalar(1 - SMOOTHING));
    torch.sqrt_out(scratch, square);
    scratch.add_(new Scalar(EPSILON));
    velocity.mul_(new Scalar(values.momentum())).addcdiv_(gradients, scratch);
    parameters.descend(velocity, values.learningRate());
  }

  @Override
  public void close() {
    square.close();
    velocity.close();
    scratch.close();
  }
}
