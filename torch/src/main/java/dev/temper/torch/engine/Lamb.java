package dev.temper.torch.engine;

import dev.temper.schedule.HyperParameters;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * LAMB: Adam with decoupled weight decay whose rate is adapted for each tensor, so that each moves
 * in proportion to its size; for large batches. Beta2 .999, epsilon 1e-6; beta1 is the momentum and
 * may change.
 *
 * <pre>
 * m = beta1 m + (1 - beta1) gradient
 * v = beta2 v + (1 - beta2) gradient^2
 * u = (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon) + weightDecay * w
 * w = w - learningRate * |w| / |u| * u        (without the factor where |w| or |u| is 0)
 * </pre>
 *
 * <p>t counts the updates from 1; |x| is the Euclidean norm over one tensor. Biases and
 * normalization go without the factor, as in the authors' own program. With s = sqrt(1 - beta2^t)
 * and c = s / (1 - beta1^t), u / c is computed; where there is the factor, c falls out. Memory:
 * three vectors, of which two are state. Source: You et al. (2020), algorithm 2, with the norm
 * itself for their function phi.
 */
final class Lamb implements UpdateRule {

  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-6;

  private final FlatParameters parameters;
  private final Tensor mean;
  private final Tensor square;
  private final Tensor direction;
  private final SegmentNorms norms;

  Lamb(FlatParameters parameters) {
    this.parameters = parameters;
    try (PointerScope scope = new PointerScope()) {
      mean = torch.zeros_like(parameters.values);
      square = torch.zeros_like(parameters.values);
      direction = torch.zeros_like(parameters.values);
      mean.retainReference();
      square.retainReference();
      direction.retainReference();
    }
    norms = new SegmentNorms(parameters, direction);
  }

  @Override
  public List<Tensor> state() {
    return List.of(mean, square);
  }

  @Override
  public void update(HyperParameters values, long update) {
    Tensor gradients = parameters.gradients;
    double beta1 = values.momentum();
    mean.lerp_(gradients, new Scalar(1 - beta1));
    square.mul_(new Scalar(BETA2)).addcmul_(gradients, gradients, new Scalar(1 - BETA2));
    double root = Math.sqrt(1 - Math.pow(BETA2, update));
    double correction = root / (1 - Math.pow(beta1, update));
    torch.sqrt_out(direction, square);
    direction.add_(new Scalar(EPSILON * root));
    torch.div_out(direction, mean, direction);
    parameters.addDecay(direction, values.weightDecay() / correction);
    norms.measure();
    for (int i = 0; i < norms.segments().size(); i++) {
      double weight = norms.ofParameters(i);
      double step = norms.ofOther(i);
      if (weight != 0 && step != 0) {
        norms.other(i).mul_(new Scalar(weight / step / correction));
      }
    }
    parameters.descend(direction, values.learningRate() * correction);
  }

  @Override
  public void close() {
    norms.close();
    mean.close();
    square.close();
    direction.close();
  }
}
