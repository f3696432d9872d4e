package dev.temper.rangetest;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The ways to read a learning rate off a range test.
 *
 * <p>Each rule answers with a rate inside the recorded range or refuses with a reason. {@link
 * #MINIMUM}, {@link #VALLEY}, {@link #STEEPEST} and {@link #SLIDE} read the smoothed training loss
 * without its burn-in and its last five points.
 */
public enum Rule {
  /**
   * The maximum rate of the 1cycle run that follows: from the centre of the valley of the loss, the
   * speed of the ramp and the optimizer where it is known.
   */
  TEMPER,

  /** The rate at the smallest smoothed loss, divided by 10 (fastai's {@code minimum}). */
  MINIMUM,

  /**
   * The largest rate at which training still converges: the validation loss has not begun its rise
   * and the accuracy is at its peak (Smith 2018, section 4.1). Needs evaluations along the ramp.
   */
  SMITH,

  /** The middle of the longest valley of the loss (fastai's default). */
  VALLEY,

  /** Where the loss falls fastest per factor in the rate: least d loss / d ln(rate). */
  STEEPEST,

  /** From the right, where the slopes at the two ends of a sliding interval become alike. */
  SLIDE;

  /** The rule asked where none is named. */
  public static final Rule DEFAULT = TEMPER;

  Suggestion read(RangeCurve curve) {
    return switch (this) {
      case TEMPER -> TemperRule.read(curve);
      case MINIMUM -> MinimumRule.read(curve);
      case SMITH -> SmithRule.read(curve);
      case VALLEY -> ValleyRule.read(curve);
      case STEEPEST -> SteepestRule.read(curve);
      case SLIDE -> SlideRule.read(curve);
    };
  }

  /** The name used on the command line and in reports, in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The rule of the given {@linkplain #label() name}, in any case.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static Rule named(String name) {
    for (Rule rule : values()) {
      if (rule.label().equalsIgnoreCase(name)) {
        return rule;
      }
    }
    throw new IllegalArgumentException(
        "There is no rule '"
            + name
            + "'. Accepted: "
            + Arrays.stream(values()).map(Rule::label).collect(Collectors.joining(", "))
            + ".");
  }
}
