package dev.temper.report.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SurfaceTest {

  private static List<Surface.Point> points(int count, DoubleBinaryOperator height) {
    SplittableRandom random = new SplittableRandom(4);
    return Stream.generate(() -> new double[] {random.nextDouble(), random.nextDouble()})
        .limit(count)
        .map(at -> new Surface.Point(at[0], at[1], height.applyAsDouble(at[0], at[1])))
        .toList();
  }

  @Test
  void followsASmoothFunction() {
    Surface surface = Surface.through(points(400, (x, y) -> x * (1 - y)));

    assertThat(surface.at(0.5, 0.5)).isCloseTo(0.25, within(0.05));
    assertThat(surface.at(0.8, 0.3)).isCloseTo(0.56, within(0.05));
  }

  @Test
  void isSmootherWhereThereIsNoise() {
    SplittableRandom noise = new SplittableRandom(9);
    Surface surface = Surface.through(points(400, (x, y) -> noise.nextDouble()));

    for (double x = 0.1; x < 1; x += 0.2) {
      assertThat(surface.at(x, 0.5)).isBetween(0.3, 0.7);
    }
  }

  @Test
  void isUnknownFarFromAllPoints() {
    Surface surface =
        Surface.through(
            List.of(
                new Surface.Point(0.1, 0.1, 1),
                new Surface.Point(0.2, 0.1, 2),
                new Surface.Point(0.1, 0.1, 3)));

    assertThat(surface.at(0.9, 0.9)).isNaN();
    assertThat(surface.at(0.15, 0.1)).isBetween(1.0, 3.0);
  }

  @Test
  void staysBetweenItsPoints() {
    Surface surface = Surface.through(points(30, (x, y) -> x > 0.5 ? 1 : 0));

    for (double x = 0; x <= 1; x += 0.1) {
      double height = surface.at(x, 0.5);
      assertThat(Double.isNaN(height) || (height >= 0 && height <= 1)).isTrue();
    }
  }
}
