package dev.temper.report.study;

import dev.temper.report.sketch.Canvas;
import dev.temper.report.sketch.Canvas.Entry;
import dev.temper.report.sketch.Canvas.Sample;
import dev.temper.report.sketch.Frame;
import dev.temper.report.sketch.Ink;
import dev.temper.report.sketch.Mark.Point;
import dev.temper.report.sketch.Sketch;
import dev.temper.report.sketch.Tick;
import dev.temper.space.Parameter;
import dev.temper.study.Trial;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/** The value against each parameter, one chart each; later trials are darker. */
final class SliceCharts {

  private static final int WIDTH = 333;
  private static final int HEIGHT = 262;
  private static final int IN_A_ROW = 3;
  private static final int TOP = 34;
  private static final int BOTTOM = 36;

  /** More dots are thinned out. */
  static final int MOST = 500;

  /**
   * Of the width of a separate value, how far trials stand beside each other so that they are told
   * apart.
   */
  private static final double SPREAD = 0.5;

  /** Steps by which trials are spread over one: a golden section, so that none meet soon. */
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

  /** All charts in one picture, with what their dots mean. */
  static Sketch together(Snapshot study, List<Sketch> slices) {
    int across = Math.min(IN_A_ROW, slices.size());
    int rows = (slices.size() + across - 1) / across;
    int width = Math.max(2, across) * WIDTH;
    int height = TOP + rows * HEIGHT + BOTTOM;
    Canvas canvas = new Canvas("Value by parameter", width, height).heading(15);
    for (int i = 0; i < slices.size(); i++) {
      canvas.picture(slices.get(i), i % across * WIDTH, TOP + i / across * HEIGHT);
    }
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry("early", Sample.DISC, color(0)));
    entries.add(new Entry("late", Sample.DISC, color(1)));
    entries.addAll(Marks.legend(study.trials(), color(1)));
    return canvas.legend(height - 14, entries).finished();
  }

  /**
   * The colour of a trial.
   *
   * @param time 0 for the first to 1 for the last
   */
  private static Color color(double time) {
    return Ink.ramp(0.15 + 0.85 * time);
  }

  private static Sketch slice(
      Snapshot study, List<Trial> shown, ObjectiveScale values, Parameter parameter) {
    ParameterAxis axis = new ParameterAxis(parameter);
    Canvas canvas = new Canvas(values.label() + " by " + axis.label(), WIDTH, HEIGHT);
    List<Tick> ticks = values.ticks(5);
    Frame frame = new Frame(Frame.leftOf(ticks), 10, WIDTH - 10, HEIGHT - 46, 8, 14);
    frame.drawX(canvas, axis.label(), axis.ticks(5));
    frame.drawY(canvas, values.label(), ticks);
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
              : Marks.dot(trial, at, color(trial.number() / last), shown.size()));
    }
    return canvas.finished();
  }

  private static double spread(ParameterAxis axis, double place, Trial trial) {
    if (axis.cells() == 0) {
      return place;
    }
    double turn = trial.number() * GOLDEN;
    return place + SPREAD * (turn - Math.floor(turn) - 0.5) / axis.cells();
  }
}
