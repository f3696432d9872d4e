package dev.temper.report.study;

import dev.temper.pruner.Report;
import dev.temper.report.sketch.Canvas;
import dev.temper.report.sketch.Canvas.Entry;
import dev.temper.report.sketch.Canvas.Sample;
import dev.temper.report.sketch.Frame;
import dev.temper.report.sketch.Ink;
import dev.temper.report.sketch.Mark;
import dev.temper.report.sketch.Mark.Dot;
import dev.temper.report.sketch.Mark.Line;
import dev.temper.report.sketch.Mark.Point;
import dev.temper.report.sketch.Mark.Shape;
import dev.temper.report.sketch.Scale;
import dev.temper.report.sketch.Sketch;
import dev.temper.report.sketch.Tick;
import dev.temper.study.Trial;
import dev.temper.study.TrialState;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The objective by step of all trials that reported, the best on top. */
final class LearningCurvesChart {

  private static final int WIDTH = 1000;
  private static final int HEIGHT = 430;

  /** More curves are thinned out. */
  static final int MOST = 200;

  private static final int MOST_POINTS = 200;

  private LearningCurvesChart() {}

  /** The chart; empty where nothing was reported. */
  static Optional<Sketch> of(Snapshot study) {
    List<Trial> shown = shown(study);
    if (shown.isEmpty()) {
      return Optional.empty();
    }
    double[] reported =
        study.reports().stream().flatMap(List::stream).mapToDouble(Report::value).toArray();
    ObjectiveScale values =
        ObjectiveScale.of(study.definition().objective(), study.definition().direction(), reported);
    long last = shown.stream().mapToLong(trial -> last(study, trial).step()).max().orElse(1);
    Scale steps = Scale.linear(Math.min(1, last - 1), last);
    Canvas canvas = new Canvas("Learning curves", WIDTH, HEIGHT).heading(15);
    List<Tick> ticks = values.ticks(6);
    Frame frame = new Frame(Frame.leftOf(ticks), 36, WIDTH - 16, HEIGHT - 76, 12, 14);
    frame.drawX(canvas, "step", steps.ticks((int) Math.min(10, last)));
    frame.drawY(canvas, values.label(), ticks);
    long best = study.best().map(Trial::number).orElse(-1L);
    for (Trial trial : shown) {
      boolean isBest = trial.number() == best;
      Color color =
          isBest
              ? Ink.ACCENT
              : Ink.clear(trial.state() == TrialState.COMPLETED ? Ink.MAIN : Ink.MUTED, 0.4);
      List<Point> line = line(study, trial, values, steps, frame);
      if (line.size() > 1) {
        canvas.add(new Line(line, color, isBest ? 2.6 : 1.1, false, trial.number()));
      }
      end(trial, line.get(line.size() - 1), isBest).ifPresent(canvas::add);
    }
    return Optional.of(canvas.legend(HEIGHT - 14, legend(shown)).finished());
  }

  /** Those that reported a finite value, the best last. */
  private static List<Trial> shown(Snapshot study) {
    List<Trial> best = study.ranked();
    List<Trial> others =
        study.trials().stream().filter(trial -> !Snapshot.isValued(trial)).toList();
    List<Trial> curves =
        Stream.concat(best.stream(), others.stream())
            .filter(trial -> !finite(study, trial).isEmpty())
            .toList();
    List<Trial> shown = new ArrayList<>(Snapshot.thinned(curves, MOST));
    Collections.reverse(shown);
    return shown;
  }

  /** How many trials reported a finite value. */
  static int curves(Snapshot study) {
    return (int) study.trials().stream().filter(trial -> !finite(study, trial).isEmpty()).count();
  }

  private static List<Report> finite(Snapshot study, Trial trial) {
    return study.reports().get((int) trial.number()).stream()
        .filter(report -> Double.isFinite(report.value()))
        .toList();
  }

  private static Report last(Snapshot study, Trial trial) {
    List<Report> reports = finite(study, trial);
    return reports.get(reports.size() - 1);
  }

  private static List<Point> line(
      Snapshot study, Trial trial, ObjectiveScale values, Scale steps, Frame frame) {
    List<Report> reports = finite(study, trial);
    int every = Math.max(1, reports.size() / MOST_POINTS);
    List<Point> line = new ArrayList<>();
    for (int i = 0; i < reports.size(); i++) {
      if (i % every == 0 || i == reports.size() - 1) {
        Report report = reports.get(i);
        line.add(frame.at(steps.place(report.step()), values.place(report.value())));
      }
    }
    return line;
  }

  /** What marks the end of a curve that did not get to its own. */
  private static Optional<Mark> end(Trial trial, Point at, boolean isBest) {
    if (isBest) {
      return Optional.of(Marks.best(trial, at));
    }
    return switch (trial.state()) {
      case PRUNED -> Optional.of(new Dot(at, 2.4, Shape.RING, Ink.MUTED, trial.number()));
      case INFEASIBLE -> Optional.of(new Dot(at, 3.2, Shape.CROSS, Ink.BAD, trial.number()));
      case COMPLETED -> Optional.empty();
      default -> Optional.of(new Dot(at, 2, Shape.DISC, Ink.MUTED, trial.number()));
    };
  }

  private static List<Entry> legend(List<Trial> shown) {
    List<Entry> entries = new ArrayList<>();
    if (shown.stream().anyMatch(trial -> trial.state() == TrialState.COMPLETED)) {
      entries.add(new Entry("completed", Sample.STROKE, Ink.clear(Ink.MAIN, 0.6)));
    }
    if (shown.stream().anyMatch(trial -> trial.state() == TrialState.PRUNED)) {
      entries.add(new Entry("pruned here", Sample.RING, Ink.MUTED));
    }
    if (shown.stream().anyMatch(Snapshot::isInfeasible)) {
      entries.add(new Entry("diverged behind", Sample.CROSS, Ink.BAD));
    }
    if (shown.stream().anyMatch(Snapshot::isValued)) {
      entries.add(new Entry("best", Sample.STROKE, Ink.ACCENT));
    }
    return entries;
  }
}
