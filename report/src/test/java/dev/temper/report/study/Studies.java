package dev.temper.report.study;

import dev.temper.pruner.Report;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Studies to report on. */
public final class Studies {

  /** A name that would break a page that does not escape it. */
  public static final String HOSTILE_NAME = "</script><b>\"a\" & b</b>";

  static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  /** Every kind of parameter, one of them conditional. */
  static final Space SPACE =
      Space.of(
          FloatParameter.log("learning_rate", 1e-5, 1),
          CategoricalParameter.of("optimizer", "sgd", "adam", HOSTILE_NAME),
          FloatParameter.linear("momentum", 0.5, 0.99).when("optimizer", "sgd"),
          IntParameter.log("units", 16, 512),
          IntParameter.linear("layers", 1, 4),
          FloatParameter.linear("dropout", 0, 0.6).withStep(0.1));

  private final StudyDefinition definition;
  private final List<Trial> trials = new ArrayList<>();
  private final List<List<Report>> reports = new ArrayList<>();

  Studies(Space space, Direction direction) {
    definition = new StudyDefinition(HOSTILE_NAME, space, "val_loss", direction, 7, Map.of());
  }

  /** A report on trials of every kind of end. */
  public static StudyReport mixed() {
    return mixed(Direction.MINIMIZE, 60).report();
  }

  static Studies mixed(Direction direction, int count) {
    Studies study = new Studies(SPACE, direction);
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < count; i++) {
      Configuration tried = draw(SPACE, random);
      double off = Math.log10(tried.getDouble("learning_rate")) + 2;
      double value = direction.lowerIsBetter(0.2 + off * off);
      if (off > 1.5) {
        study.add(tried, TrialState.INFEASIBLE, Double.NaN, value + 10, Double.NaN);
      } else if (off < -2) {
        study.add(tried, TrialState.PRUNED, value + 1, value + 2, value + 1);
      } else {
        study.add(tried, TrialState.COMPLETED, value, value + 2, value + 1, value);
      }
    }
    return study;
  }

  /** Trials that all completed, with values by their configurations. */
  static Studies completed(Space space, int count, ToDoubleFunction<Configuration> objective) {
    Studies study = new Studies(space, Direction.MINIMIZE);
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < count; i++) {
      Configuration tried = draw(space, random);
      study.add(tried, TrialState.COMPLETED, objective.applyAsDouble(tried));
    }
    return study;
  }

  static Space ofParameters(int count) {
    List<Parameter> parameters =
        IntStream.range(0, count)
            .<Parameter>mapToObj(i -> FloatParameter.linear("parameter_" + i, 0, 1))
            .toList();
    return Space.of(parameters);
  }

  private static Configuration draw(Space space, SplittableRandom random) {
    return space.at(random.doubles(space.dimension()).toArray());
  }

  /** Adds a trial of 90 seconds with reports at the steps 1, 2 and so on. */
  Studies add(Configuration tried, TrialState state, double value, double... reported) {
    long number = trials.size();
    Instant created = START.plusSeconds(60 * number);
    trials.add(
        new Trial(
            number,
            tried,
            100 + number,
            state,
            value,
            1,
            0,
            "",
            state == TrialState.INFEASIBLE ? "It diverged, \"quickly\"." : "",
            created,
            state.isFinal() ? Optional.of(created.plusSeconds(90)) : Optional.empty()));
    reports.add(
        IntStream.range(0, reported.length)
            .mapToObj(i -> new Report(i + 1, reported[i], Map.of("train_loss", 0.5)))
            .toList());
    return this;
  }

  StudyReport report() {
    return StudyReport.of(definition, trials, reports);
  }

  Snapshot snapshot() {
    return new Snapshot(definition, trials, reports);
  }
}
