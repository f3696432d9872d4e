package dev.temper.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sequence against another implementation, and by the properties it is made for. */
class SobolSequenceTest {

  /** Points 1, 7, 33 and 63 as SciPy 1.17 gives them, in dimensions counted from 0. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.5, 0.125, 0.546875, 0.015625",
    "1, 0.5, 0.625, 0.765625, 0.796875",
    "2, 0.5, 0.375, 0.203125, 0.359375",
    "5, 0.5, 0.375, 0.421875, 0.140625",
    "29, 0.5, 0.375, 0.234375, 0.453125",
    "127, 0.5, 0.375, 0.046875, 0.640625"
  })
  void agreesWithAnotherImplementation(int d, double one, double seven, double p33, double p63) {
    SobolSequence sequence = SobolSequence.unscrambled(128);
    assertThat(sequence.point(0)).containsOnly(0);
    assertThat(sequence.point(1)[d]).isEqualTo(one);
    assertThat(sequence.point(7)[d]).isEqualTo(seven);
    assertThat(sequence.point(33)[d]).isEqualTo(p33);
    assertThat(sequence.point(63)[d]).isEqualTo(p63);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -7, Long.MAX_VALUE})
  void eachOfAPowerOfTwoOfPointsHasAnIntervalOfItsOwnInEveryDimension(long seed) {
    SobolSequence sequence = new SobolSequence(40, seed);
    for (int points : new int[] {2, 16, 128, 1024}) {
      for (int d = 0; d < 40; d++) {
        Set<Integer> intervals = new HashSet<>();
        for (int i = 0; i < points; i++) {
          intervals.add((int) (points * sequence.point(i)[d]));
        }
        assertThat(intervals).as("dimension %d of %d points", d, points).hasSize(points);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4})
  void theFirstTwoDimensionsFillEveryRectangleOfTheirSize(long seed) {
    SobolSequence sequence = new SobolSequence(2, seed);
    for (int across = 1; across <= 64; across *= 2) {
      Set<Long> rectangles = new HashSet<>();
      for (int i = 0; i < 64; i++) {
        double[] point = sequence.point(i);
        rectangles.add(100L * (long) (across * point[0]) + (long) (64.0 / across * point[1]));
      }
      assertThat(rectangles).as("%d across", across).hasSize(64);
    }
  }

  @Test
  void integratesASmoothFunctionBetterThanChance() {
    int points = 1024;
    double worst = 0;
    for (int seed = 0; seed < 20; seed++) {
      SobolSequence sequence = new SobolSequence(5, seed);
      double sum = 0;
      for (int i = 0; i < points; i++) {
        sum += Arrays.stream(sequence.point(i)).map(x -> 0.5 + x).reduce(1, (a, b) -> a * b);
      }
      worst = Math.max(worst, Math.abs(sum / points - 1));
    }
    // The deviation of one by chance is .72 / 32 = .02.
    assertThat(worst).isLessThan(0.002);
  }

  @Test
  void seedsGiveDifferentPointsThatAreUniformTogether() {
    double mean = 0;
    Set<Double> different = new HashSet<>();
    for (int seed = 0; seed < 2000; seed++) {
      double x = new SobolSequence(3, seed).point(0)[2];
      different.add(x);
      mean += x / 2000;
    }
    assertThat(different).hasSizeGreaterThan(1990);
    assertThat(mean).isCloseTo(0.5, within(0.03));
  }

  @Test
  void refusesMoreDimensionsThanThereAreDirectionsFor() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SobolSequence(129, 0))
        .withMessage("The dimensions (129) must be 1 to 128.");
  }
}
