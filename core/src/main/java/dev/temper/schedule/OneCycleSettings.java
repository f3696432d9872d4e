package dev.temper.schedule;

import dev.temper.schedule.OneCycle.Variant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One cycle by its settings' names. */
final class OneCycleSettings {

  private OneCycleSettings() {}

  /** The names of the settings a variant takes. */
  static Set<String> names(Variant variant) {
    Set<String> all = Kind.ONE_CYCLE.settings();
    all.addAll(
        Kind.split(
            switch (variant) {
              case SMITH -> "tail_share tail_factor";
              case CAFFE -> "peak_share floor_factor";
              case PYTORCH -> "pct_start anneal three_phase final_div_factor cycle_momentum";
              case FASTAI -> "pct_start div_final";
            }));
    return all;
  }

  /**
   * The variant that is meant: the given one, else the first that takes all the settings.
   *
   * @throws IllegalArgumentException if it does not, or none does
   */
  static Variant variant(@Nullable Variant given, Collection<String> settings) {
    if (given != null) {
      NamedSchedule.requireKnown("one-cycle (" + given.label() + ")", settings, names(given));
      return given;
    }
    Set<String> any = new TreeSet<>();
    List<String> each = new ArrayList<>();
    for (Variant variant : Variant.values()) {
      if (names(variant).containsAll(settings)) {
        return variant;
      }
      any.addAll(names(variant));
      Set<String> own = names(variant);
      own.removeAll(Kind.ONE_CYCLE.settings());
      each.add(variant.label() + " " + String.join(", ", own));
    }
    NamedSchedule.requireKnown("one-cycle", settings, any);
    Set<String> apart = new TreeSet<>(settings);
    apart.removeAll(Kind.ONE_CYCLE.settings());
    throw new IllegalArgumentException(
        "No variant of one-cycle takes all of the settings ("
            + String.join(", ", apart)
            + "). Accepted: "
            + String.join("; ", each)
            + ".");
  }

  /** The cycle without weight decay, of the given length where the settings do not say it. */
  static OneCycle cycle(Variant variant, Settings settings, long iterations) {
    double max = settings.positive("max_lr");
    long steps = settings.whole("total_steps", iterations);
    settings.requireOneOf("min_lr", "div_factor");
    OneCycle cycle =
        switch (variant) {
          case SMITH -> smith(OneCycle.smith(steps, max), settings);
          case CAFFE -> caffe(OneCycle.caffe(steps, max), settings);
          case PYTORCH -> pytorch(OneCycle.pytorch(steps, max), settings);
          case FASTAI -> fastai(OneCycle.fastai(steps, max), settings);
        };
    return momentum(cycle, settings);
  }

  private static double min(OneCycle cycle, Settings settings) {
    if (!settings.has("div_factor")) {
      return settings.number("min_lr", cycle.minLearningRate());
    }
    return cycle.maxLearningRate() / divisor("div_factor", 1, settings);
  }

  /** A number by which a rate is divided, 1 or more. */
  private static double divisor(String name, double otherwise, Settings settings) {
    double value = settings.number(name, otherwise);
    if (!(value >= 1)) {
      throw new IllegalArgumentException(
          "The setting " + name + " (" + value + ") must be 1 or more.");
    }
    return value;
  }

  private static OneCycle smith(SmithOneCycle cycle, Settings settings) {
    return cycle
        .withMinLearningRate(min(cycle, settings))
        .withTail(
            settings.number("tail_share", cycle.tailShare()),
            settings.number("tail_factor", cycle.tailFactor()));
  }

  private static OneCycle caffe(CaffeOneCycle cycle, Settings settings) {
    return cycle
        .withMinLearningRate(min(cycle, settings))
        .withPeakShare(settings.number("peak_share", cycle.peakShare()))
        .withFloorFactor(settings.number("floor_factor", cycle.floorFactor()));
  }

  private static OneCycle pytorch(PyTorchOneCycle cycle, Settings settings) {
    double min = min(cycle, settings);
    boolean straight = settings.choice("anneal", "cos", "cos", "linear").equals("linear");
    return cycle
        .withMinLearningRate(min)
        .withFinalLearningRate(min / divisor("final_div_factor", 1e4, settings))
        .withPhases(
            settings.number("pct_start", cycle.peakShare()),
            straight ? Interpolation.LINEAR : Interpolation.COSINE,
            settings.flag("three_phase", false));
  }

  private static OneCycle fastai(FastaiOneCycle cycle, Settings settings) {
    return cycle
        .withMinLearningRate(min(cycle, settings))
        .withFinalLearningRate(cycle.maxLearningRate() / divisor("div_final", 1e5, settings))
        .withPeakShare(settings.number("pct_start", cycle.peakShare()));
  }

  private static OneCycle momentum(OneCycle cycle, Settings settings) {
    MomentumSettings momentum =
        MomentumSettings.of(settings, cycle.minMomentum(), cycle.maxMomentum());
    return cycle.withMomentum(momentum.max(), momentum.min());
  }
}
