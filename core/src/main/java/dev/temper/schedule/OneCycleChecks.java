package dev.temper.schedule;

/** The conditions all forms of {@link OneCycle} share. */
final class OneCycleChecks {

  private OneCycleChecks() {}

  static void check(
      long iterations,
      double maxLearningRate,
      double minLearningRate,
      double maxMomentum,
      double minMomentum,
      double weightDecay) {
    if (iterations < 2) {
      throw new IllegalArgumentException(
          "A cycle takes 2 iterations or more, not (" + iterations + ").");
    }
    if (!(maxLearningRate > 0) || maxLearningRate == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "The maximum learning rate (" + maxLearningRate + ") must be finite and above 0.");
    }
    if (!(minLearningRate > 0 && minLearningRate <= maxLearningRate)) {
      throw new IllegalArgumentException(
          "The minimum learning rate ("
              + minLearningRate
              + ") must be above 0 and at most the maximum ("
              + maxLearningRate
              + ").");
    }
    if (!(minMomentum >= 0 && minMomentum <= maxMomentum && maxMomentum < 1)) {
      throw new IllegalArgumentException(
          "The momentum range ("
              + minMomentum
              + " to "
              + maxMomentum
              + ") must lie in 0 to below 1, the minimum first.");
    }
    if (!(weightDecay >= 0) || weightDecay == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "The weight decay (" + weightDecay + ") must be finite and 0 or more.");
    }
  }

  static void checkShare(String name, double value) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException(
          "The " + name + " (" + value + ") must be above 0 and below 1.");
    }
  }

  static void checkFinal(double finalLearningRate, double maxLearningRate) {
    if (!(finalLearningRate > 0 && finalLearningRate <= maxLearningRate)) {
      throw new IllegalArgumentException(
          "The final learning rate ("
              + finalLearningRate
              + ") must be above 0 and at most the maximum ("
              + maxLearningRate
              + ").");
    }
  }
}
