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
  SGD(0.01, 0.9),

  /** SGD with Nesterov's momentum, {@code w -= lr (g + mu v)}; L2 weight decay (Sutskever 2013). */
  NESTEROV(0.01, 0.9),

  /**
   * Rates that fall with the gradients seen, {@code s += g^2; w -= lr g / sqrt(s)}; no momentum; L2
   * weight decay (Duchi, Hazan and Singer 2011).
   */
  ADAGRAD(0.01, 0),

  /**
   * Gradients over the root of their mean square (smoothing .99, epsilon 1e-8), with momentum
   * {@code v = mu v + g / sqrt(s); w -= lr v}; L2 weight decay (Tieleman and Hinton 2012).
   */
  RMSPROP(0.01, 0),

  /** Adadelta with rho .9 and epsilon 1e-6; no momentum; L2 weight decay (Zeiler 2012). */
  ADADELTA(1, 0),

  /** Adam with beta2 .999 and epsilon 1e-8; L2 weight decay (Kingma and Ba 2015, algorithm 1). */
  ADAM(0.001, 0.9),

  /** Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2). */
  ADAMW(0.001, 0.9),

  /** Adam with Nesterov's momentum and momentum decay 4e-3; L2 weight decay (Dozat 2016). */
  NADAM(0.002, 0.9),

  /**
   * SGD with momentum and a rate adapted for each tensor, trust coefficient .001; L2 weight decay
   * (You, Gitman and Ginsburg 2017).
   */
  LARS(1, 0.9),

  /**
   * Adam with decoupled weight decay and a rate adapted for each tensor; epsilon 1e-6 (You et al.
   * 2020, algorithm 2).
   */
  LAMB(0.001, 0.9);

  private final double defaultLearningRate;
  private final double defaultMomentum;

  Optimizer(double defaultLearningRate, double defaultMomentum) {
    this.defaultLearningRate = defaultLearningRate;
    this.defaultMomentum = defaultMomentum;
  }

  /**
   * The customary learning rate where nothing is known: PyTorch's defaults, with .01 for SGD, where
   * it has .001, and for LAMB that of Adam. For LARS it is 1, at which an update moves no matrix by
   * more than a thousandth of its norm before momentum; there is no custom, published rates run
   * from 1 to 30 and grow with the batch.
   */
  public double defaultLearningRate() {
    return defaultLearningRate;
  }

  /**
   * The customary constant momentum, or beta1 for the Adam family; no unit. 0 where the customary
   * form has none.
   */
  public double defaultMomentum() {
    return defaultMomentum;
  }

  /** Whether there is a momentum at all; where there is none, its value has no effect. */
  public boolean hasMomentum() {
    return this != ADAGRAD && this != ADADELTA;
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
