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
 * line for each trial; the darker the better, by rank, the best on top. Where a parameter does not
 * exist in a trial its line has a gap.
 */
final class ParallelChart {

  private static final int WIDTH = 1000;
  private static final int HEIGHT = 460;

  /** More lines are thinned out. */
  static final int MOST = 200;

  /** More parameters find no room. */
  static final int MOST_AXES = 12;

  /** Of the height of a separate value, how far lines are spread over it, by rank. */
  private static final double SPREAD = 0.7;

  /** So many lines are drawn over each other without hiding much. */
  private static final double FEW = 60;

  private final ObjectiveScale values;
  private final List<ParameterAxis> axes;
  private final Frame frame = new Frame(60, 70, WIDTH - 76, HEIGHT - 40, 0, 24);
  private final Canvas canvas = new Canvas("All parameters at once", WIDTH, HEIGHT);

  private ParallelChart(ObjectiveScale values, List<ParameterAxis> axes) {
    this.values = values;
    this.axes = axes;
  }

  /**
   * The chart.
   *
   * @param parameters 1 or more, the most important first; they stand next to the objective
   */
  static Sketch of(Snapshot study, ObjectiveScale values, List<Parameter> parameters) {
    List<ParameterAxis> axes =
        new ArrayList<>(parameters.stream().limit(MOST_AXES).map(ParameterAxis::new).toList());
    Collections.reverse(axes);
    return new ParallelChart(values, axes)
        .draw(
            Snapshot.thinned(study.ranked(), MOST), Snapshot.thinned(study.infeasible(), MOST / 4));
  }

  /** Draws the trials, the best first, below them those that have no value. */
  private Sketch draw(List<Trial> ranked, List<Trial> infeasible) {
    canvas.heading(15);
    double opacity = Math.max(0.45, Math.min(0.8, FEW / Math.max(1, ranked.size())));
    for (Trial trial : infeasible) {
      line(trial, values.badPlace(), 0, Ink.clear(Ink.BAD, 0.25), 1.1);
    }
    for (int i = ranked.size() - 1; i >= 1; i--) {
      double rank = 1 - i / (ranked.size() - 1.0);
      // Squared, so that few are dark.
      Color color = Ink.clear(Ink.ramp(0.08 + 0.92 * rank * rank), opacity);
      line(ranked.get(i), values.place(ranked.get(i).value()), rank, color, 1.2);
    }
    if (!ranked.isEmpty()) {
      line(ranked.get(0), values.place(ranked.get(0).value()), 1, Ink.ACCENT, 2.8);
    }
    for (int i = 0; i < axes.size(); i++) {
      axis(axes.get(i).label(), axes.get(i).ticks(6), i);
    }
    axis(values.label(), values.ticks(6), axes.size());
    return canvas.legend(HEIGHT - 12, legend(ranked, infeasible)).finished();
  }

  private void axis(String label, List<Tick> ticks, int index) {
    double room = (frame.right() - frame.left()) / axes.size();
    double x = x(index);
    canvas.line(List.of(new Point(x, frame.y(0)), new Point(x, frame.y(1))), Ink.QUIET, 1.2);
    // Neighbours' names stand at two heights, so that long ones find room.
    double up = index % 2 == 0 ? frame.top() : frame.top() - 18;
    canvas.bold(x, up, Canvas.fitted(label, 2 * room - 14), Anchor.MIDDLE);
    for (Tick tick : ticks) {
      double y = frame.y(tick.place());
      canvas.line(x - 3, y, x + 3, y, Ink.QUIET);
      String text = Canvas.fitted(tick.text(), Math.max(60, room) - 16);
      canvas.box(x + 5, y - 7, Canvas.width(text) + 2, 14, Ink.clear(Color.WHITE, 0.75));
      canvas.words(x + 6, y + 4, text, Anchor.START, Ink.TEXT);
    }
  }

  private double x(int index) {
    return frame.x((double) index / axes.size());
  }

  /**
   * The parts of a trial's line; a value between two gaps is a dot.
   *
   * @param up where it ends on the objective's axis
   * @param rank 0 for the worst to 1 for the best
   */
  private void line(Trial trial, double up, double rank, Color color, double width) {
    List<Point> part = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      OptionalDouble place = axes.get(i).place(trial.configuration());
      if (place.isPresent()) {
        int cells = axes.get(i).cells();
        double spread = cells == 0 ? 0 : SPREAD * (rank - 0.5) / cells;
        part.add(new Point(x(i), frame.y(place.getAsDouble() + spread)));
      } else {
        finish(part, trial, color, width);
        part.clear();
      }
    }
    part.add(new Point(x(axes.size()), frame.y(up)));
    finish(part, trial, color, width);
  }

  private void finish(List<Point> part, Trial trial, Color color, double width) {
    if (part.size() > 1) {
      canvas.add(new Line(part, color, width, false, trial.number()));
    } else if (part.size() == 1) {
      canvas.add(new Dot(part.get(0), 1 + width, Shape.DISC, color, trial.number()));
    }
  }

  private static List<Entry> legend(List<Trial> ranked, List<Trial> infeasible) {
    List<Entry> entries = new ArrayList<>();
    if (!ranked.isEmpty()) {
      entries.add(new Entry("best", Sample.STROKE, Ink.ACCENT));
      entries.add(new Entry("good", Sample.STROKE, Ink.ramp(0.9)));
      entries.add(new Entry("bad", Sample.STROKE, Ink.ramp(0.15)));
    }
    if (!infeasible.isEmpty()) {
      entries.add(new Entry("infeasible, no value", Sample.STROKE, Ink.clear(Ink.BAD, 0.4)));
    }
    return entries;
  }
}
