package dev.temper.report;

import dev.temper.report.Chart.Axis;
import java.util.Arrays;

/** What the axes of losses and rates show. */
final class Scales {

  /**
   * Losses above this many times the first smoothed one are cut off: the blow-up dwarfs the rest.
   */
  static final double BLOW_UP = 1.6;

  /** Room beyond the lowest and the highest point of a logarithmic axis, as a factor. */
  static final double EDGE = 1.15;

  private Scales() {}

  /** A logarithmic axis of whole decades, 1 or more, that shows all of the values above 0. */
  static Axis decades(String label, double[]... values) {
    double[] all =
        Arrays.stream(values)
            .flatMapToDouble(Arrays::stream)
            .filter(value -> value > 0 && Double.isFinite(value))
            .sorted()
            .toArray();
    double low = all.length == 0 ? 0 : Math.floor(Math.log10(all[0]));
    double high = all.length == 0 ? 0 : Math.ceil(Math.log10(all[all.length - 1]));
    return Axis.logarithmic(label)
        .over(Math.pow(10, low) / EDGE, Math.pow(10, Math.max(low + 1, high)) * EDGE);
  }

  /** The values with NaN for those that a logarithmic axis cannot show. */
  static double[] positive(double[] values) {
    return Arrays.stream(values).map(value -> value > 0 ? value : Double.NaN).toArray();
  }
}
