package dev.temper.training;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The update rules an engine offers, each in its standard form with the learning rate outside the
 * momentum buffer.
 */
public enum Optimizer {
  /**
   * Stochastic gradient descent with momentum, {@code v = mu v + g; w -= lr v}; L2 weight decay.
   */
  SGD(0.9),

  /** SGD with Nesterov's momentum, {@code w -= lr (g + mu v)}; L2 weight decay (Sutskever 2013). */
  NESTEROV(0.9),

  /** Adam with beta2 .999 and epsilon 1e-8; L2 weight decay (Kingma and Ba 2015, algorithm 1). */
  ADAM(0.9),

  /** Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2). */
  ADAMW(0.9);

  private final double defaultMomentum;

  Optimizer(double defaultMomentum) {
    this.defaultMomentum = defaultMomentum;
  }

  /** The customary constant momentum, or beta1 for the Adam family; no unit. */
  public double defaultMomentum() {
    return defaultMomentum;
  }

  /** The name used on the command line and in reports: lower case, as in {@code adamw}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The optimizer of the given {@linkplain #label() name}, in any case.
   *
   * @throws IllegalArgumentException if there is none of that name; the message lists all
   */
  public static Optimizer named(String name) {
    for (Optimizer optimizer : values()) {
      if (optimizer.label().equalsIgnoreCase(name)) {
        return optimizer;
      }
    }
    throw new IllegalArgumentException(
        "There is no optimizer '"
            + name
            + "'. Accepted: "
            + Arrays.stream(values()).map(Optimizer::label).collect(Collectors.joining(", "))
            + ".");
  }
}
