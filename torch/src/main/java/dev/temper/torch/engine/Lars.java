package dev.temper.torch.engine;

import dev.temper.schedule.HyperParameters;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * LARS: SGD with momentum whose rate is adapted for each tensor, so that no tensor moves far in
 * proportion to its size; for large batches.
 *
 * <pre>
 * a = .001 |w| / (|gradient| + weightDecay |w|)     (1 where |w| or |gradient| is 0)
 * v = momentum * v + a (gradient + weightDecay * w)
 * w = w - learningRate * v
 * </pre>
 *
 * <p>|x| is the Euclidean norm over one tensor. Biases and normalization have a = 1, as is
 * customary. The learning rate stands outside the buffer, as in all of Temper; in the paper it
 * stands inside, which is the same while it does not change. Memory: one vector. Source: You,
 * Gitman and Ginsburg (2017), algorithm 1 with trust coefficient .001.
 */
final class Lars implements UpdateRule {

  private static final double TRUST = 0.001;

  private final FlatParameters parameters;
  private final Tensor velocity;
  private final SegmentNorms norms;

  Lars(FlatParameters parameters) {
    this.parameters = parameters;
    try (PointerScope scope = new PointerScope()) {
      velocity = torch.zeros_like(parameters.values);
      velocity.retainReference();
    }
    norms = new SegmentNorms(parameters, parameters.gradients);
  }

  @Override
  public List<Tensor> state() {
    return List.of(velocity);
  }

  @Override
  public void update(HyperParameters values, long update) {
    Tensor gradients = parameters.gradients;
    norms.measure();
    parameters.addDecay(gradients, values.weightDecay());
    for (int i = 0; i < norms.segments().size(); i++) {
      double weight = norms.ofParameters(i);
      double gradient = norms.ofOther(i);
      if (weight != 0 && gradient != 0) {
        double decay = norms.segments().get(i).decayed() ? values.weightDecay() : 0;
        norms.other(i).mul_(new Scalar(TRUST * weight / (gradient + decay * weight)));
      }
    }
    velocity.mul_(new Scalar(values.momentum())).add_(gradients);
    parameters.descend(velocity, values.learningRate());
  }

  @Override
  public void close() {
    norms.close();
    velocity.close();
  }
}
