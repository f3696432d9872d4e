package dev.temper.rateestimate;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which weights an estimate of the optimal learning rate compares. */
public enum EstimateForm {
  /**
   * Three successive ones of the run itself (Smith and Topin 2017, section 4). Each move comes from
   * a batch of its own, and where the noise of the batches outweighs the curvature the ratio is a
   * constant, 1/sqrt 2 for independent moves: the estimate then only echoes the current rate.
   * Momentum makes successive moves alike and inflates it.
   */
  PAPER,

  /**
   * Those before and after two probing steps without momentum and weight decay, on the same batch
   * and with the same random draws, which are then undone. Exact along the gradient of a quadratic
   * loss.
   */
  CLEAN;

  /** The name used on the command line and in reports, in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The form of the given {@linkplain #label() name}, in any case.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static EstimateForm named(String name) {
    for (EstimateForm form : values()) {
      if (form.label().equalsIgnoreCase(name)) {
        return form;
      }
    }
    throw new IllegalArgumentException(
        "There is no form of the estimate '"
            + name
            + "'. Accepted: "
            + Arrays.stream(values()).map(EstimateForm::label).collect(Collectors.joining(", "))
            + ".");
  }
}
