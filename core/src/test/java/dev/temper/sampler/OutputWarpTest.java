package dev.temper.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OutputWarpTest {

  @Test
  void keepsTheOrderAndTheShapeOfTheBetterHalf() {
    double[] warped = new OutputWarp(new double[] {1, 2, 4, 5, 1e9, 7}).warped();
    assertThat((warped[2] - warped[1]) / (warped[1] - warped[0])).isCloseTo(2, within(1e-12));
    assertThat(warped[3]).isGreaterThan(warped[2]).isLessThan(warped[5]);
    assertThat(warped[5]).isLessThan(warped[4]);
    // The worst is no further away than a normal distribution has it.
    assertThat(warped[4]).isLessThan(3);
  }

  @Test
  void hasTheMeanZeroAndTheDeviationOne() {
    double[] warped = new OutputWarp(new double[] {3, 1, 4, 1, 5, 9, 2, 6}).warped();
    assertThat(Arrays.stream(warped).sum()).isCloseTo(0, within(1e-12));
    assertThat(Arrays.stream(warped).map(x -> x * x).sum()).isCloseTo(8, within(1e-12));
  }

  @Test
  void isZeroWhereAllAreEqual() {
    assertThat(new OutputWarp(new double[] {2, 2, 2}).warped()).containsOnly(0);
  }

  @Test
  void goesBackToTheValues() {
    double[] values = {3, 1, 4, 1.5, 5, 9, 2, 6, 6};
    OutputWarp warp = new OutputWarp(values);
    double[] warped = warp.warped();
    for (int i = 0; i < values.length; i++) {
      assertThat(warp.inverse(warped[i])).isCloseTo(values[i], within(1e-12));
    }
    double last = Double.NEGATIVE_INFINITY;
    for (double at = -5; at < 5; at += 0.01) {
      assertThat(warp.inverse(at)).isGreaterThanOrEqualTo(last);
      last = warp.inverse(at);
    }
    // Below the best it goes on; above the worst nothing is known.
    assertThat(warp.inverse(-5)).isLessThan(1);
    assertThat(last).isEqualTo(9);
    assertThat(new OutputWarp(new double[] {2, 2, 2}).inverse(1)).isEqualTo(2);
  }
}
