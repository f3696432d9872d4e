package dev.temper.rangetest;

/**
 * What one test of a {@linkplain RangeTestGrid grid} is run with.
 *
 * @param weightDecay constant through the test; finite, 0 or more
 * @param momentum constant through the test; 0 or more, below 1
 * @param batchSize examples per update; 1 or more
 * @param iterations over which the rate rises; 2 or more
 */
public record GridPoint(double weightDecay, double momentum, int batchSize, int iterations) {}
