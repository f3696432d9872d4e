package dev.temper.torch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Derived seeds. */
class SeedsTest {

  @Test
  void streamsOfSeedZeroAreTheOutputsOfSplitMix64() {
    SplittableRandom reference = new SplittableRandom(0);
    for (long stream = 0; stream < 5; stream++) {
      assertThat(Seeds.derive(0, stream)).isEqualTo(reference.nextLong());
    }
  }

  @Test
  void nearSeedsAndStreamsGiveDistinctSeeds() {
    Set<Long> seeds = new HashSet<>();
    for (long seed = -50; seed < 50; seed++) {
      for (long stream = 0; stream < 50; stream++) {
        seeds.add(Seeds.derive(seed, stream));
      }
    }
    assertThat(seeds).hasSize(5000);
  }

  @Test
  void nearSeedsGiveUnrelatedBits() {
    // 64,000 fair bits: the share that differs has a standard deviation of 0.002.
    long differing = 0;
    for (long seed = 0; seed < 1000; seed++) {
      differing += Long.bitCount(Seeds.derive(seed, 1) ^ Seeds.derive(seed + 1, 1));
    }
    assertThat(differing / 64_000.0).isBetween(0.49, 0.51);
  }
}
