package dev.temper.report.study;

import dev.temper.report.Chart.Axis;
import dev.temper.report.sketch.Scale;
import dev.temper.report.sketch.Tick;
import dev.temper.statistics.Fence;
import dev.temper.study.Direction;
import java.util.Arrays;
import java.util.List;

/**
 * Where values of an objective stand on an axis, the same in all charts of a study.
 *
 * <p>The scale is logarithmic where all values are above 0 and the highest is so many times the
 * lowest. It ends at the {@linkplain Fence fence} on the bad side: what lies beyond would press all
 * others together, and stands at the end.
 */
final class ObjectiveScale {

  /** From such a factor between the values on the scale is logarithmic. */
  private static final double FACTOR = 10;

  /** An end is cut off only if that makes the scale shorter by this share. */
  private static final double WORTH_CUTTING = 0.25;

  /** Where a mark without a value stands, beyond the end of the scale. */
  private static final double BEYOND = 0.05;

  private final String name;
  private final Direction direction;
  private final Scale scale;
  private final boolean cut;

  private ObjectiveScale(String name, Direction direction, Scale scale, boolean cut) {
    this.name = name;
    this.direction = direction;
    this.scale = scale;
    this.cut = cut;
  }

  /**
   * A scale.
   *
   * @param values that stand on it; those that are not finite do not count
   */
  static ObjectiveScale of(String name, Direction direction, double[] values) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    if (finite.length == 0) {
      return new ObjectiveScale(name, direction, Scale.linear(0, 1), false);
    }
    double low = Arrays.stream(finite).min().orElseThrow();
    double high = Arrays.stream(finite).max().orElseThrow();
    boolean logarithmic = low > 0 && high / low >= FACTOR;
    double[] bad =
        Arrays.stream(finite)
            .map(value -> logarithmic ? Math.log(value) : value)
            .map(direction::lowerIsBetter)
            .toArray();
    double best = Arrays.stream(bad).min().orElseThrow();
    double worst = Arrays.stream(bad).max().orElseThrow();
    double fence = Fence.above(bad);
    boolean cut = worst / 2 - best / 2 > (fence / 2 - best / 2) / (1 - WORTH_CUTTING);
    if (cut) {
      double end = direction.lowerIsBetter(fence);
      double value = logarithmic ? Math.exp(end) : end;
      low = direction == Direction.MAXIMIZE ? value : low;
      high = direction == Direction.MINIMIZE ? value : high;
    }
    return new ObjectiveScale(name, direction, new Scale(low, high, logarithmic), cut);
  }

  /** The name of the axis. */
  String label() {
    return scale.logarithmic() ? name + " (log)" : name;
  }

  /** Whether values beyond the bad end stand at it. */
  boolean isCut() {
    return cut;
  }

  /** The scale as an axis, with some room at both ends. */
  Axis axis() {
    double low = scale.low();
    double high = scale.high();
    if (scale.logarithmic()) {
      double room = Math.pow(high / low, BEYOND);
      return Axis.logarithmic(name).over(low / room, high * room);
    }
    double room = high > low ? BEYOND * (high - low) : 1;
    return Axis.linear(name).over(low - room, high + room);
  }

  /** From 0 for the lowest value to 1 for the highest; what is beyond an end stands at it. */
  double place(double value) {
    if (scale.logarithmic() && value <= 0) {
      return 0;
    }
    return Math.max(0, Math.min(1, scale.place(value)));
  }

  /** From 0 for the worst value shown to 1 for the best. */
  double quality(double value) {
    double place = place(value);
    return direction == Direction.MINIMIZE ? 1 - place : place;
  }

  /** Where a trial stands that has no value: beyond the bad end. */
  double badPlace() {
    return direction == Direction.MINIMIZE ? 1 + BEYOND : -BEYOND;
  }

  /** The end of the scale at which the best values are: 0 or 1. */
  int bestEnd() {
    return direction == Direction.MINIMIZE ? 0 : 1;
  }

  List<Tick> ticks(int most) {
    return scale.ticks(most);
  }
}
