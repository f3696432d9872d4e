package dev.temper.search;

import dev.temper.rangetest.MaximumRate;
import dev.temper.rangetest.RangeCurve;
import dev.temper.rangetest.RangeTest;
import dev.temper.schedule.HyperParameters;
import dev.temper.space.FloatParameter;
import dev.temper.space.Parameter;
import dev.temper.space.Space;
import dev.temper.training.TrainingListener;
import dev.temper.training.TrainingSession;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * What a range test knows of the learning rate before the first trial: where to look, and where it
 * most likely is (Smith 2017, section 3.3).
 *
 * @param curve the test
 * @param maximum the rate that was read off it: the likely one
 * @param low the lowest rate to look at
 * @param high the highest
 */
public record Discipline(RangeCurve curve, MaximumRate maximum, double low, double high) {

  private static final double START = 1e-6;
  private static final int ITERATIONS = 200;

  /** Much momentum, a small batch and strong regularization each take a lower rate. */
  private static final double BELOW = 30;

  private static final double LEAST_ABOVE = 3;
  private static final double MOST_ABOVE = 10;
  private static final MathContext THREE_FIGURES = new MathContext(3);

  /**
   * Makes a range test with what a search does not change, and reads it.
   *
   * @param settings of the trials
   * @param listener told of its updates
   * @throws IllegalStateException if the test gives no rate; one sentence
   */
  public static Discipline of(TrialSettings settings, TrainingListener listener) {
    try (TrainingSession session = settings.task().open(settings.session())) {
      double momentum =
          settings.highestMomentum().isPresent()
              ? settings.schedule().lowestMomentum(settings.momentum())
              : settings.session().optimizer().defaultMomentum();
      HyperParameters values = new HyperParameters(0, momentum, settings.weightDecay());
      return read(
          test(settings)
              .run(session, values, listener)
              .trainedWith(settings.session().optimizer()));
    }
  }

  /** The test that {@link #of} makes. */
  public static RangeTest test(TrialSettings settings) {
    return RangeTest.exponential(
        START, RangeTest.defaultEnd(settings.session().optimizer()), ITERATIONS);
  }

  /**
   * Reads a test: from a thirtieth of its rate to where it ended, which is at least three times and
   * at most ten times its rate, all to three significant figures.
   *
   * @throws IllegalStateException if it gives no rate; one sentence
   */
  static Discipline read(RangeCurve curve) {
    MaximumRate maximum =
        MaximumRate.of(curve)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "The range test gives no learning rate. " + MaximumRate.refusals(curve)));
    double rate = rounded(maximum.learningRate());
    double end = curve.learningRate()[curve.size() - 1];
    double high = Math.max(LEAST_ABOVE * rate, Math.min(MOST_ABOVE * rate, end));
    return new Discipline(
        curve, new MaximumRate(maximum.rule(), rate), rounded(rate / BELOW), rounded(high));
  }

  /** More figures would feign a precision no range test has. */
  private static double rounded(double rate) {
    return new BigDecimal(rate).round(THREE_FIGURES).doubleValue();
  }

  /**
   * A space with this interval and this likely value of its {@code learning_rate}; all else stays.
   *
   * @throws IllegalArgumentException if it has no such parameter, or it is no float; one line
   */
  public Space in(Space space) {
    check(space);
    List<Parameter> parameters = new ArrayList<>();
    for (Parameter parameter : space.parameters()) {
      String name = parameter.name();
      parameters.add(
          name.equals(Knob.LEARNING_RATE.label())
              ? FloatParameter.log(name, low, high)
                  .withLikely(maximum.learningRate())
                  .under(parameter.condition())
              : parameter);
    }
    return Space.of(parameters);
  }

  /**
   * A space with the learning rate that another one has from a test: for who gives the same space
   * again to a study that was begun with the test.
   *
   * @throws IllegalArgumentException if one has no such parameter, or it is no float; one line
   */
  public static Space takenOver(Space tested, Space given) {
    check(tested);
    check(given);
    Parameter rate = tested.parameter(Knob.LEARNING_RATE.label());
    return Space.of(
        given.parameters().stream()
            .map(parameter -> parameter.name().equals(rate.name()) ? rate : parameter)
            .toList());
  }

  /**
   * Checks that a space has a learning rate whose interval can be set.
   *
   * @throws IllegalArgumentException as {@link #in}
   */
  public static void check(Space space) {
    boolean isFloat =
        space.parameters().stream()
            .anyMatch(
                parameter ->
                    parameter instanceof FloatParameter
                        && parameter.name().equals(Knob.LEARNING_RATE.label()));
    if (!isFloat) {
      throw new IllegalArgumentException(
          "A range test sets the interval of the parameter 'learning_rate', which must be there as"
              + " a float.");
    }
  }
}
