package dev.temper.search;

import dev.temper.schedule.Curve;
import dev.temper.schedule.OneCycle;
import dev.temper.schedule.Schedule;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a trial makes of its learning rate and its momentum over the run. */
public enum TrialSchedule {
  /**
   * The rate is the peak of one cycle, the momentum its largest, at the lowest rates; at the peak
   * it is 0.1 less, or 0 (Smith 2018, sections 4.1 and 4.3).
   */
  ONE_CYCLE,
  /** The rate falls from the first iteration to 0 along half a cosine; the momentum stays. */
  COSINE,
  /** The rate and the momentum stay. */
  FIXED;

  /** From .95 to .85, as Smith has it. */
  private static final double MOMENTUM_RANGE = 0.1;

  /**
   * The schedule of a run.
   *
   * @param learningRate the highest; above 0
   * @param momentum the highest; 0 to below 1
   * @param weightDecay constant; 0 or more
   * @param iterations updates in the run; 2 or more
   */
  public Schedule of(double learningRate, double momentum, double weightDecay, long iterations) {
    return switch (this) {
      case ONE_CYCLE ->
          OneCycle.smith(iterations, learningRate)
              .withMomentum(momentum, lowestMomentum(momentum))
              .withWeightDecay(weightDecay);
      case COSINE ->
          Schedule.of(
              Curve.cosine(learningRate, 0, iterations),
              Curve.constant(momentum),
              Curve.constant(weightDecay));
      case FIXED ->
          Schedule.of(
              Curve.constant(learningRate), Curve.constant(momentum), Curve.constant(weightDecay));
    };
  }

  /** The momentum where the rate is highest. */
  public double lowestMomentum(double momentum) {
    return this == ONE_CYCLE ? Math.max(0, momentum - MOMENTUM_RANGE) : momentum;
  }

  /** The name used on the command line and in reports, as in {@code one-cycle}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The schedule of the given {@linkplain #label() name}, in any case.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static TrialSchedule named(String name) {
    for (TrialSchedule schedule : values()) {
      if (schedule.label().equalsIgnoreCase(name)) {
        return schedule;
      }
    }
    throw new IllegalArgumentException(
        "There is no schedule '"
            + name
            + "' for a search. Accepted: "
            + Arrays.stream(values()).map(TrialSchedule::label).collect(Collectors.joining(", "))
            + ".");
  }
}
