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
  private static final double SHARE_OF_SCALE = 0.02;

  /** And in shares of its level. */
  private static final double SHARE_OF_LEVEL = 0.07;

  @Override
  public Optional<Finding> read(Reading reading) {
    double swing = reading.swing;
    double confidence =
        Certainty.all(
            Certainty.beyond(Math.log(swing / (SHARE_OF_SCALE * reading.scale)), 0, 0.3),
            Certainty.beyond(Math.log(swing / (SHARE_OF_LEVEL * reading.levelForSwing())), 0, 0.3));
    if (!(confidence >= 0.5)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Symptom.OSCILLATING.code(),
            confidence,
            reading.at(0.5),
            reading.last(),
            Words.say(
                "From iteration %d on the loss swings by %s about its trend at a level of %s.",
                reading.at(0.5), Words.number(swing), Words.number(reading.levelForSwing())),
            Words.lowerRate(reading, 3)));
  }
}
