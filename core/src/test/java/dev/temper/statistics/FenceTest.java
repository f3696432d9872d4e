package dev.temper.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FenceTest {

  @Test
  void isOneAndAHalfTimesTheQuartilesDistanceAboveTheUpperOne() {
    assertThat(Fence.above(4, 0, 1, 3, 2)).isEqualTo(3 + 1.5 * 2);
  }

  @Test
  void isTwiceAsFarAboveTheMedianAsTheLowestIsBelowWhereThatIsMore() {
    assertThat(Fence.above(0, 5, 5, 5, 9)).isEqualTo(5 + 2 * 5);
    assertThat(Fence.above(0, 0, 0, 4, 5)).isEqualTo(4 + 1.5 * 4);
  }

  @Test
  void isNotMovedByAValueFarOff() {
    assertThat(Fence.above(1, 2, 3, 4, 1e300)).isEqualTo(Fence.above(1, 2, 3, 4, 5));
  }

  @Test
  void isInfiniteWhereNothingTellsWhatIsFar() {
    assertThat(Fence.above(2, 2, 2, 2, 9)).isInfinite();
    assertThat(Fence.above(2)).isInfinite();
  }

  @Test
  void isUnknownOfNothing() {
    assertThat(Fence.above()).isNaN();
  }
}
