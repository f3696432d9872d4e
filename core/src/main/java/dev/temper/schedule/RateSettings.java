package dev.temper.schedule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The learning rate of a kind by its settings' names.
 *
 * @param curve the rate
 * @param length iterations that show it whole; 1 or more
 */
record RateSettings(Curve curve, long length) {

  /** Where the rates that fall to a share of the first one end, if nothing else is said. */
  private static final double LAST_SHARE = 100;

  private static final String TIME_BASED_FORMULA = "lr / (1 + decay * iteration)";

  /**
   * The rate of a kind other than one cycle.
   *
   * @param iterations the length of the run, which is that of a decay where the settings do not say
   *     it
   */
  static RateSettings of(Settings settings, long iterations) {
    return switch (settings.kind()) {
      case LINEAR -> linear(settings, iterations);
      case EXPONENTIAL -> exponential(settings, iterations);
      case TIME_BASED -> timeBased(settings);
      case STEP -> step(settings);
      case MULTISTEP -> multistep(settings);
      case POLYNOMIAL -> polynomial(settings, iterations);
      case COSINE -> cosine(settings, iterations);
      case COSINE_WARM_RESTARTS -> warmRestarts(settings);
      case PLATEAU -> plateau(settings);
      case TRIANGULAR, TRIANGULAR2, EXP_RANGE -> cyclical(settings);
      case WARMUP -> warmUp(settings);
      case WARMUP_STABLE_DECAY -> stableDecay(settings, iterations);
      case PIECEWISE -> piecewise(settings);
      case FIXED, ONE_CYCLE -> new RateSettings(Curve.constant(settings.positive("lr")), 1);
    };
  }

  /** A fall over so many iterations, which is at its end in the one after them. */
  private static RateSettings over(Curve curve, long iterations) {
    return new RateSettings(curve, iterations == Long.MAX_VALUE ? iterations : iterations + 1);
  }

  private static long last(long iterations) {
    return Math.max(1, iterations - 1);
  }

  private static RateSettings linear(Settings settings, long iterations) {
    settings.requireOneOf("end_factor", "min_lr");
    double lr = settings.positive("lr");
    double end =
        settings.has("end_factor")
            ? lr * settings.notNegative("end_factor", 1)
            : settings.notNegative("min_lr", lr / LAST_SHARE);
    long length = settings.count("total_iters", last(iterations));
    double start = lr * settings.notNegative("start_factor", 1);
    return over(Curve.linear(start, end, length), length);
  }

  private static RateSettings exponential(Settings settings, long iterations) {
    settings.requireOneOf("gamma", "min_lr");
    double lr = settings.positive("lr");
    double end = settings.positive("min_lr", lr / LAST_SHARE);
    double gamma = settings.number("gamma", Math.pow(end / lr, 1.0 / last(iterations)));
    return new RateSettings(Curve.exponential(lr, gamma), 1);
  }

  private static RateSettings timeBased(Settings settings) {
    String formula = settings.text("formula");
    if (formula != null && !packed(formula).equals(packed(TIME_BASED_FORMULA))) {
      throw new IllegalArgumentException(
          "The setting formula (" + formula + ") must be: " + TIME_BASED_FORMULA + ".");
    }
    return new RateSettings(Curve.timeBased(settings.positive("lr"), settings.number("decay")), 1);
  }

  private static String packed(String formula) {
    return formula.replace(" ", "");
  }

  private static RateSettings step(Settings settings) {
    long size = settings.count("step_size", settings.whole("step_size"));
    return over(Curve.step(settings.positive("lr"), size, settings.number("gamma", 0.1)), size);
  }

  private static RateSettings multistep(Settings settings) {
    List<Long> milestones = settings.wholes("milestones");
    return over(
        Curve.multistep(settings.positive("lr"), milestones, settings.number("gamma", 0.1)),
        milestones.stream().mapToLong(Long::longValue).max().orElse(0));
  }

  private static RateSettings polynomial(Settings settings, long iterations) {
    long length = settings.count("total_iters", last(iterations));
    return over(
        Curve.polynomial(
            settings.positive("lr"),
            settings.notNegative("min_lr", 0),
            length,
            settings.number("power", 1)),
        length);
  }

  private static RateSettings cosine(Settings settings, long iterations) {
    long length = settings.count("T_max", last(iterations));
    return over(
        Curve.cosine(settings.positive("lr"), settings.notNegative("eta_min", 0), length), length);
  }

  private static RateSettings warmRestarts(Settings settings) {
    long first = settings.count("T_0", settings.whole("T_0"));
    return over(
        Curve.cosineWarmRestarts(
            settings.positive("lr"),
            settings.notNegative("eta_min", 0),
            first,
            settings.count("T_mult", 1)),
        first);
  }

  private static RateSettings plateau(Settings settings) {
    Plateau defaults = Curve.plateau(settings.positive("lr"));
    boolean relative = settings.choice("threshold_mode", "rel", "rel", "abs").equals("rel");
    Curve curve =
        defaults
            .withFactor(settings.number("factor", defaults.factor()))
            .withPatience(settings.whole("patience", defaults.patience()))
            .withThreshold(settings.number("threshold", defaults.threshold()), relative)
            .withCooldown(settings.whole("cooldown", defaults.cooldown()))
            .withFloor(settings.number("min_lr", defaults.floor()))
            .withLeastChange(settings.number("eps", defaults.leastChange()))
            .withHigherIsBetter(settings.choice("mode", "min", "min", "max").equals("max"))
            .withRaiseAfter(settings.whole("raise_after", defaults.raiseAfter()));
    return new RateSettings(
        curve, settings.has("metric") ? settings.measurements("metric").size() : 1);
  }

  private static RateSettings cyclical(Settings settings) {
    double peak = settings.positive("max_lr");
    // A quarter: Smith 2017, section 3.3.
    double base = settings.notNegative("base_lr", peak / 4);
    if (base > peak) {
      throw new IllegalArgumentException(
          "The setting max_lr (" + peak + ") must be at least base_lr (" + base + ").");
    }
    String mode = settings.kind().label().replace('-', '_');
    settings.choice("mode", mode, mode);
    return cyclical(settings, base, peak);
  }

  /** Up and down in the rhythm of the settings, between any two values. */
  static RateSettings cyclical(Settings settings, double base, double peak) {
    long up = settings.count("step_size_up", 2000);
    long down = settings.count("step_size_down", up);
    double gamma = settings.number("gamma", 1);
    Curve curve =
        switch (settings.kind()) {
          case TRIANGULAR2 -> Curve.triangular2(base, peak, up, down);
          case EXP_RANGE -> Curve.expRange(base, peak, up, down, gamma);
          default -> Curve.triangular(base, peak, up, down);
        };
    return over(curve, up + down);
  }

  private static RateSettings warmUp(Settings settings) {
    double lr = settings.positive("lr");
    long length = settings.count("total_iters", NamedSchedule.WARMUP_ITERATIONS);
    return over(
        Curve.linear(
            lr * settings.notNegative("start_factor", NamedSchedule.WARMUP_FACTOR),
            lr * settings.notNegative("end_factor", 1),
            length),
        length);
  }

  private static RateSettings stableDecay(Settings settings, long iterations) {
    double lr = settings.positive("lr");
    long decay = settings.count("decay_iters", Math.max(1, iterations / 10));
    long stable = settings.whole("stable_iters", Math.max(0, last(iterations) - decay));
    return over(
        Curve.warmUpStableDecay(lr, 0, stable, decay, settings.notNegative("min_lr", 0)),
        stable > Long.MAX_VALUE - decay ? Long.MAX_VALUE : stable + decay);
  }

  private static RateSettings piecewise(Settings settings) {
    List<Double> rates = settings.numbers("rates");
    List<Long> milestones = settings.wholes("milestones");
    if (rates.size() != milestones.size() + 1) {
      throw new IllegalArgumentException(
          "The setting rates ("
              + rates.size()
              + " values) must have one value more than milestones ("
              + milestones.size()
              + ").");
    }
    List<Long> sorted = new ArrayList<>(milestones);
    Collections.sort(sorted);
    if (!sorted.equals(milestones)) {
      throw new IllegalArgumentException(
          "The setting milestones (" + settings.text("milestones") + ") must be in order.");
    }
    Curve curve = Curve.constant(rates.get(0));
    for (int i = 0; i < milestones.size(); i++) {
      curve = curve.then(milestones.get(i), Curve.constant(rates.get(i + 1)));
    }
    return over(curve, milestones.isEmpty() ? 0 : milestones.get(milestones.size() - 1));
  }
}
