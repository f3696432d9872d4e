package dev.temper.diagnosis;

import java.util.Optional;

/**
 * The loss swings about its trend, further than sampling of the batches explains.
 *
 * <p>Validation always measures the same examples, so any swing of its loss is the weights'; the
 * swing of training blocks counts beyond what independent batches with the loss's own noise from
 * point to point would give.
 */
final class Oscillation implements Sign {

  /** Deviation of the detrended loss in shares of the scale. */
  private static final double SHARE_OF_SCALE = 0.023;

  /** The same where only batches were logged, whose sampling blurs it. */
  private static final double SHARE_OF_SCALE_IN_BATCHES = 0.035;

  /** And in shares of its level. */
  private static final double SHARE_OF_LEVEL = 0.043;

  private static final double SHARE_OF_LEVEL_IN_BATCHES = 0.1;

  /** Deviation of the accuracy, where the loss of validation was not measured. */
  private static final double ACCURACY = 0.013;

  /** With it the batches differ by this share of the scale. */
  private static final double RESTLESSNESS = 0.085;

  /** And not by a few spikes alone: the deviation of the most, in shares of the scale. */
  private static final double NOISE = 0.045;

  private static double inAccuracy(Reading reading) {
    return Certainty.all(
        Certainty.beyond(Math.log(reading.accuracySwing() / ACCURACY), 0, 0.3),
        Certainty.beyond(Math.log(reading.noise / (NOISE * reading.scale)), 0, 0.3),
        Certainty.beyond(
            Math.log(reading.restlessness() / (RESTLESSNESS * reading.scale)), 0, 0.3));
  }

  @Override
  public Optional<Finding> read(Reading reading) {
    double swing = reading.swing;
    boolean measured = reading.isSwingMeasured();
    double ofScale = measured ? SHARE_OF_SCALE : SHARE_OF_SCALE_IN_BATCHES;
    double ofLevel = measured ? SHARE_OF_LEVEL : SHARE_OF_LEVEL_IN_BATCHES;
    double confidence =
        Certainty.all(
            Certainty.beyond(Math.log(swing / (ofScale * reading.scale)), 0, 0.3),
            Certainty.beyond(Math.log(swing / (ofLevel * reading.levelForSwing())), 0, 0.3));
    if (!measured) {
      confidence = Math.max(confidence, inAccuracy(reading));
    }
    if (!(confidence > 0)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Symptom.OSCILLATING.code(),
            confidence,
            reading.at(reading.swingsFrom()),
            reading.last(),
            Words.say(
                "From iteration %d on the loss swings by %s about its trend at a level of %s.",
                reading.at(reading.swingsFrom()),
                Words.number(swing),
                Words.number(reading.levelForSwing())),
            Words.lowerRate(reading, 3)));
  }
}
