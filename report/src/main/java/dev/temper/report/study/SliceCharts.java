package dev.temper.report.study;

import dev.temper.report.sketch.Canvas;
import dev.temper.report.sketch.Frame;
import dev.temper.report.sketch.Ink;
import dev.temper.report.sketch.Mark.Point;
import dev.temper.report.sketch.Sketch;
import dev.temper.space.Parameter;
import dev.temper.study.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/** The value against each parameter, one chart each; later trials are darker. */
final class SliceCharts {

  private static final int WIDTH = 333;
  private static final int HEIGHT = 262;

  /** More dots are thinned out. */
  static final int MOST = 500;

  /** Of a choice's width, how far trials stand beside each other so that they are told apart. */
  private static final double SPREAD = 0.5;

  /** Steps by which trials are spread over a choice: a golden section, so that none meet soon. */
  private static final double GOLDEN = 0.6180339887498949;

  private SliceCharts() {}

  /**
   * The charts.
   *
   * @param parameters in the order of the charts
   */
  static List<Sketch> of(Snapshot study, ObjectiveScale values, List<Parameter> parameters) {
    List<Trial> shown = new ArrayList<>(Snapshot.thinned(study.ranked(), MOST));
    Collections.reverse(shown);
    shown.addAll(0, Snapshot.thinned(study.infeasible(), MOST / 4));
    return parameters.stream().map(parameter -> slice(study, shown, values, parameter)).toList();
  }

  private static Sketch slice(
      Snapshot study, List<Trial> shown, ObjectiveScale values, Parameter parameter) {
    ParameterAxis axis = new ParameterAxis(parameter);
    Canvas canvas = new Canvas(values.label() + " by " + axis.label(), WIDTH, HEIGHT);
    Frame frame = new Frame(74, 10, WIDTH - 10, HEIGHT - 46, 8, 14);
    frame.drawX(canvas, axis.label(), axis.ticks(5));
    frame.drawY(canvas, values.label(), values.ticks(5));
    double last = Math.max(1, study.trials().size() - 1);
    long best = study.best().map(Trial::number).orElse(-1L);
    for (Trial trial : shown) {
      OptionalDouble place = axis.place(trial.configuration());
      if (place.isEmpty()) {
        continue;
      }
      double up = Snapshot.isValued(trial) ? values.place(trial.value()) : values.badPlace();
      Point at = frame.at(spread(axis, place.getAsDouble(), trial), up);
      canvas.add(
          trial.number() == best
              ? Marks.best(trial, at)
              : Marks.dot(trial, at, Ink.ramp(0.15 + 0.85 * trial.number() / last)));
    }
    return canvas.finished();
  }

  private static double spread(ParameterAxis axis, double place, Trial trial) {
    if (axis.choices() == 0) {
      return place;
    }
    double turn = trial.number() * GOLDEN;
    return place + SPREAD * (turn - Math.floor(turn) - 0.5) / axis.choices();
  }
}
