package dev.temper.torch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.temper.torch.model.TensorValues;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** Losses and gradients against values worked out by hand. */
class CriterionTest {

  /** A few operations on 24-bit mantissas. */
  private static final double FLOAT = 1e-6;

  private static Tensor scores(long rows, long columns, float... values) {
    return Tensor.create(values, rows, columns).set_requires_grad(true);
  }

  @Test
  void theMeanSquaredErrorAndItsGradientAreThoseWorkedOutByHand() {
    try (PointerScope scope = new PointerScope()) {
      Tensor scores = scores(4, 1, 1, -2, 0.5f, 3);
      Tensor loss =
          Criterion.MEAN_SQUARED_ERROR.loss(scores, Tensor.create(new float[] {0, -2, 1, 1}));
      loss.backward();
      // (1 + 0 + 1/4 + 4) / 4, and 2 (score - target) / 4.
      assertThat(loss.item_double()).isCloseTo(1.3125, within(FLOAT));
      assertThat(TensorValues.of(scores.grad()))
          .containsExactly(new double[] {0.5, 0, -0.25, 1}, within(FLOAT));
    }
  }

  @Test
  void aRegressionHasNoAccuracy() {
    try (PointerScope scope = new PointerScope()) {
      Tensor labels = Tensor.create(new float[] {0, 1});
      assertThat(Criterion.MEAN_SQUARED_ERROR.right(scores(2, 1, 0, 1), labels)).isNaN();
    }
  }

  @Test
  void theCrossEntropyAndItsGradientAreThoseWorkedOutByHand() {
    try (PointerScope scope = new PointerScope()) {
      Tensor scores = scores(2, 2, 0, 0, (float) Math.log(3), 0);
      Tensor labels = Tensor.create(new long[] {0, 1});
      Tensor loss = Criterion.CROSS_ENTROPY.loss(scores, labels);
      loss.backward();
      // Shares of 1/2 and 1/2, then 3/4 and 1/4; the gradient is (share - one-hot) / 2.
      assertThat(loss.item_double()).isCloseTo((Math.log(2) + Math.log(4)) / 2, within(FLOAT));
      assertThat(TensorValues.of(scores.grad()))
          .containsExactly(new double[] {-0.25, 0.25, 0.375, -0.375}, within(FLOAT));
      assertThat(Criterion.CROSS_ENTROPY.right(scores, labels)).isEqualTo(1);
    }
  }
}
