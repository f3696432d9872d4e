package dev.temper.diagnosis;

import java.util.Arrays;
import java.util.Optional;

/**
 * The validation loss falls fast at first and is horizontal from then on (Smith 2018, section 4.1).
 */
final class GoodStart implements Sign {

  /** The share of the fall that is done in a quarter of the run. */
  private static final double SOON = 0.83;

  /** The rise after the lowest point, in shares of the fall. */
  private static final double RISE = 0.05;

  /** A level above this share of the first loss is no goal. */
  private static final double POOR = 0.45;

  /** Accuracies within this share of the best count as level with it. */
  private static final double LEVEL_ACCURACY = 0.97;

  /** And this share of the best is reached in a quarter of the run. */
  private static final double SOON_ACCURACY = 0.9;

  /** While the training loss has made this share of its fall. */
  private static final double SOON_IN_TRAINING = 0.8;

  /** An accuracy below is no goal. */
  private static final double POOR_ACCURACY = 0.5;

  private static final int FEWEST = 5;

  private static Optional<Finding> inAccuracy(Reading reading) {
    double[] accuracy = reading.validation.smoothedAccuracy();
    int count = accuracy.length;
    double best = Arrays.stream(accuracy).max().orElse(0);
    if (count < FEWEST || best < POOR_ACCURACY) {
      return Optional.empty();
    }
    int quarter = quarter(reading, reading.validation.accuracyIteration);
    double least = Arrays.stream(accuracy, quarter, count).min().orElseThrow();
    double end = Reading.mean(accuracy, (int) (0.8 * count), count);
    double soon = (reading.first - reading.level(0.22, 0.28)) / (reading.first - reading.end);
    if (soon < SOON_IN_TRAINING
        || end < LEVEL_ACCURACY * best
        || Math.max(accuracy[quarter], reading.validation.accuracy[quarter]) < SOON_ACCURACY * best
        || (reading.absolute && reading.end > POOR * reading.scale)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Symptom.GOOD_START.code(),
            0.8,
            reading.iteration[0],
            reading.last(),
            Words.say(
                "From iteration %d on the validation accuracy is horizontal, between %s and %s.",
                reading.validation.accuracyIteration[quarter],
                Words.percent(least),
                Words.percent(best)),
            "Keep the values."));
  }

  /** The first evaluation that a quarter of the run lies before. */
  private static int quarter(Reading reading, long[] at) {
    int quarter = 0;
    while (quarter < at.length - 1 && at[quarter] < 0.25 * (reading.last() + 1)) {
      quarter++;
    }
    return quarter;
  }

  @Override
  public Optional<Finding> read(Reading reading) {
    Validation validation = reading.validation;
    int count = validation.loss.length;
    if (count < FEWEST) {
      return inAccuracy(reading);
    }
    double lowest = validation.loss[validation.lowest()];
    double range = reading.first - lowest;
    int quarter = quarter(reading, validation.iteration);
    double soon = (reading.first - validation.loss[quarter]) / range;
    double rise = (Reading.mean(validation.loss, (int) (0.8 * count), count) - lowest) / range;
    double confidence =
        Certainty.all(
            Certainty.beyond(soon, SOON, 0.04),
            Certainty.beyond(rise, RISE, -0.013),
            reading.absolute ? Certainty.beyond(lowest / reading.scale, POOR, -0.065) : 0.7);
    if (!(range > 0) || !(confidence >= 0.5)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Symptom.GOOD_START.code(),
            confidence,
            reading.iteration[0],
            reading.last(),
            Words.say(
                "By iteration %d the validation loss had made %s of its fall and is horizontal from"
                    + " there on, at %s.",
                validation.iteration[quarter],
                Words.percent(soon),
                Words.number(validation.loss[count - 1])),
            "Keep the values."));
  }
}
