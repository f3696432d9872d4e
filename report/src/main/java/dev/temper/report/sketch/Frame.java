package dev.temper.report.sketch;

import dev.temper.report.sketch.Mark.Anchor;
import dev.temper.report.sketch.Mark.Point;
import java.util.List;

/**
 * A rectangle with two axes. Places on it are from 0 to 1, to the right and upwards, with some room
 * beyond.
 *
 * @param left in pixels
 * @param top in pixels
 * @param right in pixels
 * @param bottom in pixels
 * @param roomX between the left or right border and the ends of the axis, in pixels
 * @param roomY between the upper or lower border and the ends of the axis, in pixels
 */
public record Frame(
    double left, double top, double right, double bottom, double roomX, double roomY) {

  /** How much room the vertical axis needs to the left of the frame. */
  public static double leftOf(List<Tick> ticks) {
    return 36 + ticks.stream().mapToDouble(tick -> Canvas.width(tick.text())).max().orElse(0);
  }

  /** The pixel of a place to the right. */
  public double x(double place) {
    return left + roomX + place * (right - left - 2 * roomX);
  }

  /** The pixel of a place upwards. */
  public double y(double place) {
    return bottom - roomY - place * (bottom - top - 2 * roomY);
  }

  /** The point of two places. */
  public Point at(double across, double up) {
    return new Point(x(across), y(up));
  }

  /** Draws the vertical axis: lines across, labels, and its name. */
  public void drawY(Canvas canvas, String name, List<Tick> ticks) {
    for (Tick tick : ticks) {
      double y = y(tick.place());
      canvas.line(left, y, right, y, Ink.GRID);
      canvas.words(left - 7, y + 4, tick.text(), Anchor.END, Ink.QUIET);
    }
    canvas.upwards(16, (top + bottom) / 2, Canvas.fitted(name, bottom - top));
  }

  /** Draws the horizontal axis: lines upwards, labels that find room, and its name. */
  public void drawX(Canvas canvas, String name, List<Tick> ticks) {
    double widest = (right - left) / Math.max(1, ticks.size()) - 6;
    for (Tick tick : ticks) {
      double x = x(tick.place());
      canvas.line(x, top, x, bottom, Ink.GRID);
      canvas.words(x, bottom + 17, Canvas.fitted(tick.text(), widest), Anchor.MIDDLE, Ink.QUIET);
    }
    canvas.words(
        (left + right) / 2,
        bottom + 36,
        Canvas.fitted(name, right - left),
        Anchor.MIDDLE,
        Ink.TEXT);
  }
}
