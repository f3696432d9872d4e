package dev.temper.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OutputWarpTest {

  @Test
  void keepsTheOrderAndTheShapeOfTheBetterHalf() {
    double[] warped = OutputWarp.of(new double[] {1, 2, 4, 5, 1e9, 7});
    assertThat((warped[2] - warped[1]) / (warped[1] - warped[0])).isCloseTo(2, within(1e-12));
    assertThat(warped[3]).isGreaterThan(warped[2]).isLessThan(warped[5]);
    assertThat(warped[5]).isLessThan(warped[4]);
    // The worst is no further away than a normal distribution has it.
    assertThat(warped[4]).isLessThan(3);
  }

  @Test
  void hasTheMeanZeroAndTheDeviationOne() {
    double[] warped = OutputWarp.of(new double[] {3, 1, 4, 1, 5, 9, 2, 6});
    assertThat(Arrays.stream(warped).sum()).isCloseTo(0, within(1e-12));
    assertThat(Arrays.stream(warped).map(x -> x * x).sum()).isCloseTo(8, within(1e-12));
  }

  @Test
  void isZeroWhereAllAreEqual() {
    assertThat(OutputWarp.of(new double[] {2, 2, 2})).containsOnly(0);
  }
}
