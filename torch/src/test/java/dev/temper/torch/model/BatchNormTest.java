package dev.temper.torch.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Batch normalization against values computed by hand. */
@ExtendWith(OnlyRightConvolutions.class)
class BatchNormTest {

  /** float32 has 24 bits of mantissa; a few operations on values around 1. */
  private static final double FLOAT = 1e-6;

  private static Pass pass(boolean training) {
    return new Pass(training, new GeneratorOptional(torch.createCPUGenerator(1)));
  }

  /** Two examples of two features: means 2 and 30, variances 1 and 100. */
  private static Tensor batch() {
    return Tensor.create(new float[] {1, 20, 3, 40}, 2, 2);
  }

  @Test
  void normalizesByTheBatchWhileTraining() {
    try (PointerScope scope = new PointerScope()) {
      double small = 1 / Math.sqrt(1 + 1e-5);
      double large = 10 / Math.sqrt(100 + 1e-5);
      assertThat(TensorValues.of(new BatchNorm(2, 0.1).forward(batch(), pass(true))))
          .containsExactly(new double[] {-small, -large, small, large}, within(FLOAT));
    }
  }

  @Test
  void movesItsStatisticsATenthOfTheWay() {
    try (PointerScope scope = new PointerScope()) {
      BatchNorm norm = new BatchNorm(2, 0.1);
      norm.forward(batch(), pass(true)).close();
      assertThat(TensorValues.of(norm.buffers().get(0)))
          .containsExactly(new double[] {0.1 * 2, 0.1 * 30}, within(FLOAT));
      // The unbiased variances of two values, 2 and 200.
      assertThat(TensorValues.of(norm.buffers().get(1)))
          .containsExactly(new double[] {0.9 + 0.1 * 2, 0.9 + 0.1 * 200}, within(20 * FLOAT));
    }
  }

  @Test
  void normalizesByItsStatisticsInEvaluationAndKeepsThem() {
    try (PointerScope scope = new PointerScope()) {
      BatchNorm norm = new BatchNorm(2, 0.1);
      norm.forward(batch(), pass(true)).close();
      double[] mean = TensorValues.of(norm.buffers().get(0));
      double[] expected = {
        (1 - 0.2) / Math.sqrt(1.1 + 1e-5), (20 - 3) / Math.sqrt(20.9 + 1e-5),
        (3 - 0.2) / Math.sqrt(1.1 + 1e-5), (40 - 3) / Math.sqrt(20.9 + 1e-5)
      };
      assertThat(TensorValues.of(norm.forward(batch(), pass(false))))
          .containsExactly(expected, within(10 * FLOAT));
      assertThat(TensorValues.of(norm.buffers().get(0))).isEqualTo(mean);
    }
  }

  @Test
  void scalesAndShiftsByItsParameters() {
    try (PointerScope scope = new PointerScope()) {
      BatchNorm norm = new BatchNorm(2, 0.1);
      norm.parameters().get(0).detach().fill_(new Scalar(3));
      norm.parameters().get(1).detach().fill_(new Scalar(-1));
      double small = 3 / Math.sqrt(1 + 1e-5);
      double large = 30 / Math.sqrt(100 + 1e-5);
      assertThat(TensorValues.of(norm.forward(batch(), pass(true))))
          .containsExactly(
              new double[] {-small - 1, -large - 1, small - 1, large - 1}, within(5 * FLOAT));
    }
  }

  @Test
  void normalizesImagesByChannelOverAllPlaces() {
    try (PointerScope scope = new PointerScope()) {
      Tensor images =
          torch.randn(new long[] {8, 3, 5, 4}, pass(true).generator()).mul(new Scalar(7));
      Tensor y = new BatchNorm(3, 0.1).forward(images.add(new Scalar(100)), pass(true));
      for (long channel = 0; channel < 3; channel++) {
        Tensor values = y.select(1, channel);
        // float32 of numbers around 100 leaves an error of some 1e-5 after the subtraction.
        assertThat(values.mean().item_double()).isCloseTo(0, within(1e-4));
        assertThat(values.square().mean().item_double()).isCloseTo(1, within(1e-4));
      }
    }
  }
}
