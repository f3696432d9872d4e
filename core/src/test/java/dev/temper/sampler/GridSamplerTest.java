package dev.temper.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.temper.space.Configuration;
import dev.temper.space.FloatParameter;
import dev.temper.space.IntParameter;
import dev.temper.space.Space;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GridSamplerTest extends SamplerContract {

  @Override
  Sampler sampler() {
    return Sampler.grid(64, 5);
  }

  private static List<Configuration> all(Sampler sampler, Space space) {
    List<Observation> observations = new ArrayList<>();
    List<Configuration> all = new ArrayList<>();
    Optional<Configuration> next = Optional.empty();
    do {
      next.ifPresent(all::add);
      next.ifPresent(configuration -> observations.add(Observation.ended(configuration, 1)));
      next =
          sampler.next(
              new History(space, observations), observations.size(), new SplittableRandom(0));
    } while (next.isPresent());
    return all;
  }

  @Test
  void triesAllCombinationsOnceAndEnds() {
    Space space =
        Space.of(
            FloatParameter.log("rate", 1e-4, 1),
            IntParameter.linear("layers", 1, 3),
            FloatParameter.linear("dropout", 0, 0.5).when("layers", 2));
    List<Configuration> all = all(Sampler.grid(5, 1), space);

    // 5 rates with 1 and 3 layers, and with 2 layers 5 dropouts each.
    assertThat(all).hasSize(5 * 2 + 5 * 5).doesNotHaveDuplicates();
    assertThat(all.stream().map(each -> each.getDouble("rate")).distinct().sorted().toList())
        .first()
        .isEqualTo(1e-4);
    assertThat(all.stream().mapToDouble(each -> each.getDouble("rate")).max()).hasValue(1);
  }

  @Test
  void anotherSeedGivesAnotherOrderOfTheSame() {
    List<Configuration> one = all(Sampler.grid(4, 1), SamplerContract.cube(3));
    List<Configuration> two = all(Sampler.grid(4, 2), SamplerContract.cube(3));
    assertThat(one).hasSize(64).isNotEqualTo(two);
    assertThat(Set.copyOf(one)).isEqualTo(Set.copyOf(two));
  }

  @Test
  void theBeginningIsSpreadOverTheGrid() {
    for (int dimension = 1; dimension <= 4; dimension++) {
      List<Configuration> all = all(Sampler.grid(5, 3), SamplerContract.cube(dimension));
      List<Configuration> first = all.subList(0, Math.min(all.size(), 10));
      for (int d = 0; d < dimension; d++) {
        String name = "x" + d;
        Set<Double> values = new HashSet<>();
        first.forEach(configuration -> values.add(configuration.getDouble(name)));
        assertThat(values).as("%s of %d", name, dimension).hasSizeGreaterThanOrEqualTo(4);
      }
    }
  }

  @Test
  void refusesTooFewPointsAndTooManyCombinations() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sampler.grid(1, 0))
        .withMessage("The points (1) must be 2 or more.");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Sampler.grid(10, 0)
                    .next(
                        new History(SamplerContract.cube(13), List.of()),
                        0,
                        new SplittableRandom(0)))
        .withMessage(
            "The combinations (1.0E13) of the grid must be at most 2^40. Give it fewer points.");
  }
}
