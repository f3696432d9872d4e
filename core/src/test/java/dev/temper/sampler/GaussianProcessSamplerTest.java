package dev.temper.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.space.Configuration;
import dev.temper.space.FloatParameter;
import dev.temper.space.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class GaussianProcessSamplerTest extends SamplerContract {

  @Override
  Sampler sampler() {
    return Sampler.gaussianProcess(5);
  }

  private static List<Observation> search(
      Space space, ToDoubleFunction<Configuration> loss, int trials) {
    return search(space, loss, trials, 3);
  }

  private static List<Observation> search(
      Space space, ToDoubleFunction<Configuration> loss, int trials, long seed) {
    Sampler sampler = Sampler.gaussianProcess(seed);
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < trials; i++) {
      SplittableRandom random = new SplittableRandom(i);
      Configuration next = sampler.next(new History(space, observations), i, random).orElseThrow();
      observations.add(Observation.ended(next, loss.applyAsDouble(next)));
    }
    return observations;
  }

  @Test
  void findsTheBottomOfASmoothValley() {
    double best =
        search(
                cube(3),
                at -> {
                  double x = at.getDouble("x0") - 0.3;
                  double y = at.getDouble("x1") - 0.8;
                  return x * x + y * y + x * y;
                },
                30)
            .stream()
            .mapToDouble(Observation::value)
            .min()
            .orElseThrow();
    // Thirty points by chance come to .01.
    assertThat(best).isLessThan(1e-5);
  }

  @Test
  void keepsAwayFromWhatDiverges() {
    Space space = Space.of(FloatParameter.log("rate", 1e-4, 10), FloatParameter.linear("x", 0, 1));
    long diverged = 0;
    for (int seed = 0; seed < 6; seed++) {
      List<Observation> all =
          search(
              space,
              at -> {
                double away = Math.log10(at.getDouble("rate") / 0.3);
                double x = at.getDouble("x");
                return away > 0.22 ? Double.NaN : away * away + 0.1 * Math.sin(20 * x) + x * x;
              },
              30,
              seed);
      diverged += all.subList(8, 30).stream().filter(o -> Double.isNaN(o.value())).count();
    }
    // A quarter of the scale diverges, right behind the best rate: by chance 34 of these.
    assertThat(diverged).isLessThan(22);
  }

  @Test
  void goesOnBehindMoreTrialsThanAProcessIsMadeOf() {
    Space space = cube(2);
    List<Observation> many = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 3 * LocalTrials.MOST; i++) {
      Configuration at = space.at(random.nextDouble(), random.nextDouble());
      double value = Math.hypot(at.getDouble("x0") - 0.4, at.getDouble("x1") - 0.6);
      many.add(Observation.ended(at, value));
    }
    Configuration next =
        sampler().next(new History(space, many), many.size(), random).orElseThrow();
    double value = Math.hypot(next.getDouble("x0") - 0.4, next.getDouble("x1") - 0.6);
    assertThat(value).isLessThan(0.02);
    assertThat(LocalTrials.of(space, many)).hasSize(LocalTrials.MOST).doesNotHaveDuplicates();
  }
}
