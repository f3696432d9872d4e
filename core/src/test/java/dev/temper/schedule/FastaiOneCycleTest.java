package dev.temper.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FastaiOneCycleTest {

  /** Relative; both sides evaluate one cosine and a handful of operations. */
  private static final double ROUNDING = 1e-12;

  @ParameterizedTest
  @CsvSource({
    "100, 0.25, 1, 0.04, 1e-5",
    "101, 0.25, 3, 0.3, 1e-3",
    "7, 0.6, 1e-3, 1e-4, 1e-8",
    "2, 0.25, 0.5, 0.02, 5e-6",
    "1000, 0.9, 10, 0.5, 1e-4"
  })
  void isTwoHalfCosinesOverTheShareOfTheRunThatIsDone(
      int iterations, double share, double max, double min, double last) {
    FastaiOneCycle cycle = new FastaiOneCycle(iterations, max, min, last, share, 0.95, 0.85, 1e-4);

    for (int it = 0; it < iterations; it++) {
      double done = (double) it / iterations;
      boolean rising = done < share;
      double along = rising ? done / share : (done - share) / (1 - share);
      // fastai's SchedCos(a, b): a + (1 + cos(pi (1 - along))) (b - a) / 2
      double blend = (1 + Math.cos(Math.PI * (1 - along))) / 2;
      double rate = rising ? min + blend * (max - min) : max + blend * (last - max);
      double momentum = rising ? 0.95 - blend * 0.1 : 0.85 + blend * 0.1;

      assertThat(cycle.at(it).learningRate()).isCloseTo(rate, within(ROUNDING * max));
      assertThat(cycle.at(it).momentum()).isCloseTo(momentum, within(ROUNDING));
      assertThat(cycle.at(it).weightDecay()).isEqualTo(1e-4);
    }
  }
}
