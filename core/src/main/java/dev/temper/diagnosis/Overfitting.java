package dev.temper.diagnosis;

import java.util.Optional;

/** The validation loss has passed its lowest point and rises while training goes on improving. */
final class Overfitting implements Sign {

  /** The rise in shares of the lowest validation loss. */
  private static final double RISE = 0.08;

  /** And in shares of the scale: less is not to be seen in a drawing. */
  private static final double SEEN = 0.015;

  /** And in deviations of its noise. */
  private static final double NOISE = 2.5;

  private static final double PASSED = 0.8;

  /** What training must have changed by where validation never was lower than before it. */
  private static final double LEARNT = -0.1;

  /** What the accuracy has lost since its best. */
  private static final double LOST_ACCURACY = 0.02;

  /** By which the noise of a mean of three is less. */
  private static final double ROOT_OF_3 = Math.sqrt(3);

  private static final int FEWEST = 5;

  private static Optional<Finding> inAccuracy(Reading reading) {
    double[] accuracy = reading.validation.smoothedAccuracy();
    int count = accuracy.length;
    if (count < FEWEST) {
      return Optional.empty();
    }
    int best = 0;
    for (int i = 1; i < count; i++) {
      best = accuracy[i] > accuracy[best] ? i : best;
    }
    double lost = accuracy[best] - Reading.mean(accuracy, Math.max(best, count - 3), count);
    double noise = Reading.deviation(reading.validation.accuracy, count / 2, count, 2) / ROOT_OF_3;
    double trainingThen = reading.around(reading.validation.accuracyIteration[best]);
    double confidence =
        Certainty.all(
            Certainty.beyond(lost, LOST_ACCURACY, 0.009),
            Certainty.beyond(lost / noise, NOISE, 0.9),
            Certainty.beyond((best + 1.0) / count, PASSED, -0.05),
            Certainty.beyond((reading.end - trainingThen) / reading.scale, -0.02, -0.025),
            Certainty.beyond(reading.unrest(), Underfitting.CALM, -0.4));
    if (!(confidence > 0)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Symptom.OVERFITTING.code(),
            confidence,
            Math.min(reading.validation.accuracyIteration[best], reading.last()),
            reading.last(),
            Words.say(
                "The validation accuracy was highest at iteration %d with %s and has lost %s since,"
                    + " while the training loss fell from %s to %s.",
                reading.validation.accuracyIteration[best],
                Words.percent(accuracy[best]),
                Words.percent(lost),
                Words.number(trainingThen),
                Words.number(reading.end)),
            advice(reading.validation.accuracyIteration[best])));
  }

  private static String advice(long iteration) {
    return Words.say(
        "Multiply the weight decay by 3 to 10, or add dropout or augmentation; else end at"
            + " iteration %d.",
        iteration);
  }

  @Override
  public Optional<Finding> read(Reading reading) {
    Validation validation = reading.validation;
    int count = validation.loss.length;
    if (count < FEWEST) {
      return inAccuracy(reading);
    }
    int lowest = validation.lowest();
    // What a network learns of few examples may do harm from the first evaluation on.
    boolean atOnce = reading.absolute && reading.first < validation.loss[lowest];
    double least = atOnce ? reading.first : validation.loss[lowest];
    double end = Reading.mean(validation.loss, Math.max(lowest, count - 3), count);
    double rise = end - least;
    double noise = Reading.deviation(validation.loss, count / 2, count, 2);
    double trainingThen = atOnce ? reading.first : reading.around(validation.iteration[lowest]);
    double confidence =
        Certainty.all(
            Certainty.beyond(
                Math.log(rise / (reading.absolute ? Math.abs(least) : reading.scale) / RISE),
                0,
                0.4),
            Certainty.beyond(rise / reading.scale, SEEN, 0.005),
            Certainty.beyond(rise / noise, NOISE, 0.9),
            Certainty.beyond(atOnce ? 0 : (lowest + 1.0) / count, PASSED, -0.05),
            Certainty.beyond(
                (reading.end - trainingThen) / reading.scale, atOnce ? LEARNT : 0.02, -0.025));
    if (!(confidence > 0)) {
      return Optional.empty();
    }
    long then = Math.min(validation.iteration[lowest], reading.last());
    return Optional.of(
        new Finding(
            Symptom.OVERFITTING.code(),
            confidence,
            atOnce ? reading.iteration[0] : then,
            reading.last(),
            Words.say(
                "The validation loss was lowest %s with %s and is %s at the end, while the training"
                    + " loss fell from %s to %s.",
                atOnce ? "before training" : "at iteration " + validation.iteration[lowest],
                Words.number(least),
                Words.number(end),
                Words.number(trainingThen),
                Words.number(reading.end)),
            atOnce
                ? "Multiply the weight decay by 10, or add dropout, augmentation or data."
                : advice(validation.iteration[lowest])));
  }
}
