package dev.temper.sampler;

import dev.temper.space.Configuration;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Chooses what to try next.
 *
 * <p>Keeps nothing: the same history, number and generator give the same choice. What was tried or
 * is being tried is not chosen again while something else is left to choose. Safe for use by
 * several threads.
 */
public interface Sampler {

  /**
   * Chooses.
   *
   * @param history the trials so far, those that go on among them
   * @param number of the trial, from 0; a sampler that follows a sequence goes by it
   * @param random the source of all chance
   * @return a configuration of the history's space; empty where nothing is left to try
   */
  Optional<Configuration> next(History history, long number, SplittableRandom random);

  /** Every configuration as likely as its share of the space. */
  static Sampler random() {
    return new RandomSampler();
  }

  /**
   * Evenly spread points, scrambled; good for any number of trials, best for a power of two.
   *
   * @param seed of the scrambling: what all trials of one search share
   */
  static Sampler sobol(long seed) {
    return new SobolSampler(seed);
  }

  /**
   * The tree-structured Parzen estimator: learns from the trials where good ones are dense, also
   * with conditions, choices and many trials at a time.
   *
   * @param seed of its first points: what all trials of one search share
   */
  static Sampler tpe(long seed) {
    return new TpeSampler(seed);
  }

  /**
   * A Gaussian process with expected improvement.
   *
   * @param seed of its first points: what all trials of one search share
   */
  static Sampler gaussianProcess(long seed) {
    return new GaussianProcessSampler(seed);
  }

  /**
   * Whichever suits the space and what was tried so far: mostly a Gaussian process while trials and
   * parameters are few, and the tree-structured Parzen estimator for all else. In a space that can
   * be counted nothing comes twice.
   *
   * @param seed of its first points: what all trials of one search share
   */
  static Sampler auto(long seed) {
    return new AutoSampler(seed);
  }

  /**
   * All combinations, each once, in an order that spreads over the space from the beginning.
   *
   * @param points how many values of a parameter that has no separate ones, from its low end to its
   *     high one; 2 or more
   * @param seed of the order: what all trials of one search share
   * @throws IllegalArgumentException if {@code points} is below 2
   */
  static Sampler grid(int points, long seed) {
    return new GridSampler(points, seed);
  }
}
