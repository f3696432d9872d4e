package dev.temper.torch.engine;

import dev.temper.schedule.HyperParameters;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Adadelta with rho .9 and epsilon 1e-6: steps in the units of the weights, so that its customary
 * rate is 1.
 *
 * <pre>
 * g = gradient + weightDecay * w
 * s = rho s + (1 - rho) g^2
 * d = sqrt(u + epsilon) / sqrt(s + epsilon) * g
 * u = rho u + (1 - rho) d^2
 * w = w - learningRate * d
 * </pre>
 *
 * <p>Has no momentum: its value has no effect. Memory: three vectors, of which two are state.
 * Source: Zeiler (2012), algorithm 1, with the rate of PyTorch's {@code Adadelta}.
 */
final class Adadelta implements UpdateRule {

  private static final double RHO = 0.9;
  private static final double EPSILON = 1e-6;

  private final FlatParameters parameters;
  private final Tensor square;
  private final Tensor steps;
  private final Tensor scratch;

  Adadelta(FlatParameters parameters) {
    this.parameters = parameters;
    try (PointerScope scope = new PointerScope()) {
      square = torch.zeros_like(parameters.values);
      steps = torch.zeros_like(parameters.values);
      scratch = torch.zeros_like(parameters.values);
      square.retainReference();
      steps.retainReference();
      scratch.retainReference();
    }
  }

  @Override
  public List<Tensor> state() {
    return List.of(square, steps);
  }

  @Override
  public void update(HyperParameters values, long update) {
    Tensor gradients = parameters.gradients;
    Scalar epsilon = new Scalar(EPSILON);
    Scalar rho = new Scalar(RHO);
    Scalar rest = new Scalar(1 - RHO);
    parameters.addDecay(gradients, values.weightDecay());
    square.mul_(rho).addcmul_(gradients, gradients, rest);
    torch.add_out(scratch, square, epsilon);
    gradients.mul_(scratch.rsqrt_());
    torch.add_out(scratch, steps, epsilon);
    gradients.mul_(scratch.sqrt_());
    steps.mul_(rho).addcmul_(gradients, gradients, rest);
    parameters.descend(gradients, values.learningRate());
  }

  @Override
  public void close() {
    square.close();
    steps.close();
    scratch.close();
  }
}
