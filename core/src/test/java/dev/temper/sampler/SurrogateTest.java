package dev.temper.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.temper.sampler.Surrogate.Point;
import dev.temper.space.CategoricalParameter;
import dev.temper.space.Configuration;
import dev.temper.space.FloatParameter;
import dev.temper.space.IntParameter;
import dev.temper.space.Space;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class SurrogateTest {

  private static final Space LINE = Space.of(FloatParameter.log("rate", 1e-4, 1));

  private static final Space MIXED =
      Space.of(
          FloatParameter.log("rate", 1e-4, 1),
          IntParameter.linear("layers", 1, 4),
          IntParameter.linear("units", 1, 1000).when("layers", 2, 3, 4),
          CategoricalParameter.of("optimizer", "sgd", "adam", "rmsprop"));

  private static double valley(Configuration at) {
    double away = Math.log10(at.getDouble("rate")) + 1.3;
    return 3 + away * away;
  }

  private static History tried(Space space, ToDoubleFunction<Configuration> loss, int trials) {
    SobolSequence points = new SobolSequence(space.dimension(), 3);
    History history = new History(space, List.of());
    for (int i = 0; i < trials; i++) {
      Configuration next = space.at(points.point(i));
      history = history.and(Observation.ended(next, loss.applyAsDouble(next)));
    }
    return history;
  }

  private static Surrogate of(History history) {
    return Surrogate.of(history).orElseThrow();
  }

  @Test
  void thereIsNoneWhileTrialsAreTooFew() {
    assertThat(Surrogate.of(tried(LINE, SurrogateTest::valley, 7))).isEmpty();
    assertThat(Surrogate.of(tried(LINE, at -> Double.NaN, 20))).isEmpty();
    assertThat(Surrogate.of(tried(LINE, SurrogateTest::valley, 8))).isPresent();
  }

  @Test
  void isNearWhatWasMeasuredInItsOwnUnit() {
    History history = tried(LINE, SurrogateTest::valley, 24);
    List<Point> points = of(history).along("rate", LINE.at(0.5), 400);
    for (Observation trial : history.observations()) {
      double place = LINE.placesOf(trial.configuration())[0];
      Point nearest =
          points.stream()
              .min(Comparator.comparingDouble(p -> Math.abs(p.place() - place)))
              .orElseThrow();
      assertThat(nearest.median()).isCloseTo(trial.value(), within(0.1));
    }
    assertThat(points.get(0).value()).isEqualTo(1e-4);
    assertThat(points.get(399).place()).isEqualTo(1);
  }

  @Test
  void isLessSureWhereNothingWasMeasured() {
    History history = new History(LINE, List.of());
    for (int i = 0; i < 12; i++) {
      Configuration next = LINE.at(i < 6 ? 0.04 * i : 1 - 0.04 * (i - 6));
      history = history.and(Observation.ended(next, Math.sin(9 * LINE.placesOf(next)[0])));
    }
    List<Point> points = of(history).along("rate", LINE.at(0.5), 101);
    for (Point point : points) {
      assertThat(point.low()).isLessThanOrEqualTo(point.median());
      assertThat(point.high()).isGreaterThanOrEqualTo(point.median());
    }
    double between = points.get(50).median() - points.get(50).low();
    double beside = points.get(10).median() - points.get(10).low();
    assertThat(between).isGreaterThan(3 * beside);
  }

  @Test
  void theSamplerChoosesWhereTheAcquisitionIsHighest() {
    // Not every fourth trial, for which the sampler does not trust the fit.
    for (int trials : List.of(9, 11, 17)) {
      History history = tried(LINE, SurrogateTest::valley, trials);
      Point top =
          of(history).along("rate", LINE.at(0.5), 2001).stream()
              .max(Comparator.comparingDouble(Point::acquisition))
              .orElseThrow();
      Configuration chosen =
          Sampler.gaussianProcess(3).next(history, trials, new SplittableRandom(1)).orElseThrow();
      assertThat(LINE.placesOf(chosen)[0]).isCloseTo(top.place(), within(0.005));
    }
  }

  @Test
  void goesAlongParametersOfAllKinds() {
    History history =
        tried(MIXED, at -> valley(at) + at.getInt("layers") + (at.has("units") ? 0 : 1), 40);
    Configuration held =
        MIXED.configuration(Map.of("rate", 0.01, "layers", 3, "units", 500, "optimizer", "adam"));
    Surrogate surrogate = of(history);

    assertThat(surrogate.along("layers", held, 50))
        .extracting(Point::value)
        .containsExactly(1L, 2L, 3L, 4L);
    assertThat(surrogate.along("optimizer", held, 2))
        .extracting(Point::value)
        .containsExactly("sgd", "adam", "rmsprop");
    assertThat(surrogate.along("units", held, 30))
        .hasSize(30)
        .first()
        .extracting(Point::value)
        .isEqualTo(1L);
    assertThat(surrogate.along("rate", held, 30))
        .allSatisfy(point -> assertThat(point.feasible()).isEqualTo(1));
    Configuration shallow =
        MIXED.configuration(Map.of("rate", 0.01, "layers", 1, "optimizer", "adam"));
    assertThatIllegalArgumentException().isThrownBy(() -> surrogate.along("units", shallow, 9));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> surrogate.along("rate", held, 1))
        .withMessage("The points (1) must be 2 or more.");
  }

  @Test
  void tellsWhereTrialsDiverge() {
    History history = tried(LINE, at -> at.getDouble("rate") > 0.1 ? Double.NaN : valley(at), 30);
    List<Point> points = of(history).along("rate", LINE.at(0.5), 101);
    assertThat(points.get(20).feasible()).isGreaterThan(0.9);
    assertThat(points.get(95).feasible()).isLessThan(0.3);
  }
}
