package dev.temper.cli;

import dev.temper.rangetest.Ramp;
import dev.temper.rangetest.RangeTest;
import dev.temper.training.Optimizer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a range test itself: how the rate rises, and what ends it. */
final class RampOptions {

  @Option(
      names = "--ramp",
      paramLabel = "NAME",
      defaultValue = "exponential",
      description = "exponential or linear. Default: ${DEFAULT-VALUE}")
  private Ramp ramp = Ramp.EXPONENTIAL;

  @Option(
      names = "--start",
      paramLabel = "RATE",
      defaultValue = "1e-6",
      description = "Rate of the first iteration. Default: ${DEFAULT-VALUE}")
  private double start;

  @Option(
      names = "--end",
      paramLabel = "RATE",
      description = "Rate of the last iteration. Default: 10; 100 for lars")
  private @Nullable Double end;

  @Option(
      names = {"--stop-factor", "--stop"},
      paramLabel = "FACTOR",
      defaultValue = "4",
      description =
          "Stop when the smoothed loss exceeds this many times its best; 'never' to go on."
              + " Default: ${DEFAULT-VALUE}")
  private String stop = "4";

  @Option(
      names = "--smoothing",
      paramLabel = "X",
      defaultValue = "0.98",
      description = "Weight of the past in the smoothed loss. Default: ${DEFAULT-VALUE}")
  private double smoothing;

  /** Weight of the past in the smoothed loss. */
  double smoothing() {
    return smoothing;
  }

  /**
   * The test of a length.
   *
   * @throws IllegalArgumentException if an option is out of range
   */
  RangeTest test(int length, Optimizer optimizer) {
    double last = end == null ? RangeTest.defaultEnd(optimizer) : end;
    RangeTest standard =
        ramp == Ramp.LINEAR
            ? RangeTest.linear(start, last, length)
            : RangeTest.exponential(start, last, length);
    return standard.withStopFactor(stopFactor()).withSmoothing(smoothing);
  }

  /** Times its best the smoothed loss may reach; infinite for 'never'. */
  double stopFactor() {
    if (stop.equals("never")) {
      return Double.POSITIVE_INFINITY;
    }
    try {
      return Double.parseDouble(stop);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "The stop factor '" + stop + "' must be a number above 1, or never.", e);
    }
  }
}
