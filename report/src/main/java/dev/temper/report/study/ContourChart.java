package dev.temper.report.study;

import dev.temper.report.sketch.Canvas;
import dev.temper.report.sketch.Canvas.Entry;
import dev.temper.report.sketch.Canvas.Sample;
import dev.temper.report.sketch.Frame;
import dev.temper.report.sketch.Ink;
import dev.temper.report.sketch.Mark.Anchor;
import dev.temper.report.sketch.Mark.Dot;
import dev.temper.report.sketch.Mark.Point;
import dev.temper.report.sketch.Mark.Shape;
import dev.temper.report.sketch.Sketch;
import dev.temper.space.Configuration;
import dev.temper.space.Parameter;
import dev.temper.study.Trial;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The objective over two numeric parameters: filled levels of a {@link Surface} through the trials,
 * and the trials on it. Where nobody looked it is blank.
 */
final class ContourChart {

  private static final int WIDTH = 1000;
  private static final int HEIGHT = 540;
  private static final int CELLS_ACROSS = 200;
  private static final int CELLS_UP = 120;
  private static final int LEVELS = 12;

  /** Fewer trials make no surface. */
  static final int LEAST = 10;

  /** More trials are thinned out. */
  static final int MOST = 500;

  private ContourChart() {}

  /**
   * The chart of the first two numeric parameters that enough trials have both, the best among them
   * where there are such; empty if there are none.
   *
   * @param parameters the most important first
   */
  static Optional<Sketch> of(Snapshot study, ObjectiveScale values, List<Parameter> parameters) {
    List<ParameterAxis> axes =
        parameters.stream()
            .map(ParameterAxis::new)
            .filter(axis -> axis.isNumeric() && axis.isFree())
            .toList();
    Optional<Configuration> best = study.best().map(Trial::configuration);
    List<ParameterAxis> ofBest =
        axes.stream()
            .filter(axis -> best.isPresent() && axis.place(best.get()).isPresent())
            .toList();
    return first(study, values, ofBest).or(() -> first(study, values, axes));
  }

  private static Optional<Sketch> first(
      Snapshot study, ObjectiveScale values, List<ParameterAxis> axes) {
    for (int second = 1; second < axes.size(); second++) {
      for (int first = 0; first < second; first++) {
        List<Trial> both = both(study, axes.get(first), axes.get(second));
        if (both.stream().filter(Snapshot::isValued).count() >= LEAST) {
          return Optional.of(draw(study, both, values, axes.get(first), axes.get(second)));
        }
      }
    }
    return Optional.empty();
  }

  /** The trials that have both, the best last. */
  private static List<Trial> both(Snapshot study, ParameterAxis x, ParameterAxis y) {
    List<Trial> trials =
        new ArrayList<>(
            Stream.concat(
                    Snapshot.thinned(study.ranked(), MOST).stream(),
                    Snapshot.thinned(study.infeasible(), MOST / 4).stream())
                .filter(trial -> x.place(trial.configuration()).isPresent())
                .filter(trial -> y.place(trial.configuration()).isPresent())
                .toList());
    Collections.reverse(trials);
    return trials;
  }

  private static Sketch draw(
      Snapshot study, List<Trial> trials, ObjectiveScale values, ParameterAxis x, ParameterAxis y) {
    String title =
        values.label() + " over " + x.parameter().name() + " and " + y.parameter().name();
    Canvas canvas = new Canvas(title, WIDTH, HEIGHT).heading(15);
    Frame frame = new Frame(Frame.leftOf(y.ticks(7)), 36, WIDTH - 110, HEIGHT - 76, 0, 0);
    List<Surface.Point> points =
        trials.stream()
            .map(
                trial -> new Surface.Point(place(x, trial), place(y, trial), height(values, trial)))
            .toList();
    frame.drawX(canvas, x.label(), x.ticks(8));
    frame.drawY(canvas, y.label(), y.ticks(7));
    levels(Surface.through(points), frame, canvas);
    long best = study.best().map(Trial::number).orElse(-1L);
    for (Trial trial : trials) {
      Point at = frame.at(place(x, trial), place(y, trial));
      if (trial.number() == best) {
        canvas.add(Marks.best(trial, at));
      } else if (Snapshot.isInfeasible(trial)) {
        canvas.add(Marks.dot(trial, at, Ink.BAD, trials.size()));
      } else {
        Color color = Ink.ramp(values.quality(trial.value()));
        // A dark ring around the white rim, so that it stands out from every level.
        canvas.add(new Dot(at, 4.8, Shape.DISC, Ink.TEXT, trial.number()));
        canvas.add(new Dot(at, 3.8, Shape.DISC, color, trial.number()));
      }
    }
    canvas.words(WIDTH - 94, 48, values.label(), Anchor.START, Ink.TEXT);
    canvas.ramp(WIDTH - 94, 58, 16, HEIGHT - 134 - 22, values.bestEnd(), LEVELS, values.ticks(7));
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry("a trial, by its value", Sample.DISC, Ink.ramp(0.6)));
    if (trials.stream().anyMatch(Snapshot::isInfeasible)) {
      entries.add(new Entry("infeasible, no value", Sample.CROSS, Ink.BAD));
    }
    entries.add(new Entry("best", Sample.DISC, Ink.ACCENT));
    return canvas.legend(HEIGHT - 14, entries).finished();
  }

  private static double place(ParameterAxis axis, Trial trial) {
    return axis.place(trial.configuration()).orElseThrow();
  }

  /** From 0 for the worst to 1 for the best; what has no value counts as the worst. */
  private static double height(ObjectiveScale values, Trial trial) {
    return Snapshot.isValued(trial) ? values.quality(trial.value()) : 0;
  }

  /** Cells of one level beside each other are one box. */
  private static void levels(Surface surface, Frame frame, Canvas canvas) {
    for (int row = 0; row < CELLS_UP; row++) {
      double up = (row + 0.5) / CELLS_UP;
      int from = 0;
      int level = level(surface, 0.5 / CELLS_ACROSS, up);
      for (int column = 1; column <= CELLS_ACROSS; column++) {
        int next = column == CELLS_ACROSS ? -2 : level(surface, (column + 0.5) / CELLS_ACROSS, up);
        if (next != level) {
          if (level >= 0) {
            double left = frame.x((double) from / CELLS_ACROSS);
            double top = frame.y((row + 1.0) / CELLS_UP);
            canvas.box(
                left,
                top,
                frame.x((double) column / CELLS_ACROSS) - left,
                frame.y((double) row / CELLS_UP) - top,
                Ink.ramp((level + 0.5) / LEVELS));
          }
          from = column;
          level = next;
        }
      }
    }
  }

  /** The level of a place; -1 where the surface is not known. */
  private static int level(Surface surface, double across, double up) {
    double height = surface.at(across, up);
    return Double.isNaN(height)
        ? -1
        : Math.max(0, Math.min(LEVELS - 1, (int) Math.floor(height * LEVELS)));
  }
}
