package dev.temper.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.temper.space.Configuration;
import dev.temper.space.FloatParameter;
import dev.temper.space.Space;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RandomSamplerTest extends SamplerContract {

  @Override
  Sampler sampler() {
    return Sampler.random();
  }

  @Test
  void drawsAreUniformOnTheScale() {
    Space space = Space.of(FloatParameter.log("rate", 1e-4, 1), FloatParameter.linear("x", 0, 1));
    History nothing = new History(space, List.of());
    SplittableRandom random = new SplittableRandom(1);
    int draws = 20_000;
    int[] decades = new int[4];
    double product = 0;
    for (int i = 0; i < draws; i++) {
      Configuration drawn = sampler().next(nothing, i, random).orElseThrow();
      decades[(int) (4 + Math.log10(drawn.getDouble("rate")))]++;
      double[] places = space.placesOf(drawn);
      product += (places[0] - 0.5) * (places[1] - 0.5) / draws;
    }
    for (int count : decades) {
      assertThat(count / (double) draws).isCloseTo(0.25, within(0.015));
    }
    assertThat(product).isCloseTo(0, within(0.003));
  }
}
