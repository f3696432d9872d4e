package dev.temper.diagnosis;

import java.util.Optional;

/** The loss moved sharply at first, then stayed at a poor level, restless. */
final class PrematurePlateau implements Sign {

  /** A poor level, in shares of the first loss. */
  private static final double POOR = 0.35;

  /** And after an unrest that leaves no doubt of the rate. */
  private static final double POOR_AFTER_UNREST = 0.32;

  /** A loss that never moved is no matter of too small a rate above this one. */
  static final double LARGE_RATE = 0.1;

  private static final double UNREST_WITHOUT_DOUBT = 2;

  /** A fall in the second half beyond this share of the scale is no plateau. */
  private static final double FALL = 0.05;

  @Override
  public Optional<Finding> read(Reading reading) {
    double late = reading.middle(0.8, 1);
    // Above the first loss nothing is gained by a fall.
    double before = Math.min(reading.scale, reading.middle(0.5, 0.75));
    double fall = (before - Math.min(reading.scale, late)) / reading.scale;
    double level = Math.min(reading.end, late);
    double unrest = reading.unrest();
    double poor = unrest > UNREST_WITHOUT_DOUBT ? POOR_AFTER_UNREST : POOR;
    double confidence =
        Certainty.all(
            Certainty.beyond(level / reading.scale, poor, 0.09),
            Certainty.beyond(fall, FALL, -0.02),
            Certainty.beyond(unrest, 1, 0.4));
    boolean unmoved = reading.isStill() && !(reading.maxRate() > LARGE_RATE);
    if (!reading.absolute || unmoved || !(confidence > 0)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Symptom.PREMATURE_PLATEAU.code(),
            confidence,
            reading.at(0.5),
            reading.last(),
            Words.say(
                "The training loss stays at %s from iteration %d on, %s of the first loss.",
                Words.number(reading.level(0.5, 1)),
                reading.at(0.5),
                Words.percent(reading.level(0.5, 1) / reading.first)),
            Words.lowerRate(reading, 3)));
  }
}
