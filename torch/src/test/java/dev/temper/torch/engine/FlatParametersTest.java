package dev.temper.torch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.temper.schedule.HyperParameters;
import dev.temper.torch.model.TensorValues;
import dev.temper.training.Optimizer;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What sets parameters apart in an update: weight decay, and the ratio of their rate. */
class FlatParametersTest {

  private static final int UPDATES = 6;
  private static final double RATE = 0.01;
  private static final double[] INITIAL = {1, -2, 3, 0.5, 0.25, -4};

  /** The last two of six values after a few updates; they are a segment of their own. */
  private static double[] secondSegment(
      Optimizer optimizer, double rate, double weightDecay, boolean decayed, double ratio) {
    List<Segment> segments =
        List.of(new Segment(0, 4, true, true, 1), new Segment(4, 2, true, decayed, ratio));
    return Arrays.copyOfRange(after(optimizer, rate, weightDecay, segments), 4, 6);
  }

  private static double[] after(
      Optimizer optimizer, double rate, double weightDecay, List<Segment> segments) {
    try (PointerScope scope = new PointerScope()) {
      Tensor parameters = Tensor.create(INITIAL);
      Tensor gradients = torch.zeros_like(parameters);
      try (FlatParameters flat = new FlatParameters(parameters, gradients, segments);
          UpdateRule rule = UpdateRule.of(optimizer, flat)) {
        for (int update = 1; update <= UPDATES; update++) {
          gradients.copy_(Tensor.create(0.5, 0.25 * update, -1, 1, 0.125 * update, -0.5));
          rule.update(new HyperParameters(rate, 0.8, weightDecay), update);
        }
      }
      return TensorValues.of(parameters);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRatioIsAnotherLearningRateForItsSegmentAlone(Optimizer optimizer) {
    double[] expected = secondSegment(optimizer, 0.3 * RATE, 0.1, true, 1);
    assertThat(secondSegment(optimizer, RATE, 0.1, true, 0.3))
        .containsExactly(expected, within(1e-14));
    List<Segment> alike = List.of(new Segment(0, 4, true, true, 1), segment(true, 1));
    List<Segment> unlike = List.of(new Segment(0, 4, true, true, 1), segment(true, 0.3));
    assertThat(Arrays.copyOf(after(optimizer, RATE, 0.1, unlike), 4))
        .containsExactly(Arrays.copyOf(after(optimizer, RATE, 0.1, alike), 4), within(1e-14));
  }

  private static Segment segment(boolean decayed, double ratio) {
    return new Segment(4, 2, true, decayed, ratio);
  }

  @ParameterizedTest
  @EnumSource
  void aSegmentWithoutDecayMovesAsIfThereWereNone(Optimizer optimizer) {
    double[] expected = secondSegment(optimizer, RATE, 0, true, 1);
    assertThat(secondSegment(optimizer, RATE, 0.1, false, 1))
        .containsExactly(expected, within(1e-14));
    assertThat(secondSegment(optimizer, RATE, 0.1, true, 1)).isNotEqualTo(expected);
  }

  @Test
  void gradientsAreClippedToTheNormOfAllTogether() {
    try (PointerScope scope = new PointerScope()) {
      Tensor gradients = Tensor.create(3.0, 0, -4, 0, 0, 12);
      try (FlatParameters flat =
          new FlatParameters(
              Tensor.create(INITIAL),
              gradients,
              List.of(new Segment(0, 4, true, true, 1), segment(true, 1)))) {
        assertThat(flat.clip(14)).isFalse();
        assertThat(TensorValues.of(gradients)).containsExactly(3, 0, -4, 0, 0, 12);
        assertThat(flat.clip(2)).isTrue();
      }
      double coefficient = 2 / (13 + 1e-6);
      assertThat(TensorValues.of(gradients))
          .containsExactly(
              new double[] {3 * coefficient, 0, -4 * coefficient, 0, 0, 12 * coefficient},
              within(1e-15));
    }
  }

  @Test
  void gradientsWithoutANormAreNotClipped() {
    try (PointerScope scope = new PointerScope()) {
      for (double value : new double[] {0, Double.NaN}) {
        Tensor gradients = Tensor.create(value, 0);
        List<Segment> whole = List.of(new Segment(0, 2, true, true, 1));
        try (FlatParameters flat = new FlatParameters(gradients.clone(), gradients, whole)) {
          assertThat(flat.clip(1)).isFalse();
        }
        assertThat(TensorValues.of(gradients)).containsExactly(value, 0);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theRatioZeroFreezesItsSegment(Optimizer optimizer) {
    assertThat(secondSegment(optimizer, RATE, 0.1, true, 0)).containsExactly(0.25, -4);
  }
}
