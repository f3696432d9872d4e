package dev.temper.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.temper.report.Series.Style;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of charts: which points stay. */
class SeriesTest {

  private static Series of(double[] x, double[] y) {
    return Series.of("line", Style.LINE, x, y);
  }

  @Test
  void keepsFinitePointsOnly() {
    double nan = Double.NaN;
    double infinite = Double.POSITIVE_INFINITY;
    Series series =
        of(new double[] {0, 1, nan, 3, infinite, 5}, new double[] {9, nan, 8, -infinite, 7, 6});

    assertThat(series.x()).containsExactly(0, 5);
    assertThat(series.y()).containsExactly(9, 6);
    assertThat(series.size()).isEqualTo(2);
  }

  @Test
  void mayHaveNoPoints() {
    assertThat(of(new double[] {1}, new double[] {Double.NaN}).size()).isZero();
  }

  @Test
  void doesNotSeeLaterChangesOfItsArrays() {
    double[] x = {1, 2};
    Series series = of(x, x);
    x[0] = 7;
    series.y()[1] = 8;

    assertThat(series.x()).containsExactly(1, 2);
    assertThat(series.y()).containsExactly(1, 2);
  }

  @Test
  void refusesColumnsOfDifferentLengths() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(new double[2], new double[3]))
        .withMessageContaining("'line'")
        .withMessageContaining("2 x and 3 y");
  }

  @ParameterizedTest
  @CsvSource({"10, 2", "1000, 2", "1000, 7", "1000, 100", "999, 998", "100000, 1500"})
  void thinnedKeepsExtremesOrderAndOnlyTruePoints(int points, int limit) {
    Random random = new Random(points + limit);
    double[] x = IntStream.range(0, points).asDoubleStream().toArray();
    double[] y = random.doubles(points).toArray();
    y[random.nextInt(points)] = 50;
    y[random.nextInt(points)] = -50;
    Series thinned = of(x, y).thinned(limit);

    assertThat(thinned.size()).isLessThanOrEqualTo(limit).isGreaterThan(limit / 4);
    assertThat(Arrays.stream(thinned.y()).max()).isEqualTo(Arrays.stream(y).max());
    assertThat(Arrays.stream(thinned.y()).min()).isEqualTo(Arrays.stream(y).min());
    double[] keptX = thinned.x();
    double[] keptY = thinned.y();
    for (int i = 0; i < keptX.length; i++) {
      assertThat(keptY[i]).isEqualTo(y[(int) keptX[i]]);
      assertThat(i == 0 || keptX[i] > keptX[i - 1]).as("rising").isTrue();
    }
    assertThat(thinned.label()).isEqualTo("line");
    assertThat(thinned.style()).isEqualTo(Style.LINE);
  }

  @Test
  void keepsThePointsWhoseSpreadIsFinite() {
    double[] x = {1, 2, 3};
    Series series =
        Series.withSpread(
            "line", Style.MARKED, x, x, new double[] {0, Double.NaN, 2}, new double[] {4, 5, 6});

    assertThat(series.x()).containsExactly(1, 3);
    assertThat(series.low()).containsExactly(0, 2);
    assertThat(series.high()).containsExactly(4, 6);
    assertThat(of(x, x).low()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Series.withSpread("line", Style.LINE, x, x, x, new double[2]))
        .withMessageContaining("3 x and 2 high");
  }

  @Test
  void thinnedKeepsTheSpreadOfThePointsThatStay() {
    double[] x = IntStream.range(0, 100).asDoubleStream().toArray();
    double[] low = Arrays.stream(x).map(value -> value - 1).toArray();
    Series thinned = Series.withSpread("line", Style.LINE, x, x, low, x).thinned(10);

    assertThat(thinned.low()).hasSize(thinned.size());
    for (int i = 0; i < thinned.size(); i++) {
      assertThat(thinned.low()[i]).isEqualTo(thinned.x()[i] - 1);
    }
  }

  @Test
  void isNotThinnedWhereItIsShortEnough() {
    Series series = of(new double[] {1, 2, 3}, new double[] {1, 2, 3});
    assertThat(series.thinned(3)).isSameAs(series);
  }
}
