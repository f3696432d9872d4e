package dev.temper.schedule;

/** How a value moves from one end of a phase to the other. */
public enum Interpolation {
  /** In a straight line. */
  LINEAR {
    @Override
    double blend(double position) {
      return position;
    }
  },

  /** Along half a cosine: flat at both ends, steep in the middle. */
  COSINE {
    @Override
    double blend(double position) {
      return (1 - Math.cos(Math.PI * position)) / 2;
    }
  };

  abstract double blend(double position);

  /**
   * The value at a position between two ends.
   *
   * @param from the value at position 0 and before
   * @param to the value at position 1 and after
   * @param position how far along, 0 to 1
   */
  public double between(double from, double to, double position) {
    if (position <= 0) {
      return from;
    }
    return position >= 1 ? to : from + (to - from) * blend(position);
  }
}
