package dev.temper.torch.engine;

import dev.temper.schedule.HyperParameters;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * NAdam, Adam with Nesterov's momentum: beta2 .999, epsilon 1e-8; beta1 is the momentum and may
 * change.
 *
 * <pre>
 * g = gradient + weightDecay * w
 * b(t) = beta1 (1 - .5 * .96^(.004 t))        p = p b(t)        (p = 1 before the first update)
 * m = beta1 m + (1 - beta1) g
 * v = beta2 v + (1 - beta2) g^2
 * d = (1 - b(t)) / (1 - p) * g + b(t+1) / (1 - p b(t+1)) * m
 * w = w - learningRate * d / (sqrt(v / (1 - beta2^t)) + epsilon)
 * </pre>
 *
 * <p>t counts the updates from 1; beta1 in b(t+1) is the present one. The product p is state of one
 * double. With s = sqrt(1 - beta2^t) the last line is computed as d s / (sqrt(v) + epsilon s).
 * Memory: three vectors, of which two are state. Source: Dozat (2016), algorithm 2, in the form of
 * PyTorch's {@code NAdam} with momentum decay 4e-3.
 */
final class NAdam implements UpdateRule {

  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;
  private static final double MOMENTUM_DECAY = 4e-3;

  private final FlatParameters parameters;
  private final Tensor mean;
  private final Tensor square;
  private final Tensor product;
  private final Tensor scratch;

  NAdam(FlatParameters parameters) {
    this.parameters = parameters;
    try (PointerScope scope = new PointerScope()) {
      mean = torch.zeros_like(parameters.values);
      square = torch.zeros_like(parameters.values);
      product = torch.ones(new long[] {1}, new TensorOptions(ScalarType.Double));
      scratch = torch.zeros_like(parameters.values);
      mean.retainReference();
      square.retainReference();
      product.retainReference();
      scratch.retainReference();
    }
  }

  @Override
  public List<Tensor> state() {
    return List.of(mean, square, product);
  }

  @Override
  public void update(HyperParameters values, long update) {
    double beta1 = values.momentum();
    double now = warmed(beta1, update);
    double next = warmed(beta1, update + 1);
    double all = product.item_double() * now;
    product.fill_(new Scalar(all));

    Tensor gradients = parameters.gradients;
    parameters.addDecay(gradients, values.weightDecay());
    mean.lerp_(gradients, new Scalar(1 - beta1));
    square.mul_(new Scalar(BETA2)).addcmul_(gradients, gradients, new Scalar(1 - BETA2));
    double ofGradients = (1 - now) / (1 - all);
    double ofMean = next / (1 - all * next);
    double correction = Math.sqrt(1 - Math.pow(BETA2, update));
    torch.sqrt_out(scratch, square);
    scratch.add_(new Scalar(EPSILON * correction));
    gradients.add_(mean, new Scalar(ofMean / ofGradients));
    parameters.descend(gradients, scratch, values.learningRate() * ofGradients * correction);
  }

  /** The momentum of an update under NAdam's own schedule, from .5 beta1 towards beta1. */
  private static double warmed(double beta1, long update) {
    return beta1 * (1 - 0.5 * Math.pow(0.96, MOMENTUM_DECAY * update));
  }

  @Override
  public void close() {
    mean.close();
    square.close();
    product.close();
    scratch.close();
  }
}
