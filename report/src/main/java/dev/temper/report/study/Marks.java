package dev.temper.report.study;

import dev.temper.report.sketch.Canvas.Entry;
import dev.temper.report.sketch.Canvas.Sample;
import dev.temper.report.sketch.Ink;
import dev.temper.report.sketch.Mark;
import dev.temper.report.sketch.Mark.Dot;
import dev.temper.report.sketch.Mark.Point;
import dev.temper.report.sketch.Mark.Shape;
import dev.temper.study.Trial;
import dev.temper.study.TrialState;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/** How trials look, the same in all charts of a study. */
final class Marks {

  /** From so many dots in a chart on they are small. */
  static final int MANY = 300;

  private static final double RADIUS = 3.8;
  private static final double SMALL_RADIUS = 2.6;
  private static final double BEST_RADIUS = 6;

  private Marks() {}

  /**
   * The dot of a trial, by its state.
   *
   * @param among how many dots it is drawn
   */
  static Mark dot(Trial trial, Point at, Color color, int among) {
    double radius = among < MANY ? RADIUS : SMALL_RADIUS;
    return switch (trial.state()) {
      case INFEASIBLE -> new Dot(at, radius - 0.6, Shape.CROSS, Ink.BAD, trial.number());
      case PRUNED -> new Dot(at, radius - 0.6, Shape.RING, color, trial.number());
      default -> new Dot(at, radius, Shape.DISC, color, trial.number());
    };
  }

  /** The dot of the best trial. */
  static Mark best(Trial trial, Point at) {
    return new Dot(at, BEST_RADIUS, Shape.DISC, Ink.ACCENT, trial.number());
  }

  /** What the dots of these trials mean, the best apart. */
  static List<Entry> legend(List<Trial> trials, Color color) {
    List<Entry> entries = new ArrayList<>();
    if (has(trials, TrialState.COMPLETED)) {
      entries.add(new Entry("completed", Sample.DISC, color));
    }
    if (has(trials, TrialState.PRUNED)) {
      entries.add(new Entry("pruned", Sample.RING, color));
    }
    if (has(trials, TrialState.INFEASIBLE)) {
      entries.add(new Entry("infeasible, no value", Sample.CROSS, Ink.BAD));
    }
    if (trials.stream().anyMatch(Snapshot::isValued)) {
      entries.add(new Entry("best", Sample.DISC, Ink.ACCENT));
    }
    return entries;
  }

  private static boolean has(List<Trial> trials, TrialState state) {
    return trials.stream().anyMatch(trial -> trial.state() == state);
  }
}
