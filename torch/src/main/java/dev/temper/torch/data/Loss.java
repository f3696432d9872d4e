package dev.temper.torch.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is minimized, and with it what labels are: classes, or numbers to come near to. */
public enum Loss {
  /**
   * MSE where all labels of a table are numbers and either one of them has a fraction or there are
   * too many different ones for classes; else CROSS_ENTROPY.
   */
  AUTO,

  /** Classification: every label is the name of a class; the loss is in nats. */
  CROSS_ENTROPY,

  /**
   * Regression: every label is a number. The loss is the mean squared error on targets that the
   * training split brings to mean 0 and deviation 1, so that 1 is what the best constant answer
   * gets.
   */
  MSE;

  /** The name used on the command line, as in {@code cross-entropy}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The loss of the given {@linkplain #label() name}, in any case.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static Loss named(String name) {
    return Arrays.stream(values())
        .filter(loss -> loss.label().equalsIgnoreCase(name) || loss.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no loss '"
                        + name
                        + "'. Accepted: "
                        + Arrays.stream(values()).map(Loss::label).collect(Collectors.joining(", "))
                        + "."));
  }
}
