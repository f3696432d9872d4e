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

  private final FlatParameters parameters;
  private final Tensor velocity;
  private final boolean nesterov;

  Sgd(FlatParameters parameters, boolean nesterov) {
    this.parameters = parameters;
    this.nesterov = nesterov;
    try (PointerScope scope = new PointerScope()) {
      velocity = torch.zeros_like(parameters.values);
      velocity.retainReference();
    }
  }

  @Override
  public List<Tensor> state() {
    return List.of(velocity);
  }

  @Override
  public void update(HyperParameters values, long update) {
    Tensor gradients = parameters.gradients;
    parameters.addDecay(gradients, values.weightDecay());
    Scalar momentum = new Scalar(values.momentum());
    velocity.mul_(momentum).add_(gradients);
    if (nesterov) {
      parameters.descend(gradients.add_(velocity, momentum), values.learningRate());
    } else {
      parameters.descend(velocity, values.learningRate());
    }
  }

  @Override
  public void close() {
    velocity.close();
  }
}
