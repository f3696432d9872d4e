package dev.temper.sampler;

import java.util.Arrays;

/** What a {@link Kernel} is fitted by. Arrays are neither copied nor written to. */
final class KernelParameters {

  /** By parameter of the space the logarithm of its length scale, in places. */
  final double[] logLength;

  /** Of the variance of the function. */
  final double logSignal;

  /** Of the variance of one observation around it. */
  final double logNoise;

  /** By parameter of the space the logarithms of the warp's two shapes; 0 for none. */
  final double[] logA;

  final double[] logB;

  KernelParameters(
      double[] logLength, double logSignal, double logNoise, double[] logA, double[] logB) {
    this.logLength = logLength;
    this.logSignal = logSignal;
    this.logNoise = logNoise;
    this.logA = logA;
    this.logB = logB;
  }

  /**
   * The same, but that the function changes faster.
   *
   * @param factor of the length scales; above 0
   */
  KernelParameters withLengthsTimes(double factor) {
    double[] lengths = Arrays.stream(logLength).map(log -> log + Math.log(factor)).toArray();
    return new KernelParameters(lengths, logSignal, logNoise, logA, logB);
  }
}
