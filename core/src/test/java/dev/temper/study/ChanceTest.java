package dev.temper.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChanceTest {

  @Test
  void isTheSequenceOfTheStudysGenerator() {
    SplittableRandom random = new SplittableRandom(-3);
    Chance chance = new Chance(-3);
    for (long number = 0; number < 100; number++) {
      assertThat(chance.training(number)).isEqualTo(random.nextLong());
      SplittableRandom sampling = new SplittableRandom(random.nextLong());
      assertThat(chance.sampling(number).nextLong()).isEqualTo(sampling.nextLong());
    }
  }

  @Test
  void neighbouringStudiesShareNoSeeds() {
    Set<Long> seeds = new HashSet<>();
    for (long seed = 0; seed < 100; seed++) {
      for (long number = 0; number < 100; number++) {
        seeds.add(new Chance(seed).training(number));
      }
    }
    assertThat(seeds).hasSize(10_000);
  }
}
