package dev.temper.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SmithOneCycleTest {

  /** Relative; allows for rounding in a handful of operations. */
  private static final double ROUNDING = 1e-12;

  private final SmithOneCycle cycle = OneCycle.smith(1000, 0.8);

  @Test
  void theRateIsExactAtTheFourCorners() {
    assertThat(cycle.at(0).learningRate()).isEqualTo(0.08);
    assertThat(cycle.at(450).learningRate()).isEqualTo(0.8);
    assertThat(cycle.at(900).learningRate()).isEqualTo(0.08);
    assertThat(cycle.at(999).learningRate()).isEqualTo(0.08 * 1e-3);
  }

  @Test
  void theMomentumIsExactAtTheFourCorners() {
    assertThat(cycle.at(0).momentum()).isEqualTo(0.95);
    assertThat(cycle.at(450).momentum()).isEqualTo(0.85);
    assertThat(cycle.at(900).momentum()).isEqualTo(0.95);
    assertThat(cycle.at(999).momentum()).isEqualTo(0.95);
  }

  @Test
  void bothHalvesOfTheCycleAreStraightAndMirrorEachOther() {
    for (int it = 0; it <= 450; it++) {
      double rate = 0.08 + 0.72 * it / 450;
      double momentum = 0.95 - 0.1 * it / 450;
      assertThat(cycle.at(it).learningRate()).isCloseTo(rate, within(ROUNDING));
      assertThat(cycle.at(it).momentum()).isCloseTo(momentum, within(ROUNDING));
      assertThat(cycle.at(900 - it)).isEqualTo(cycle.at(it));
    }
  }

  @Test
  void theTailFallsStraightToAThousandthOfTheMinimumAtFullMomentum() {
    for (int it = 901; it < 1000; it++) {
      double rate = 0.08 + (0.08e-3 - 0.08) * (it - 900) / 99;
      assertThat(cycle.at(it).learningRate()).isCloseTo(rate, within(ROUNDING));
      assertThat(cycle.at(it).momentum()).isEqualTo(0.95);
    }
  }

  @Test
  void anotherTailMovesThePeakAndTheEnd() {
    SmithOneCycle longTail = cycle.withTail(0.2, 1e-4);

    assertThat(longTail.at(400).learningRate()).isEqualTo(0.8);
    assertThat(longTail.at(800).learningRate()).isEqualTo(0.08);
    assertThat(longTail.at(999).learningRate()).isEqualTo(0.08 * 1e-4);
  }

  @Test
  void thePeakOfAnOddCycleIsAWholeIteration() {
    // floor(101 * 0.9 / 2) = 45
    SmithOneCycle odd = OneCycle.smith(101, 1);

    assertThat(odd.at(45).learningRate()).isEqualTo(1);
    assertThat(odd.at(90).learningRate()).isEqualTo(0.1);
    assertThat(odd.at(100).learningRate()).isEqualTo(0.1 * 1e-3);
  }
}
