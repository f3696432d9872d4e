package dev.temper.diagnosis;

import java.util.Optional;

/** Validation is hardly worse than training, and both are poor. */
final class Underfitting implements Sign {

  /** A poor level, in shares of the first loss, while the loss still falls. */
  private static final double POOR_FALLING = 0.17;

  /** The same where validation measured accuracy alone, so that there may be a gap. */
  private static final double POOR_FALLING_WITHOUT_GAP = 0.2;

  /** And where it is flat, or falls with the rate: noise in the data can leave as much. */
  private static final double POOR_FLAT = 0.45;

  /** What the loss falls by, in shares of the first one, where it is not flat. */
  private static final double FALL = 0.02;

  /** And by this much since the first quarter. */
  private static final double FALL_SINCE_A_QUARTER = 0.15;

  /** Validation less training, in shares of the first loss. */
  private static final double GAP = 0.12;

  /** Unrest above this one is the rate's. */
  private static final double STEADY = 1.2;

  /** Above this one without doubt. */
  static final double CALM = 2;

  /** Training above validation by this share of the first loss: dropout holds training back. */
  static final double HELD_BACK = 0.07;

  @Override
  public Optional<Finding> read(Reading reading) {
    Validation validation = reading.validation;
    int measured = validation.loss.length;
    if ((measured == 0 && validation.accuracy.length == 0) || !reading.absolute) {
      return Optional.empty();
    }
    double held = measured == 0 ? reading.end : validation.loss[measured - 1];
    double gap = (held - reading.end) / reading.scale;
    double late = (reading.level(0.22, 0.28) - reading.end) / reading.scale;
    double now = (reading.level(0.5, 0.75) - reading.level(0.75, 1)) / reading.scale;
    boolean falls = now > FALL && late > FALL_SINCE_A_QUARTER && !reading.isAnnealed();
    boolean flat = !falls && gap > -HELD_BACK;
    double poor = flat ? POOR_FLAT : measured == 0 ? POOR_FALLING_WITHOUT_GAP : POOR_FALLING;
    double confidence =
        Certainty.all(
            Certainty.beyond(Math.min(held, reading.end) / reading.scale, poor, 0.065),
            Certainty.beyond(gap, GAP, -0.04),
            Certainty.beyond(reading.unrest(), STEADY, -0.3));
    if (!(confidence > 0)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Symptom.UNDERFITTING.code(),
            confidence,
            reading.at(0.75),
            reading.last(),
            Words.say(
                "At iteration %d the training loss is %s, %s of the first one, and the validation"
                    + " loss %s.",
                reading.last(),
                Words.number(reading.end),
                Words.percent(reading.end / reading.first),
                Words.number(held)),
            reading.isFalling(FALL)
                ? "Train longer, about 3 times the iterations."
                : "Divide the weight decay by 10 or halve the dropout; if there is none, take a"
                    + " larger network."));
  }
}
