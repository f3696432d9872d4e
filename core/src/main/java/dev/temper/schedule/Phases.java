package dev.temper.schedule;

import java.util.ArrayList;
import java.util.List;

/**
 * A curve of successive phases, each from the value where the last one ended to a new one.
 *
 * <p>Ends are in iterations and need not be whole: PyTorch's phases end at fractions.
 */
final class Phases implements Curve {

  private record Phase(double end, double to, Interpolation interpolation) {}

  private final double first;
  private final List<Phase> phases;

  private Phases(double first, List<Phase> phases) {
    this.first = first;
    this.phases = phases;
  }

  /** A curve that starts, and so far stays, at a value. */
  static Phases from(double first) {
    return new Phases(first, List.of());
  }

  /** This curve and then a phase to {@code to}, reached at iteration {@code end}. */
  Phases to(double to, double end, Interpolation interpolation) {
    List<Phase> longer = new ArrayList<>(phases);
    longer.add(new Phase(end, to, interpolation));
    return new Phases(first, List.copyOf(longer));
  }

  @Override
  public double at(long iteration) {
    double it = Math.max(0, iteration);
    double from = first;
    double start = 0;
    for (Phase phase : phases) {
      if (it < phase.end) {
        double position = (it - start) / (phase.end - start);
        return phase.interpolation.between(from, phase.to, position);
      }
      from = phase.to;
      start = phase.end;
    }
    return from;
  }
}
