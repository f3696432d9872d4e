package dev.temper.study;

import java.util.SplittableRandom;

/**
 * Where the chance of a study comes from: the numbers of SplitMix64 (Steele, Lea and Flood 2014,
 * figure 16; {@link SplittableRandom} gives the same) from the study's seed on, two for each trial,
 * one to train it and one to choose it. Any of them is computed by itself, so that a trial has the
 * same whoever works on it and when.
 *
 * @param seed of the study
 */
record Chance(long seed) {

  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  /** The seed of a trial's training. */
  long training(long number) {
    return output(2 * number);
  }

  /** The generator by which the sampler chooses a trial. */
  SplittableRandom sampling(long number) {
    return new SplittableRandom(output(2 * number + 1));
  }

  private long output(long index) {
    long z = seed + (index + 1) * GOLDEN_GAMMA;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
