package dev.temper.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CaffeOneCycleTest {

  /** Absolute, on values near 1; allows for rounding in a handful of operations. */
  private static final double ROUNDING = 1e-12;

  /** Up over 45 iterations, back at the minimum at 90. */
  private final CaffeOneCycle cycle = OneCycle.caffe(100, 1);

  @Test
  void theRateRisesStraightToTheMaximum() {
    for (int it = 0; it <= 45; it++) {
      assertThat(cycle.at(it).learningRate()).isCloseTo(0.1 + 0.02 * it, within(ROUNDING));
    }
  }

  @Test
  void theRateFallsAtTheSlopeOfItsRiseBelowTheMinimumDownToTheFloor() {
    for (int it = 45; it <= 94; it++) {
      assertThat(cycle.at(it).learningRate()).isCloseTo(1 - 0.02 * (it - 45), within(ROUNDING));
    }
    for (int it = 95; it < 100; it++) {
      assertThat(cycle.at(it).learningRate()).isEqualTo(0.1 * 1e-3);
    }
  }

  @Test
  void theMomentumMovesTheOppositeWayAndFallsAgainAtHalfTheAmplitude() {
    assertThat(cycle.at(0).momentum()).isEqualTo(0.95);
    assertThat(cycle.at(45).momentum()).isCloseTo(0.85, within(ROUNDING));
    assertThat(cycle.at(90).momentum()).isEqualTo(0.95);
    for (int it = 0; it <= 45; it++) {
      double momentum = 0.95 - 0.1 * it / 45;
      assertThat(cycle.at(it).momentum()).isCloseTo(momentum, within(ROUNDING));
      assertThat(cycle.at(90 - it).momentum()).isCloseTo(momentum, within(ROUNDING));
    }
    for (int it = 90; it < 100; it++) {
      double momentum = 0.95 - 0.05 * (it - 90) / 45;
      assertThat(cycle.at(it).momentum()).isCloseTo(momentum, within(ROUNDING));
    }
  }

  @Test
  void inALongTailTheMomentumStopsHalfWayDown() {
    CaffeOneCycle early = cycle.withPeakShare(0.2);

    assertThat(early.at(20).momentum()).isCloseTo(0.85, within(ROUNDING));
    assertThat(early.at(40).momentum()).isEqualTo(0.95);
    for (int it = 60; it < 100; it++) {
      assertThat(early.at(it).momentum()).isCloseTo(0.90, within(ROUNDING));
    }
  }
}
