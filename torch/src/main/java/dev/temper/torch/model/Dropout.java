package dev.temper.torch.model;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Sets each value to 0 with a probability while training and scales the others up to keep the mean
 * (Srivastava 2014, section 10, inverted form).
 *
 * <p>Draws from the session's generator. The library's own dropout draws from a global one, so that
 * two sessions in one process would disturb each other.
 */
final class Dropout implements Layer {

  private final double probability;

  Dropout(double probability) {
    if (!(probability >= 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "The dropout (" + probability + ") must be at least 0 and below 1.");
    }
    this.probability = probability;
  }

  @Override
  public boolean givesFreshMemory() {
    return false;
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    if (!pass.training() || probability == 0) {
      return x;
    }
    double kept = 1 - probability;
    Tensor mask = torch.empty_like(x.detach()).bernoulli_(kept, pass.generator());
    return x.mul(mask.div_(new Scalar(kept)));
  }

  @Override
  public String script(String x, Script script) {
    return "torch.dropout(" + x + ", " + probability + ", self.training)";
  }
}
