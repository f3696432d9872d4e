package dev.temper.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.temper.space.CategoricalParameter;
import dev.temper.space.Configuration;
import dev.temper.space.FloatParameter;
import dev.temper.space.IntParameter;
import dev.temper.space.Parameter;
import dev.temper.space.Space;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every sampler must do. */
abstract class SamplerContract {

  static final Space CONDITIONAL =
      Space.of(
          FloatParameter.log("learning_rate", 1e-5, 1),
          CategoricalParameter.of("optimizer", "sgd", "adam"),
          FloatParameter.linear("momentum", 0.8, 0.99).when("optimizer", "sgd"),
          IntParameter.linear("layers", 1, 3),
          IntParameter.log("units", 8, 512).when("layers", 2, 3),
          FloatParameter.linear("dropout", 0, 0.5).withStep(0.1).when("layers", 3));

  /** The sampler that is tested, always the same. */
  abstract Sampler sampler();

  static Stream<Arguments> spaces() {
    return Stream.of(
        arguments("one real number", cube(1)),
        arguments("three real numbers", cube(3)),
        arguments("thirty of all kinds", thirty()),
        arguments("conditional", CONDITIONAL));
  }

  static Space cube(int dimension) {
    return Space.of(
        IntStream.range(0, dimension).mapToObj(i -> FloatParameter.linear("x" + i, 0, 1)).toList());
  }

  private static Space thirty() {
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      parameters.add(
          switch (i % 10) {
            case 0 -> FloatParameter.log("x" + i, 1e-4, 1);
            case 1 -> IntParameter.linear("x" + i, 1, 2);
            case 2 -> FloatParameter.linear("x" + i, 0, 0.1).withStep(0.1);
            default -> CategoricalParameter.of("x" + i, "only");
          });
    }
    return Space.of(parameters);
  }

  /** What trials come to: the further from the middle the worse. */
  private static double objective(Space space, Configuration configuration) {
    double sum = 0;
    for (double place : space.placesOf(configuration)) {
      sum += Double.isNaN(place) ? 0 : (place - 0.5) * (place - 0.5);
    }
    return sum;
  }

  private static SplittableRandom random(long number) {
    return new SplittableRandom(1000 + number);
  }

  private Configuration next(Space space, List<Observation> observations) {
    long number = observations.size();
    return sampler().next(new History(space, observations), number, random(number)).orElseThrow();
  }

  private List<Observation> search(Space space, int trials) {
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < trials; i++) {
      Configuration configuration = next(space, observations);
      observations.add(Observation.ended(configuration, objective(space, configuration)));
    }
    return observations;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("spaces")
  void choosesConfigurationsOfTheSpace(String name, Space space) {
    for (Observation observation : search(space, 40)) {
      Configuration chosen = observation.configuration();
      assertThat(space.configuration(chosen.values())).isEqualTo(chosen);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("spaces")
  void choosesNothingTwice(String name, Space space) {
    List<Observation> observations = search(space, 40);
    assertThat(observations).extracting(Observation::configuration).doesNotHaveDuplicates();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("spaces")
  void theSameHistoryNumberAndSeedGiveTheSameChoice(String name, Space space) {
    List<Observation> once = search(space, 20);
    assertThat(search(space, 20)).isEqualTo(once);
    // It keeps nothing: a part of the history alone decides as it did.
    assertThat(next(space, once.subList(0, 7))).isEqualTo(once.get(7).configuration());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("spaces")
  void doesNotChooseWhatIsBeingTried(String name, Space space) {
    List<Observation> observations = new ArrayList<>(search(space, 5));
    for (int i = 0; i < 20; i++) {
      observations.add(Observation.pending(next(space, observations)));
    }
    assertThat(observations).extracting(Observation::configuration).doesNotHaveDuplicates();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("spaces")
  void goesOnBehindFailuresAndDivergence(String name, Space space) {
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Configuration chosen = next(space, observations);
      observations.add(
          switch (i % 3) {
            case 0 -> Observation.failed(chosen);
            case 1 -> Observation.ended(chosen, i % 2 == 0 ? Double.NaN : Double.POSITIVE_INFINITY);
            default -> Observation.ended(chosen, -i);
          });
    }
    assertThat(observations).extracting(Observation::configuration).doesNotHaveDuplicates();
  }

  @Test
  void triesASmallSpaceOutBeforeAnythingComesAgain() {
    Space small =
        Space.of(
            CategoricalParameter.of("a", 1, 2, 3),
            CategoricalParameter.of("b", "x", "y"),
            IntParameter.linear("c", 0, 1).when("b", "y"));
    List<Observation> observations = search(small, 9);

    assertThat(new HashSet<>(observations.stream().map(Observation::configuration).toList()))
        .hasSize(9);
    Optional<Configuration> more = sampler().next(new History(small, observations), 9, random(9));
    more.ifPresent(again -> assertThat(small.configuration(again.values())).isEqualTo(again));
  }
}
