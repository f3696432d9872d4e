package dev.temper.torch.engine;

import dev.temper.schedule.HyperParameters;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Stochastic gradient descent with momentum, the learning rate outside the buffer as in PyTorch.
 *
 * <pre>
 * g = gradient + weightDecay * w
 * v = momentum * v + g        (v = g at the first update)
 * w = w - learningRate * v                     plain
 * w = w - learningRate * (g + momentum * v)    Nesterov
 * </pre>
 *
 * <p>Since v begins at 0, its first value is g without a special case. Memory: one vector. Source:
 * Sutskever, Martens, Dahl and Hinton (2013), equations 1 to 4, in the form of PyTorch's {@code
 * SGD} with dampening 0.
 */
final class Sgd implements UpdateRule {

  private final Tensor parameters;
  private final Tensor gradients;
  private final Tensor velocity;
  private final boolean nesterov;

  Sgd(Tensor parameters, Tensor gradients, boolean nesterov) {
    this.parameters = parameters;
    this.gradients = gradients;
    this.nesterov = nesterov;
    try (PointerScope scope = new PointerScope()) {
      velocity = torch.zeros_like(parameters);
      velocity.retainReference();
    }
  }

  @Override
  public List<Tensor> state() {
    return List.of(velocity);
  }

  @Override
  public void update(HyperParameters values, long update) {
    if (values.weightDecay() != 0) {
      gradients.add_(parameters, new Scalar(values.weightDecay()));
    }
    Scalar momentum = new Scalar(values.momentum());
    velocity.mul_(momentum).add_(gradients);
    Scalar step = new Scalar(-values.learningRate());
    if (nesterov) {
      parameters.add_(gradients.add_(velocity, momentum), step);
    } else {
      parameters.add_(velocity, step);
    }
  }

  @Override
  public void close() {
    velocity.close();
  }
}
