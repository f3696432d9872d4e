package dev.temper.diagnosis;

import java.util.Optional;

/** The loss has hardly moved, or still falls in nearly a straight line. */
final class SlowProgress implements Sign {

  /** Share of the scale that a run of the right rate has covered by its end. */
  private static final double PROGRESS = 0.45;

  /** Share of the fall that is done in the first quarter: a quarter, if it is a straight line. */
  private static final double SOON = 0.75;

  @Override
  public Optional<Finding> read(Reading reading) {
    double fall = reading.first - reading.end;
    double progress = fall / reading.scale;
    double soon = (reading.first - reading.level(0.22, 0.28)) / fall;
    boolean still = reading.isStill();
    if (still
        ? reading.maxRate() > PrematurePlateau.LARGE_RATE
        : reading.heldBack() > Underfitting.HELD_BACK) {
      return Optional.empty();
    }
    double confidence =
        still
            ? 0.9
            : Certainty.all(
                Certainty.beyond(progress, PROGRESS, -0.1),
                Certainty.beyond(soon, SOON, -0.1),
                Certainty.beyond(reading.unrest(), Underfitting.CALM, -0.4));
    if (!reading.absolute && !still) {
      // Without a distance to a perfect fit: only a fall in a straight line.
      confidence = Certainty.beyond(soon, 0.4, -0.06);
    }
    if (!(confidence > 0) || (!still && !reading.isFalling() && !reading.isAnnealed())) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Symptom.TOO_SLOW.code(),
            confidence,
            reading.iteration[0],
            reading.last(),
            still
                ? Words.say(
                    "The training loss moved from %s to %s in %d iterations%s.",
                    Words.number(reading.first),
                    Words.number(reading.end),
                    reading.last() + 1,
                    Math.abs(fall) <= reading.noise ? ", no further than its noise" : "")
                : Words.say(
                    "The training loss fell from %s to %s by iteration %d, %s of it in the first"
                        + " quarter, and is still falling.",
                    Words.number(reading.first),
                    Words.number(reading.end),
                    reading.last(),
                    Words.percent(soon)),
            Words.raiseRate(reading, still || progress < 0.1 ? 10 : 3)));
  }
}
