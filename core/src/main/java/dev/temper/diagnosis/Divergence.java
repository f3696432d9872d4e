package dev.temper.diagnosis;

import java.util.Optional;

/**
 * The loss is no longer finite, or has risen to more than four times its best, as a range test ends
 * (fastai), and is still there.
 */
final class Divergence implements Sign {

  /** Of its best block; of the lowest point, which lies below the mean of its block, about 4. */
  private static final double FACTOR = 3.3;

  /** A rise below this share of the scale is a matter of a loss near 0. */
  private static final double LEAST_RISE = 0.45;

  /** Where losses may be negative: the rise in shares of the span. */
  private static final double LEAST_RISE_IN_SPANS = 3;

  @Override
  public Optional<Finding> read(Reading reading) {
    if (reading.brokenAt >= 0) {
      long at = reading.iteration[reading.brokenAt];
      return finding(
          reading, 1, at, Words.say("The training loss is not finite at iteration %d.", at));
    }
    long broken = reading.validation.brokenAt;
    if (broken >= 0) {
      return finding(
          reading,
          1,
          broken,
          Words.say("The validation loss is infinite at iteration %d.", broken));
    }
    double end = reading.lowestOf(0.9);
    double rise = end - reading.best;
    double confidence =
        reading.absolute
            ? Certainty.all(
                Certainty.beyond(Math.log(end / (FACTOR * reading.best)), 0, 0.15),
                Certainty.beyond(rise / reading.scale, LEAST_RISE, 0.1))
            : Certainty.beyond(rise / reading.scale, LEAST_RISE_IN_SPANS, 0.5);
    if (!(confidence >= 0.5)) {
      return Optional.empty();
    }
    return finding(
        reading,
        confidence,
        reading.risenFrom(),
        Words.say(
            "The smoothed training loss rose from %s to %s and stayed there to iteration %d.",
            Words.number(reading.best), Words.number(end), reading.last()));
  }

  private static Optional<Finding> finding(
      Reading reading, double confidence, long from, String evidence) {
    return Optional.of(
        new Finding(
            Symptom.DIVERGED.code(),
            confidence,
            from,
            Math.max(from, reading.last()),
            evidence,
            Words.lowerRate(reading, 10)));
  }
}
