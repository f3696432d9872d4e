package dev.temper.schedule;

import dev.temper.schedule.OneCycle.Variant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A schedule from the name of its kind and from settings by name, as they are given on a command
 * line or in a file.
 *
 * @param kind what was asked for
 * @param variant of one cycle, else null
 * @param schedule what each iteration trains with
 * @param iterations how many iterations the settings speak of; 1 or more
 */
public record NamedSchedule(
    Kind kind, @Nullable Variant variant, Schedule schedule, long iterations) {

  /** Iterations where the settings do not say them. */
  public static final long DEFAULT_ITERATIONS = 100;

  /** Beyond any run; the extremes of a rate over a whole run stay a matter of a few seconds. */
  private static final long MOST_ITERATIONS = 100_000_000;

  /** Where a warm-up begins and how long it takes: as in PyTorch's {@code LinearLR}. */
  static final double WARMUP_FACTOR = 1.0 / 3;

  static final long WARMUP_ITERATIONS = 5;

  /**
   * Makes a schedule.
   *
   * <p>All kinds take {@code iterations} (the run's length, and that of a decay where nothing else
   * says it), {@code momentum}, {@code weight_decay}, {@code warmup} (iterations of a linear
   * warm-up in front) and {@code warmup_factor} (the share of the first rate where it begins).
   * Those whose rate changes by itself take {@code base_momentum} and {@code max_momentum}, between
   * which the momentum moves opposite to the rate, and {@code base_weight_decay} and {@code
   * max_weight_decay} in the same way. The others are those of the {@link Kind}.
   *
   * @param kind the name of a {@link Kind}, in any case
   * @param variant of one cycle; null for the first one that takes all the settings
   * @param settings by name; a list has commas between its values, with or without brackets
   * @throws IllegalArgumentException if there is no such kind or setting, one is missing, or a
   *     value is outside its range; one line that names the value and what is accepted
   */
  public static NamedSchedule of(
      String kind, @Nullable Variant variant, Map<String, String> settings) {
    return of(Kind.named(kind), variant, settings);
  }

  private static NamedSchedule of(
      Kind kind, @Nullable Variant variant, Map<String, String> settings) {
    if (kind == Kind.WARMUP && settings.containsKey("then")) {
      return warmUpThen(variant, settings);
    }
    if (kind == Kind.ONE_CYCLE) {
      return oneCycle(
          OneCycleSettings.variant(variant, settings.keySet()), new Settings(kind, settings));
    }
    if (variant != null) {
      throw new IllegalArgumentException(
          "The variant '"
              + variant.label()
              + "' has a place in one-cycle only, not in "
              + kind.label()
              + ".");
    }
    requireKnown(kind.label(), settings.keySet(), kind.settings());
    return curves(new Settings(kind, settings));
  }

  /**
   * Checks that all settings are known.
   *
   * @throws IllegalArgumentException if one is not; the message lists those that are
   */
  static void requireKnown(String schedule, Collection<String> settings, Set<String> known) {
    for (String name : settings) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "The schedule "
                + schedule
                + " has no setting '"
                + name
                + "'. Accepted: "
                + String.join(", ", known)
                + ".");
      }
    }
  }

  private static NamedSchedule curves(Settings settings) {
    Span span = Span.of(settings);
    RateSettings rate = RateSettings.of(settings, span.behindWarmUp());
    long iterations =
        settings.has("iterations")
            ? span.iterations()
            : checked(Math.max(DEFAULT_ITERATIONS, span.withWarmUp(rate.length())));
    Curve curve = rate.curve().warmedUp(span.warmUp(), span.factor());
    Schedule schedule =
        Schedule.of(
            curve,
            MomentumSettings.curve(settings, span, curve, iterations),
            weightDecay(settings, curve, iterations));
    if (settings.has("metric")) {
      long iteration = 0;
      for (double metric : settings.measurements("metric")) {
        schedule = schedule.measured(iteration, metric);
        iteration++;
      }
    }
    return new NamedSchedule(settings.kind(), null, schedule, iterations);
  }

  private static NamedSchedule oneCycle(Variant variant, Settings settings) {
    Span span = Span.of(settings);
    OneCycle cycle = OneCycleSettings.cycle(variant, settings, span.behindWarmUp());
    long iterations =
        settings.has("iterations")
            ? span.iterations()
            : checked(span.withWarmUp(cycle.iterations()));
    Schedule schedule = cycle.warmedUp(span.warmUp(), span.factor());
    return new NamedSchedule(
        Kind.ONE_CYCLE,
        variant,
        schedule.withWeightDecay(weightDecay(settings, schedule.learningRate(), iterations)),
        iterations);
  }

  private static NamedSchedule warmUpThen(@Nullable Variant variant, Map<String, String> settings) {
    Map<String, String> rest = new TreeMap<>(settings);
    Kind next = Kind.named(String.valueOf(rest.remove("then")).strip());
    if (next == Kind.WARMUP) {
      throw new IllegalArgumentException(
          "The setting then (" + next.label() + ") must be another kind than warmup.");
    }
    Settings read = new Settings(Kind.WARMUP, settings);
    read.requireOneOf("total_iters", "warmup");
    read.requireOneOf("start_factor", "warmup_factor");
    String length = rest.remove("total_iters");
    String factor = rest.remove("start_factor");
    rest.putIfAbsent("warmup", length == null ? Long.toString(WARMUP_ITERATIONS) : length);
    rest.putIfAbsent("warmup_factor", factor == null ? Double.toString(WARMUP_FACTOR) : factor);
    NamedSchedule whole = of(next, variant, rest);
    return new NamedSchedule(Kind.WARMUP, whole.variant, whole.schedule, whole.iterations);
  }

  private static Curve weightDecay(Settings settings, Curve rate, long iterations) {
    settings.requireOneOf("weight_decay", "base_weight_decay");
    settings.requireOneOf("weight_decay", "max_weight_decay");
    if (!settings.has("base_weight_decay") && !settings.has("max_weight_decay")) {
      return Curve.constant(settings.notNegative("weight_decay", 0));
    }
    double base = settings.notNegative("base_weight_decay");
    return rate.opposite(base, settings.notNegative("max_weight_decay"), iterations);
  }

  private static long checked(long iterations) {
    if (iterations > MOST_ITERATIONS) {
      throw new IllegalArgumentException(
          "The iterations (" + iterations + ") must be at most " + MOST_ITERATIONS + ".");
    }
    return iterations;
  }

  /**
   * The length of the run and the warm-up in front of it.
   *
   * @param iterations of the whole run, 1 or more
   * @param warmUp iterations of the warm-up, 0 or more
   * @param factor where the warm-up begins
   */
  record Span(long iterations, long warmUp, double factor) {

    static Span of(Settings settings) {
      long warmUp = settings.whole("warmup", 0);
      CurveChecks.requireNotNegative("setting warmup", warmUp);
      if (settings.has("warmup_factor") && !settings.has("warmup")) {
        throw new IllegalArgumentException(
            "The setting warmup_factor ("
                + settings.number("warmup_factor")
                + ") has no place without warmup, the iterations of the warm-up.");
      }
      return new Span(
          checked(settings.count("iterations", DEFAULT_ITERATIONS)),
          warmUp,
          settings.number("warmup_factor", WARMUP_FACTOR));
    }

    /** What is left for the schedule itself, at least 2. */
    long behindWarmUp() {
      return Math.max(2, iterations - warmUp);
    }

    /** A number of iterations and those of the warm-up. */
    long withWarmUp(long more) {
      return more > Long.MAX_VALUE - warmUp ? Long.MAX_VALUE : more + warmUp;
    }
  }
}
