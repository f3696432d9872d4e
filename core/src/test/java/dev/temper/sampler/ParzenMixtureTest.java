package dev.temper.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.temper.space.CategoricalParameter;
import dev.temper.space.Configuration;
import dev.temper.space.FloatParameter;
import dev.temper.space.IntParameter;
import dev.temper.space.Parameter;
import dev.temper.space.Space;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ParzenMixtureTest {

  private static ParzenMixture mixture(Space space, double... places) {
    List<Configuration> configurations =
        Arrays.stream(places)
            .mapToObj(
                place -> {
                  double[] all = new double[space.dimension()];
                  Arrays.fill(all, place);
                  return space.at(all);
                })
            .toList();
    double[] weights = new double[places.length];
    Arrays.fill(weights, 2);
    return new ParzenMixture(space, configurations, weights, 0.1);
  }

  static Stream<Parameter> parameters() {
    return Stream.of(
        FloatParameter.linear("x", -3, 7),
        FloatParameter.log("x", 1e-3, 10),
        FloatParameter.linear("x", 0, 1).withStep(0.25),
        IntParameter.linear("x", 1, 6),
        IntParameter.log("x", 1, 64),
        CategoricalParameter.of("x", "a", "b", "c"));
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void isADensityAndDrawsByIt(Parameter parameter) {
    Space space = Space.of(parameter);
    ParzenMixture mixture = mixture(space, 0.02, 0.5, 0.51, 0.97);
    int cells = 20_000;
    double whole = 0;
    double below = 0;
    for (int i = 0; i < cells; i++) {
      double place = (i + 0.5) / cells;
      double density = Math.exp(mixture.logDensity(space.at(place)));
      whole += density / cells;
      below += place < 0.4 ? density / cells : 0;
    }
    assertThat(whole).isCloseTo(1, within(2e-3));

    SplittableRandom random = new SplittableRandom(1);
    int draws = 20_000;
    double drawn = 0;
    for (int i = 0; i < draws; i++) {
      Object value = mixture.draw(random).get("x");
      double share = parameter.shareOf(value);
      double low = parameter.placeOf(value) - share / 2;
      // Of a value whose part of the scale is cut through its share below the cut.
      drawn += share == 0 ? (low < 0.4 ? 1 : 0) : Math.max(0, Math.min(1, (0.4 - low) / share));
    }
    assertThat(drawn / draws).isCloseTo(below, within(0.015));
  }

  @Test
  void withoutConfigurationsItIsUniform() {
    Space space = Space.of(FloatParameter.linear("x", 0, 1));
    assertThat(mixture(space).logDensity(space.at(0.3))).isZero();
  }

  @Test
  void whatAConfigurationHasNotIsUniform() {
    Space space =
        Space.of(
            CategoricalParameter.of("optimizer", "sgd", "adam"),
            FloatParameter.linear("momentum", 0, 1).when("optimizer", "sgd"));
    ParzenMixture adam =
        new ParzenMixture(space, List.of(space.at(0.9, 0.5)), new double[] {1}, 0.1);
    double near = adam.logDensity(space.at(0.1, 0.5));
    assertThat(adam.logDensity(space.at(0.1, 0.9))).isEqualTo(near);

    int with = 0;
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 3000; i++) {
      with += adam.draw(random).has("momentum") ? 1 : 0;
    }
    // Half by the uniform kernel; of the other the own choice has 3 of 4.
    assertThat(with / 3000.0).isCloseTo(0.5 * 0.5 + 0.5 * 0.25, within(0.03));
  }
}
