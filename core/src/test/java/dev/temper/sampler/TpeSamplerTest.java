package dev.temper.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.space.CategoricalParameter;
import dev.temper.space.Configuration;
import dev.temper.space.FloatParameter;
import dev.temper.space.Space;
import dev.temper.statistics.Median;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class TpeSamplerTest extends SamplerContract {

  @Override
  Sampler sampler() {
    return Sampler.tpe(5);
  }

  private static double best(
      Sampler sampler, Space space, ToDoubleFunction<Configuration> loss, int trials, int seed) {
    List<Observation> observations = new ArrayList<>();
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < trials; i++) {
      SplittableRandom random = new SplittableRandom(1000L * seed + i);
      Configuration next = sampler.next(new History(space, observations), i, random).orElseThrow();
      double value = loss.applyAsDouble(next);
      best = Double.isFinite(value) ? Math.min(best, value) : best;
      observations.add(Observation.ended(next, value));
    }
    return best;
  }

  /** The ratio of the medians over seeds. */
  private static double against(
      Sampler other, Space space, ToDoubleFunction<Configuration> loss, int trials) {
    double[] own = new double[15];
    double[] its = new double[15];
    for (int seed = 0; seed < own.length; seed++) {
      own[seed] = best(Sampler.tpe(seed), space, loss, trials, seed);
      its[seed] = best(other, space, loss, trials, seed);
    }
    return Median.of(own) / Median.of(its);
  }

  /** Branin's function on the unit square, less its minimum (Dixon and Szegö 1978). */
  private static double branin(Configuration at) {
    double x = 15 * at.getDouble("x0") - 5;
    double y = 15 * at.getDouble("x1");
    double arch = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
    return arch * arch + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10 - 0.397887;
  }

  @Test
  void comesNearerToAMinimumThanChance() {
    Space square = SamplerContract.cube(2);
    assertThat(against(Sampler.random(), square, TpeSamplerTest::branin, 60)).isLessThan(0.2);
  }

  @Test
  void learnsWhichChoiceIsGoodAndWhatBelongsToIt() {
    Space space =
        Space.of(
            CategoricalParameter.of("optimizer", "a", "b", "c", "d"),
            FloatParameter.log("rate_a", 1e-5, 1).when("optimizer", "a"),
            FloatParameter.log("rate_c", 1e-5, 1).when("optimizer", "c"));
    ToDoubleFunction<Configuration> loss =
        at ->
            switch (at.getString("optimizer")) {
              case "a" -> 0.1 + Math.abs(Math.log10(at.getDouble("rate_a")) + 3);
              case "c" -> 0.001 + Math.abs(Math.log10(at.getDouble("rate_c")) + 1.7);
              default -> 2;
            };
    assertThat(against(Sampler.random(), space, loss, 60)).isLessThan(0.5);
  }

  @Test
  void keepsAwayFromWhatDiverges() {
    Space space = Space.of(FloatParameter.log("rate", 1e-4, 10), FloatParameter.linear("x", 0, 1));
    List<Observation> observations = new ArrayList<>();
    int diverged = 0;
    for (int i = 0; i < 60; i++) {
      Configuration next =
          sampler()
              .next(new History(space, observations), i, new SplittableRandom(i))
              .orElseThrow();
      boolean broken = next.getDouble("rate") > 0.5;
      diverged += broken && i >= 20 ? 1 : 0;
      observations.add(
          Observation.ended(
              next, broken ? Double.NaN : Math.pow(Math.log10(next.getDouble("rate") / 0.3), 2)));
    }
    // A quarter of the scale diverges, right behind the best rate.
    assertThat(diverged).isLessThan(10);
  }
}
