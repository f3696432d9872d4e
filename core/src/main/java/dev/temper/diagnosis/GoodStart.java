package dev.temper.diagnosis;

import java.util.Optional;

/**
 * The validation loss falls fast at first and is horizontal from then on (Smith 2018, section 4.1).
 */
final class GoodStart implements Sign {

  /** The share of the fall that is done in a quarter of the run. */
  private static final double SOON = 0.83;

  private static final double RISE = 0.05;
  private static final double POOR = 0.45;

  @Override
  public Optional<Finding> read(Reading reading) {
    Validation validation = reading.validation;
    int count = validation.loss.length;
    if (count < 5) {
      return Optional.empty();
    }
    double lowest = validation.loss[validation.lowest()];
    double range = reading.first - lowest;
    int quarter = 0;
    while (quarter < count - 1 && validation.iteration[quarter] < 0.25 * (reading.last() + 1)) {
      quarter++;
    }
    double soon = (reading.first - validation.loss[quarter]) / range;
    double rise = (Reading.mean(validation.loss, (int) (0.8 * count), count) - lowest) / range;
    double confidence =
        Certainty.all(
            Certainty.beyond(soon, SOON, 0.03),
            Certainty.beyond(rise, RISE, -0.01),
            reading.absolute ? Certainty.beyond(lowest / reading.scale, POOR, -0.05) : 0.7);
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
