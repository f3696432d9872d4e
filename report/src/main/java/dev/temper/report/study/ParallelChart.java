package dev.temper.report.study;

import dev.temper.report.sketch.Canvas;
import dev.temper.report.sketch.Canvas.Entry;
import dev.temper.report.sketch.Canvas.Sample;
import dev.temper.report.sketch.Frame;
import dev.temper.report.sketch.Ink;
import dev.temper.report.sketch.Mark.Anchor;
import dev.temper.report.sketch.Mark.Dot;
import dev.temper.report.sketch.Mark.Line;
import dev.temper.report.sketch.Mark.Point;
import dev.temper.report.sketch.Mark.Shape;
import dev.temper.report.sketch.Sketch;
import dev.temper.report.sketch.Tick;
import dev.temper.space.Parameter;
import dev.temper.study.Trial;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Parallel coordinates (Inselberg 1985): an axis for each parameter and one for the objective, a
 * line for each trial; the darker the better, the best on top. Where a parameter does not exist in
 * a trial its line has a gap.
 */
final class ParallelChart {

  private static final int WIDTH = 1000;
  private static final int HEIGHT = 460;

  /** More lines are thinned out. */
  static final int MOST = 300;

  /** More parameters find no room. */
  static final int MOST_AXES = 12;

  /** Of a choice's height, how far lines are spread over it: the better, the nearer to its end. */
  private static final double SPREAD = 0.7;

  private ParallelChart() {}

  /**
   * The chart.
   *
   * @param parameters 1 or more, the most important first; they stand next to the objective
   */
  static Sketch of(Snapshot study, ObjectiveScale values, List<Parameter> parameters) {
    List<ParameterAxis> axes =
        new ArrayList<>(parameters.stream().limit(MOST_AXES).map(ParameterAxis::new).toList());
    Collections.reverse(axes);
    Canvas canvas = new Canvas("All parameters at once", WIDTH, HEIGHT).heading(15);
    Frame frame = new Frame(60, 70, WIDTH - 76, HEIGHT - 40, 0, 24);
    List<Trial> shown = new ArrayList<>(Snapshot.thinned(study.ranked(), MOST));
    Collections.reverse(shown);
    shown.addAll(0, Snapshot.thinned(study.infeasible(), MOST / 4));
    long best = study.best().map(Trial::number).orElse(-1L);
    for (Trial trial : shown) {
      if (trial.number() != best) {
        Color color =
            Snapshot.isValued(trial)
                ? Ink.clear(Ink.ramp(values.quality(trial.value())), 0.75)
                : Ink.clear(Ink.BAD, 0.3);
        line(trial, values, axes, frame, canvas, color, 1.2);
      }
    }
    double room = (frame.right() - frame.left()) / axes.size();
    for (int i = 0; i < axes.size(); i++) {
      axis(axes.get(i).label(), axes.get(i).ticks(6), i, axes.size(), room, frame, canvas);
    }
    axis(values.label(), values.ticks(6), axes.size(), axes.size(), room, frame, canvas);
    study.best().ifPresent(trial -> line(trial, values, axes, frame, canvas, Ink.ACCENT, 2.8));
    return canvas.legend(HEIGHT - 12, legend(shown)).finished();
  }

  private static void axis(
      String label,
      List<Tick> ticks,
      int index,
      int last,
      double room,
      Frame frame,
      Canvas canvas) {
    double x = frame.x((double) index / last);
    canvas.line(List.of(new Point(x, frame.y(0)), new Point(x, frame.y(1))), Ink.QUIET, 1.2);
    // Neighbours' names stand at two heights, so that long ones find room.
    double up = index % 2 == 0 ? frame.top() : frame.top() - 18;
    canvas.bold(x, up, Canvas.fitted(label, 2 * room - 14), Anchor.MIDDLE);
    for (Tick tick : ticks) {
      double y = frame.y(tick.place());
      canvas.line(x - 3, y, x + 3, y, Ink.QUIET);
      String text = Canvas.fitted(tick.text(), room - 16);
      canvas.box(x + 5, y - 7, Canvas.width(text) + 2, 14, Ink.clear(Color.WHITE, 0.75));
      canvas.words(x + 6, y + 4, text, Anchor.START, Ink.TEXT);
    }
  }

  /** The parts of a trial's line; a value between two gaps is a dot. */
  private static void line(
      Trial trial,
      ObjectiveScale values,
      List<ParameterAxis> axes,
      Frame frame,
      Canvas canvas,
      Color color,
      double width) {
    double up = Snapshot.isValued(trial) ? values.place(trial.value()) : values.badPlace();
    double quality = Snapshot.isValued(trial) ? values.quality(trial.value()) : 0;
    List<Point> part = new ArrayList<>();
    for (int i = 0; i <= axes.size(); i++) {
      OptionalDouble place =
          i == axes.size() ? OptionalDouble.of(up) : place(axes.get(i), trial, quality);
      if (place.isPresent()) {
        part.add(frame.at((double) i / axes.size(), place.getAsDouble()));
      } else {
        finish(part, trial, canvas, color, width);
        part.clear();
      }
    }
    finish(part, trial, canvas, color, width);
  }

  private static void finish(
      List<Point> part, Trial trial, Canvas canvas, Color color, double width) {
    if (part.size() > 1) {
      canvas.add(new Line(part, color, width, false, trial.number()));
    } else if (part.size() == 1) {
      canvas.add(new Dot(part.get(0), 1 + width, Shape.DISC, color, trial.number()));
    }
  }

  private static OptionalDouble place(ParameterAxis axis, Trial trial, double quality) {
    OptionalDouble place = axis.place(trial.configuration());
    return axis.choices() == 0 || place.isEmpty()
        ? place
        : OptionalDouble.of(place.getAsDouble() + SPREAD * (quality - 0.5) / axis.choices());
  }

  private static List<Entry> legend(List<Trial> shown) {
    List<Entry> entries = new ArrayList<>();
    if (shown.stream().anyMatch(Snapshot::isValued)) {
      entries.add(new Entry("best", Sample.STROKE, Ink.ACCENT));
      entries.add(new Entry("good", Sample.STROKE, Ink.ramp(0.9)));
      entries.add(new Entry("bad", Sample.STROKE, Ink.ramp(0.15)));
    }
    if (shown.stream().anyMatch(Snapshot::isInfeasible)) {
      entries.add(new Entry("infeasible, no value", Sample.STROKE, Ink.clear(Ink.BAD, 0.4)));
    }
    return entries;
  }
}
