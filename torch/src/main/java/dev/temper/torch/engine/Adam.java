package dev.temper.torch.engine;

import dev.temper.schedule.HyperParameters;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Adam and AdamW with beta2 .999 and epsilon 1e-8; beta1 is the momentum and may change.
 *
 * <pre>
 * Adam:  g = gradient + weightDecay * w      AdamW:  w = w - learningRate * weightDecay * w
 * m = beta1 m + (1 - beta1) g
 * v = beta2 v + (1 - beta2) g^2
 * w = w - learningRate * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)
 * </pre>
 *
 * <p>t counts the updates from 1; beta1 in the correction is the present one, as in PyTorch. With s
 * = sqrt(1 - beta2^t) the last line is computed as m / (sqrt(v) + epsilon s), times learningRate s
 * / (1 - beta1^t): one pass less. Memory: three vectors, of which two are state. Sources: Kingma
 * and Ba (2015), algorithm 1; Loshchilov and Hutter (2019), algorithm 2.
 */
final class Adam implements UpdateRule {

  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final FlatParameters parameters;
  private final Tensor mean;
  private final Tensor square;
  private final Tensor scratch;
  private final boolean decoupled;

  Adam(FlatParameters parameters, boolean decoupled) {
    this.parameters = parameters;
    this.decoupled = decoupled;
    try (PointerScope scope = new PointerScope()) {
      mean = torch.zeros_like(parameters.values);
      square = torch.zeros_like(parameters.values);
      scratch = torch.zeros_like(parameters.values);
      mean.retainReference();
      square.retainReference();
      scratch.retainReference();
    }
  }

  @Override
  public List<Tensor> state() {
    return List.of(mean, square);
  }

  @Override
  public void update(HyperParameters values, long update) {
    double rate = values.learningRate();
    double beta1 = values.momentum();
    Tensor gradients = parameters.gradients;
    if (decoupled) {
      parameters.shrink(rate, values.weightDecay());
    } else {
      parameters.addDecay(gradients, values.weightDecay());
    }
    mean.lerp_(gradients, new Scalar(1 - beta1));
    square.mul_(new Scalar(BETA2)).addcmul_(gradients, gradients, new Scalar(1 - BETA2));
    double correction1 = 1 - Math.pow(beta1, update);
    double correction2 = Math.sqrt(1 - Math.pow(BETA2, update));
    torch.sqrt_out(scratch, square);
    scratch.add_(new Scalar(EPSILON * correction2));
    parameters.descend(mean, scratch, rate * correction2 / correction1);
  }

  @Override
  public void close() {
    mean.close();
    square.close();
    scratch.close();
  }
}
