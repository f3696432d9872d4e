package dev.temper.rangetest;

/** How the learning rate rises in a range test. */
public enum Ramp {
  /** By equal steps: {@code start + (end - start) * it / (n - 1)} (Smith 2017, section 3.3). */
  LINEAR {
    @Override
    double at(double start, double end, double position) {
      return start + (end - start) * position;
    }
  },

  /** By equal factors: {@code start * (end / start)^(it / (n - 1))}, as fastai does. */
  EXPONENTIAL {
    @Override
    double at(double start, double end, double position) {
      return start * Math.pow(end / start, position);
    }
  };

  abstract double at(double start, double end, double position);
}
