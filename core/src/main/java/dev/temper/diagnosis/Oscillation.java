package dev.temper.diagnosis;

import java.util.Optional;

/**
 * The loss swings about its trend, further than sampling of the batches explains.
 *
 * <p>Validation always measures the same examples, so any swing of its loss is the weights'; but
 * where they fit the training data alone it may swing while training is calm, and counts as far as
 * the blocks of the training loss swing too. Without validation these count beyond what independent
 * batches with the loss's own noise from point to point would give.
 */
final class Oscillation implements Sign {

  /** Deviation of the detrended loss in shares of the scale. */
  private static final double SHARE_OF_SCALE = 0.025;

  /** The same where only batches were logged, whose sampling blurs it. */
  private static final double SHARE_OF_SCALE_IN_BATCHES = 0.035;

  /** And in shares of its level. */
  private static final double SHARE_OF_LEVEL = 0.042;

  private static final double SHARE_OF_LEVEL_IN_BATCHES = 0.1;

  /** Deviation of the accuracy, where the loss of validation was not measured. */
  private static final double ACCURACY = 0.0125;

  /** And with it of the blocks, in shares of the scale. */
  private static final double BLOCKS_BESIDE_ACCURACY = 0.022;

  /** Of all these thresholds, in logarithms. */
  private static final double WIDTH = 0.4;

  @Override
  public Optional<Finding> read(Reading reading) {
    double confidence = confidence(reading);
    if (!(confidence > 0)) {
      return Optional.empty();
    }
    long from = reading.at(reading.swingsFrom());
    return Optional.of(
        new Finding(
            Symptom.OSCILLATING.code(),
            confidence,
            from,
            reading.last(),
            Words.say(
                "From iteration %d on the loss swings by %s about its trend at a level of %s.",
                from,
                Words.number(reading.isSwingMeasured() ? reading.swing : reading.blockSwing()),
                Words.number(reading.levelForSwing())),
            Words.lowerRate(reading, 3)));
  }

  private static double confidence(Reading reading) {
    if (reading.isSwingMeasured()) {
      return beyond(reading, SHARE_OF_SCALE, SHARE_OF_LEVEL);
    }
    if (reading.isAccuracySwingMeasured()) {
      double blocks = reading.blockSwing() / reading.scale;
      return Certainty.all(
          Certainty.beyond(Math.log(reading.accuracySwing() / ACCURACY), 0, WIDTH),
          Certainty.beyond(Math.log(blocks / BLOCKS_BESIDE_ACCURACY), 0, WIDTH));
    }
    return beyond(reading, SHARE_OF_SCALE_IN_BATCHES, SHARE_OF_LEVEL_IN_BATCHES);
  }

  private static double beyond(Reading reading, double ofScale, double ofLevel) {
    return Certainty.all(
        Certainty.beyond(Math.log(reading.swing / (ofScale * reading.scale)), 0, WIDTH),
        Certainty.beyond(Math.log(reading.swing / (ofLevel * reading.levelForSwing())), 0, WIDTH));
  }
}
