package dev.temper.cli;

import dev.temper.report.Text;
import dev.temper.schedule.Kind;
import dev.temper.training.Optimizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The options of a run as settings of its schedule: each under the name it has in the schedule's
 * kind, beside the settings that were given by name.
 */
final class ScheduleOptions {

  /** Settings that a run says otherwise. */
  private static final Map<String, String> SAID_OTHERWISE =
      Map.of(
          "iterations", "The run's length is --budget",
          "weight_decay", "A constant weight decay is --weight-decay",
          "metric", "The validation loss is measured by the run");

  /** What the learning rate is called, the one or the other in every kind that has one. */
  private static final List<String> RATES = List.of("max_lr", "lr");

  /** Smith 2017, section 3.2: 2 to 8 epochs. */
  private static final long EPOCHS_UP = 4;

  private final String kind;

  /** The kind whose settings are meant: behind a warm-up the one that follows. */
  private final Kind rate;

  private final Map<String, String> settings;

  /** What options gave, as people read it. */
  private final Map<String, String> figures = new TreeMap<>();

  ScheduleOptions(String kind, Map<String, String> set) {
    this.kind = kind;
    boolean warmUp = Kind.named(kind) == Kind.WARMUP;
    this.rate = Kind.named(warmUp ? set.getOrDefault("then", kind) : kind);
    this.settings = new TreeMap<>(set);
    SAID_OTHERWISE.forEach(
        (name, how) -> {
          if (set.containsKey(name)) {
            throw new IllegalArgumentException(
                "The setting " + name + " (" + set.get(name) + ") has no place here. " + how + ".");
          }
        });
    if (rate == Kind.PLATEAU && "max".equalsIgnoreCase(set.get("mode"))) {
      throw new IllegalArgumentException(
          "The setting mode (max) must be min: the validation loss is measured.");
    }
  }

  void learningRate(@Nullable Double value) {
    if (value != null) {
      put("--lr", "The learning rate", value, RATES);
    } else if (rate != Kind.PIECEWISE && RATES.stream().noneMatch(settings::containsKey)) {
      throw new IllegalArgumentException(
          "The learning rate is missing: --lr RATE. Maybe 'temper range-test' or 'temper tune'"
              + " first, which find it.");
    }
  }

  void minLearningRate(@Nullable Double value) {
    if (value != null) {
      put("--min-lr", "The minimum learning rate", value, List.of("eta_min", "base_lr", "min_lr"));
    }
  }

  void gamma(@Nullable Double value) {
    if (value != null) {
      put("--gamma", "The factor --gamma", value, List.of("gamma"));
    }
  }

  /** The momentum; where nothing says one and the optimizer is used without, 0. */
  void momentum(double @Nullable [] values, Optimizer optimizer) {
    if (values == null) {
      if (optimizer.defaultMomentum() == 0 && !saysMomentum()) {
        settings.put("momentum", "0");
      }
      return;
    }
    int most = rate.settings().contains("max_momentum") ? 2 : 1;
    if (values.length > most) {
      throw new IllegalArgumentException(
          "The momentum takes " + most + " values at most with --schedule " + kind + ".");
    }
    if (values.length == 1) {
      put("--momentum", "The momentum", values[0], List.of("momentum"));
    } else {
      put("--momentum", "The momentum", values[0], List.of("max_momentum"));
      put("--momentum", "The momentum", values[1], List.of("base_momentum"));
    }
  }

  private boolean saysMomentum() {
    return List.of("momentum", "base_momentum", "max_momentum").stream()
            .anyMatch(settings::containsKey)
        || "true".equalsIgnoreCase(settings.getOrDefault("cycle_momentum", "").strip());
  }

  private static boolean heeds(Kind kind, String name) {
    return kind.settings().contains(name) && !kind.settingsWithoutEffect().contains(name);
  }

  /** Adds a setting under the first of the names that the kind heeds. */
  private void put(String option, String what, double value, Collection<String> names) {
    for (String name : names) {
      if (heeds(rate, name)) {
        if (settings.containsKey(name)) {
          throw twice(option, value, "the setting " + name, settings.get(name));
        }
        settings.put(name, Double.toString(value));
        figures.put(name, Text.number(value));
        return;
      }
    }
    String kinds =
        Arrays.stream(Kind.values())
            .filter(each -> names.stream().anyMatch(name -> heeds(each, name)))
            .map(Kind::label)
            .collect(Collectors.joining(", "));
    throw new IllegalArgumentException(
        what
            + " ("
            + value
            + ") has no place in --schedule "
            + kind
            + ". Accepted: "
            + kinds
            + ".");
  }

  private static IllegalArgumentException twice(
      String one, Object value, String other, @Nullable Object otherValue) {
    return new IllegalArgumentException(
        one
            + " ("
            + value
            + ") and "
            + other
            + " ("
            + otherValue
            + ") say the same; give one of"
            + " them.");
  }

  /** All settings for a run of the given length. */
  Map<String, String> settings(double weightDecay, long iterations, long iterationsPerEpoch) {
    Map<String, String> all = new TreeMap<>(settings);
    all.put("iterations", Long.toString(iterations));
    if (!all.containsKey("base_weight_decay") && !all.containsKey("max_weight_decay")) {
      all.put("weight_decay", Double.toString(weightDecay));
    }
    if (rate.settings().contains("step_size_up")) {
      long half = Math.max(1, iterations / 2);
      all.putIfAbsent(
          "step_size_up", Long.toString(Math.min(half, EPOCHS_UP * iterationsPerEpoch)));
    }
    return all;
  }

  /**
   * All settings in words, the learning rate first, but for the run's length and a constant weight
   * decay.
   *
   * @param all what {@link #settings(double, long, long)} gave
   */
  String words(Map<String, String> all) {
    StringBuilder rates = new StringBuilder();
    StringBuilder others = new StringBuilder();
    all.forEach(
        (name, value) -> {
          String figure = figures.getOrDefault(name, value);
          if (RATES.contains(name)) {
            rates.append(", learning rate ").append(figure);
          } else if (!SAID_OTHERWISE.containsKey(name)) {
            others.append(", ").append(name).append(' ').append(figure);
          }
        });
    return rates.append(others).toString();
  }
}
