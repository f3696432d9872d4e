package dev.temper.dynamics;

import dev.temper.schedule.Curve;
import dev.temper.training.Optimizer;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Panels that differ in one thing.
 *
 * @param name of its files, in lower case
 * @param title what the panels differ in, and what they share
 * @param panels 1 or more
 * @param rateChanges whether the learning rate changes in the course of the runs, so that its curve
 *     is worth showing
 */
public record PanelGroup(String name, String title, List<Panel> panels, boolean rateChanges) {

  private static final double RATE = 0.01;

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if it is empty
   */
  public PanelGroup {
    panels = List.copyOf(panels);
    if (panels.isEmpty()) {
      throw new IllegalArgumentException(
          "The panels (0) of the group '" + name + "' must be 1 or more.");
    }
  }

  /** The five groups of the classic pictures, in their order. */
  public static List<PanelGroup> classic() {
    return List.of(learningRates(), momenta(), decays(), patiences(), optimizers());
  }

  /** Constant rates 1, 0.1 and so on to 1e-7. */
  static PanelGroup learningRates() {
    return new PanelGroup(
        "learning-rate",
        "Learning rate, SGD without momentum",
        IntStream.range(0, 8)
            .mapToObj(k -> Math.pow(10, -k))
            .map(rate -> Panel.sgd("rate " + figure(rate), Curve.constant(rate)))
            .toList(),
        false);
  }

  static PanelGroup momenta() {
    return new PanelGroup(
        "momentum",
        "Momentum, SGD at the rate 0.01",
        List.of(0.0, 0.5, 0.9, 0.99).stream()
            .map(
                momentum ->
                    Panel.of(
                        "momentum " + figure(momentum),
                        Optimizer.SGD,
                        Curve.constant(RATE),
                        momentum))
            .toList(),
        false);
  }

  /** Rates that fall at every update, as Keras's early optimizers let them. */
  static PanelGroup decays() {
    return new PanelGroup(
        "decay",
        "Time-based decay at every update, SGD from the rate 0.01",
        List.of(1e-1, 1e-2, 1e-3, 1e-4).stream()
            .map(decay -> Panel.sgd("decay " + figure(decay), Curve.timeBased(RATE, decay)))
            .toList(),
        true);
  }

  /** Rates that fall by 10 when the validation loss has not improved at all for some epochs. */
  static PanelGroup patiences() {
    return new PanelGroup(
        "patience",
        "Patience of a plateau in epochs, SGD from the rate 0.01, factor 0.1",
        List.of(2L, 5L, 10L, 15L).stream()
            .map(
                patience ->
                    Panel.sgd(
                        "patience " + patience,
                        Curve.plateau(RATE).withPatience(patience).withThreshold(0, false)))
            .toList(),
        true);
  }

  /** At the rates that were the defaults of Keras when these pictures became known. */
  static PanelGroup optimizers() {
    return new PanelGroup(
        "optimizer",
        "Optimizer, each at its default rate",
        List.of(
            Panel.sgd("SGD, rate 0.01", Curve.constant(RATE)),
            Panel.of("RMSprop, rate 0.001", Optimizer.RMSPROP, Curve.constant(0.001), 0),
            Panel.of("Adagrad, rate 0.01", Optimizer.ADAGRAD, Curve.constant(RATE), 0),
            Panel.of("Adam, rate 0.001", Optimizer.ADAM, Curve.constant(0.001), 0.9)),
        false);
  }

  /** A value as people write it: 0.01, 1e-05. */
  private static String figure(double value) {
    return value == 0 || value >= 1e-3
        ? String.format(Locale.ROOT, "%s", (float) value).replaceAll("\\.0$", "")
        : String.format(Locale.ROOT, "%.0e", value);
  }
}
