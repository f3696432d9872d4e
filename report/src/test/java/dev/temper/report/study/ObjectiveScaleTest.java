package dev.temper.report.study;

import static dev.temper.study.Direction.MAXIMIZE;
import static dev.temper.study.Direction.MINIMIZE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.study.Direction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ObjectiveScaleTest {

  private static ObjectiveScale of(Direction direction, double... values) {
    return ObjectiveScale.of("loss", direction, values);
  }

  @Test
  void isLogarithmicWhereValuesAreFarApartAndAboveZero() {
    assertThat(of(MINIMIZE, 1, 3, 9, 27).label()).isEqualTo("loss (log)");
    assertThat(of(MINIMIZE, 1, 2, 3, 4).label()).isEqualTo("loss");
    assertThat(of(MINIMIZE, 0, 3, 9, 27).label()).isEqualTo("loss");
    assertThat(of(MINIMIZE, -1, 3, 9, 27).label()).isEqualTo("loss");
  }

  @ParameterizedTest
  @EnumSource
  void cutsOffWhatIsFarOnTheBadSideOnly(Direction direction) {
    double sign = direction == MINIMIZE ? 1 : -1;
    double[] bad = IntStream.range(0, 50).mapToDouble(i -> sign * (i + 1)).toArray();
    bad[7] = sign * 1e6;
    double[] good = bad.clone();
    good[7] = sign * -1e6;
    ObjectiveScale scale = of(direction, bad);

    assertThat(scale.place(sign * 1e6)).isEqualTo(1 - scale.bestEnd());
    assertThat(Math.abs(scale.place(sign * 50) - scale.place(sign))).isGreaterThan(0.3);
    assertThat(of(direction, good).place(sign * -1e6)).isEqualTo(scale.bestEnd());
    assertThat(of(direction, good).quality(sign * 50)).isLessThan(0.01);
  }

  @Test
  void keepsAnEndThatIsNotFar() {
    ObjectiveScale scale = of(MINIMIZE, 1, 2, 3, 4, 5, 9);

    assertThat(scale.place(9)).isEqualTo(1);
    assertThat(scale.place(5)).isEqualTo(0.5);
  }

  @Test
  void knowsWhichEndIsBetter() {
    assertThat(of(MINIMIZE, 1, 2).quality(1)).isEqualTo(1);
    assertThat(of(MAXIMIZE, 1, 2).quality(1)).isZero();
    assertThat(of(MINIMIZE, 1, 2).badPlace()).isGreaterThan(1);
    assertThat(of(MAXIMIZE, 1, 2).badPlace()).isLessThan(0);
  }

  @Test
  void copesWithNothingAndWithASingleValue() {
    assertThat(of(MINIMIZE).ticks(5)).isNotEmpty();
    assertThat(of(MINIMIZE, Double.NaN, Double.POSITIVE_INFINITY).place(0.5)).isEqualTo(0.5);
    assertThat(of(MINIMIZE, 3).place(3)).isEqualTo(0.5);
    assertThat(of(MINIMIZE, 3, 3, 3).ticks(5)).hasSize(1);
  }
}
