package dev.temper.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.space.CategoricalParameter;
import dev.temper.space.Configuration;
import dev.temper.space.FloatParameter;
import dev.temper.space.IntParameter;
import dev.temper.space.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AutoSamplerTest extends SamplerContract {

  @Override
  Sampler sampler() {
    return Sampler.auto(5);
  }

  private static History history(Space space, int valued, int pending) {
    SplittableRandom random = new SplittableRandom(valued);
    List<Observation> trials = new ArrayList<>();
    for (int i = 0; i < valued + pending; i++) {
      Configuration tried = space.at(random.doubles(space.dimension()).toArray());
      trials.add(
          i < valued ? Observation.ended(tried, random.nextDouble()) : Observation.pending(tried));
    }
    return new History(space, trials);
  }

  private static void assertChoosesAs(Sampler other, History history) {
    int number = history.observations().size();
    assertThat(Sampler.auto(5).next(history, number, new SplittableRandom(1)))
        .isEqualTo(other.next(history, number, new SplittableRandom(1)));
  }

  @Test
  void choosesByTheProcessWhileTrialsAndParametersAreFew() {
    Sampler process = Sampler.gaussianProcess(5);
    assertChoosesAs(process, history(cube(2), 3, 0));
    assertChoosesAs(process, history(cube(2), 20, 10));
    assertChoosesAs(process, history(cube(50), 20, 0));
    assertChoosesAs(process, history(CONDITIONAL, 20, 0));
  }

  @Test
  void choosesByTheEstimatorWhereTheProcessFallsBehind() {
    Sampler estimator = Sampler.tpe(5);
    assertChoosesAs(estimator, history(cube(51), 20, 0));
    assertChoosesAs(estimator, history(cube(2), 1001, 0));
    assertChoosesAs(estimator, history(cube(2), 20, 65));
  }

  @Test
  void endsWhenASpaceThatCanBeCountedWasTriedOut() {
    Space space =
        Space.of(
            CategoricalParameter.of("a", 1, 2, 3),
            FloatParameter.linear("b", 0, 1).withStep(0.5),
            IntParameter.linear("c", 1, 9));
    List<Observation> trials = new ArrayList<>();
    for (int i = 0; i < 81; i++) {
      Configuration next =
          sampler().next(new History(space, trials), i, new SplittableRandom(i)).orElseThrow();
      trials.add(Observation.ended(next, next.getDouble("b") + next.getInt("c")));
    }
    assertThat(trials).extracting(Observation::configuration).doesNotHaveDuplicates();
    Optional<Configuration> more =
        sampler().next(new History(space, trials), 81, new SplittableRandom(81));
    assertThat(more).isEmpty();
  }
}
