package dev.temper.report.study;

import dev.temper.report.Chart;
import dev.temper.report.Chart.Axis;
import dev.temper.report.Chart.Marker;
import dev.temper.report.Series;
import dev.temper.report.Series.Style;
import dev.temper.sampler.History;
import dev.temper.sampler.Observation;
import dev.temper.sampler.Surrogate;
import dev.temper.sampler.Surrogate.Point;
import dev.temper.space.CategoricalParameter;
import dev.temper.space.Configuration;
import dev.temper.space.FloatParameter;
import dev.temper.space.IntParameter;
import dev.temper.space.Parameter;
import dev.temper.space.Space;
import dev.temper.study.Direction;
import dev.temper.study.StudyDefinition;
import dev.temper.study.Trial;
import dev.temper.study.TrialState;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What a Gaussian process believes of a study's objective along one parameter, before and after a
 * trial: by the model that the sampler chooses by, whichever sampler the study had.
 *
 * <p>All other parameters are held as the trial has them. The trials so far differ from it in those
 * too, and so do not lie on the curve.
 */
final class GaussianProcessCharts {

  private static final int POINTS = 120;

  /** Above and below what is shown, of its range. */
  private static final double MARGIN = 0.05;

  private final StudyDefinition study;
  private final Space space;
  private final Direction direction;
  private final List<Trial> trials;

  /**
   * Charts of a study.
   *
   * @param trials all, in the order of their numbers
   */
  GaussianProcessCharts(StudyDefinition study, List<Trial> trials) {
    this.study = study;
    this.space = study.space();
    this.direction = study.direction();
    this.trials = trials;
  }

  /**
   * Around a trial.
   *
   * @param before what was believed when it was chosen: the objective, and below it the acquisition
   * @param after likewise, once it had ended
   */
  record Step(List<Chart> before, List<Chart> after) {

    /** Copies. */
    public Step {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }
  }

  /**
   * The number along which the objective is believed to change most, beside the best trial.
   *
   * @return empty where no process can be made of the trials, or no parameter of the best one is a
   *     number
   */
  Optional<String> parameter() {
    Optional<Trial> best =
        trials.stream()
            .filter(Snapshot::isValued)
            .min(Comparator.comparingDouble(trial -> direction.lowerIsBetter(trial.value())));
    Optional<Surrogate> surrogate = Surrogate.of(history(trials.size(), Instant.MAX));
    if (best.isEmpty() || surrogate.isEmpty()) {
      return Optional.empty();
    }
    Configuration held = best.get().configuration();
    return space.parameters().stream()
        .filter(p -> !(p instanceof CategoricalParameter) && held.has(p.name()))
        .filter(p -> p.values().orElse(2) > 1)
        .map(Parameter::name)
        .max(Comparator.comparingDouble(name -> change(surrogate.get().along(name, held, POINTS))));
  }

  private static double change(List<Point> points) {
    double lowest = points.stream().mapToDouble(Point::median).min().orElse(0);
    double highest = points.stream().mapToDouble(Point::median).max().orElse(0);
    return highest - lowest;
  }

  /**
   * The charts of a trial.
   *
   * @param parameter a number
   * @param index of the trial among them
   * @return empty where it was chosen without a model, since fewer than 8 trials had a value, or
   *     has no such parameter, or has not ended
   * @throws IndexOutOfBoundsException if there is no such trial
   */
  Optional<Step> around(String parameter, int index) {
    Trial trial = trials.get(index);
    History before = history(index, trial.created());
    Optional<Surrogate> believed = Surrogate.of(before);
    if (believed.isEmpty()
        || !trial.state().isFinal()
        || !trial.configuration().has(parameter)
        || space.parameter(parameter) instanceof CategoricalParameter) {
      return Optional.empty();
    }
    History after = before.and(observation(trial));
    return Surrogate.of(after)
        .map(
            then ->
                new Step(
                    charts(believed.get(), before, parameter, trial, "Before trial "),
                    charts(then, after, parameter, trial, "After trial ")));
  }

  /** As it was known at a time: trials that had not ended by then went on. */
  private History history(int count, Instant time) {
    History history = new History(space, List.of());
    for (Trial trial : trials.subList(0, count)) {
      boolean hadEnded = trial.ended().filter(ended -> !ended.isAfter(time)).isPresent();
      history =
          history.and(hadEnded ? observation(trial) : Observation.pending(trial.configuration()));
    }
    return history;
  }

  private Observation observation(Trial trial) {
    return trial.state() == TrialState.FAILED
        ? Observation.failed(trial.configuration())
        : Observation.ended(trial.configuration(), direction.lowerIsBetter(trial.value()));
  }

  private List<Chart> charts(
      Surrogate surrogate, History history, String name, Trial trial, String title) {
    Parameter parameter = space.parameter(name);
    List<Point> points = surrogate.along(name, trial.configuration(), POINTS);
    double[] x = points.stream().mapToDouble(point -> number(point.value())).toArray();
    Axis axis = new Axis(name, isLogarithmic(parameter), x[0], x[x.length - 1]);
    List<Observation> told =
        history.observations().stream()
            .filter(o -> o.outcome() == Observation.Outcome.VALUED && o.configuration().has(name))
            .toList();
    double[] values = each(told, o -> direction.lowerIsBetter(o.value()));
    Axis objective = ObjectiveScale.of(study.objective(), direction, values).axis();
    double[] median = within(objective, each(points, p -> direction.lowerIsBetter(p.median())));
    double[] low = within(objective, each(points, p -> direction.lowerIsBetter(p.low())));
    double[] high = within(objective, each(points, p -> direction.lowerIsBetter(p.high())));
    Series tried =
        Series.of(
            "trials so far",
            Style.POINTS,
            each(told, o -> number(o.configuration().get(name))),
            within(objective, values));
    Series believed = Series.of("believed: median, 16th to 84th percentile", Style.LINE, x, median);
    List<Marker> at =
        List.of(new Marker(number(trial.configuration().get(name)), "trial " + trial.number()));
    double most = points.stream().mapToDouble(Point::acquisition).max().orElse(0);
    return List.of(
        new Chart(
            title + trial.number(),
            axis,
            objective,
            List.of(
                believed,
                Series.of("16th percentile", Style.FAINT, x, low).companionOf(believed),
                Series.of("84th percentile", Style.FAINT, x, high).companionOf(believed),
                tried),
            at),
        new Chart(
            "Acquisition " + title.toLowerCase(Locale.ROOT) + trial.number(),
            axis,
            Axis.linear("of the largest").over(0, 1 + MARGIN),
            List.of(
                Series.of(
                    "expected improvement",
                    Style.LINE,
                    x,
                    each(points, point -> Math.exp(point.acquisition() - most)))),
            at));
  }

  /** What is beyond an end of the axis stands at it. */
  private static double[] within(Axis axis, double[] values) {
    return Arrays.stream(values)
        .map(value -> Math.max(axis.min(), Math.min(axis.max(), value)))
        .toArray();
  }

  private static boolean isLogarithmic(Parameter parameter) {
    return (parameter instanceof FloatParameter real && real.log())
        || (parameter instanceof IntParameter whole && whole.log());
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  private static <T> double[] each(List<T> all, ToDoubleFunction<T> of) {
    return all.stream().mapToDouble(of).toArray();
  }
}
