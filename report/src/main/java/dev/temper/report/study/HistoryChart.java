package dev.temper.report.study;

import dev.temper.report.sketch.Canvas;
import dev.temper.report.sketch.Canvas.Entry;
import dev.temper.report.sketch.Canvas.Sample;
import dev.temper.report.sketch.Frame;
import dev.temper.report.sketch.Ink;
import dev.temper.report.sketch.Mark.Point;
import dev.temper.report.sketch.Scale;
import dev.temper.report.sketch.Sketch;
import dev.temper.report.sketch.Tick;
import dev.temper.study.Direction;
import dev.temper.study.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The value of each trial by its number, and the best so far. */
final class HistoryChart {

  private static final int WIDTH = 1000;
  private static final int HEIGHT = 430;

  /** More dots are thinned out. */
  static final int MOST = 2000;

  private HistoryChart() {}

  static Sketch of(Snapshot study, ObjectiveScale values) {
    List<Trial> shown =
        Stream.concat(
                Snapshot.thinned(study.ranked(), MOST).stream(),
                Snapshot.thinned(study.infeasible(), MOST / 16).stream())
            .sorted(Comparator.comparingLong(Trial::number))
            .toList();
    Canvas canvas = new Canvas("Value by trial", WIDTH, HEIGHT).heading(15);
    List<Tick> ticks = values.ticks(6);
    Frame frame = new Frame(Frame.leftOf(ticks), 36, WIDTH - 16, HEIGHT - 76, 12, 22);
    long last = Math.max(1, study.trials().size() - 1);
    Scale numbers = Scale.linear(0, last);
    frame.drawX(canvas, "trial", Scale.linear(0, last).ticks((int) Math.min(10, last)));
    frame.drawY(canvas, values.label(), ticks);
    // Over many dots the line would not be seen below them, over few it would hide them.
    boolean below = shown.size() < Marks.MANY;
    if (below) {
      bestSoFar(study, values, frame, numbers, canvas);
    }
    for (Trial trial : shown) {
      double up = Snapshot.isValued(trial) ? values.place(trial.value()) : values.badPlace();
      canvas.add(
          Marks.dot(
              trial,
              frame.at(numbers.place(trial.number()), up),
              Snapshot.isValued(trial) ? Ink.MAIN : Ink.BAD,
              shown.size()));
    }
    if (!below) {
      bestSoFar(study, values, frame, numbers, canvas);
    }
    study
        .best()
        .ifPresent(
            best ->
                canvas.add(
                    Marks.best(
                        best, frame.at(numbers.place(best.number()), values.place(best.value())))));
    List<Entry> entries = new ArrayList<>(Marks.legend(study.trials(), Ink.MAIN));
    if (!study.valued().isEmpty()) {
      entries.add(new Entry("best so far", Sample.STROKE, Ink.ACCENT));
    }
    return canvas.legend(HEIGHT - 14, entries).finished();
  }

  /** A line with a step where a trial is better than all before it. */
  private static void bestSoFar(
      Snapshot study, ObjectiveScale values, Frame frame, Scale numbers, Canvas canvas) {
    Direction direction = study.definition().direction();
    List<Point> line = new ArrayList<>();
    double best = Double.POSITIVE_INFINITY;
    double height = 0;
    for (Trial trial : study.valued()) {
      double value = direction.lowerIsBetter(trial.value());
      if (value < best) {
        double x = frame.x(numbers.place(trial.number()));
        if (!line.isEmpty()) {
          line.add(new Point(x, height));
        }
        best = value;
        height = frame.y(values.place(trial.value()));
        line.add(new Point(x, height));
      }
    }
    if (!line.isEmpty()) {
      line.add(new Point(frame.x(1), height));
      canvas.line(line, Ink.ACCENT, 2);
    }
  }
}
