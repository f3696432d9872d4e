package dev.temper.torch.engine;

/**
 * Independent seeds from one: the same inputs always give the same seed, near ones unrelated ones.
 */
final class Seeds {

  /** The streams a session draws from. */
  static final long WEIGHTS = 1;

  static final long DROPOUT = 2;
  static final long ORDER = 3;

  private Seeds() {}

  /**
   * The seed of a stream.
   *
   * <p>Two rounds of the finalizer of SplitMix64 (Steele, Lea and Flood 2014, figure 16), with the
   * stream stepped by its golden gamma.
   */
  static long derive(long seed, long stream) {
    return mix(mix(seed) + (stream + 1) * 0x9E3779B97F4A7C15L);
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
