package dev.temper.report.sketch;

import java.awt.Color;
import java.util.List;

/**
 * One thing in a picture. Places are in pixels from the upper left corner; colours may be
 * transparent.
 */
public sealed interface Mark {

  /** No subject: the mark belongs to the picture. */
  long NO_SUBJECT = -1;

  /**
   * The number of what it shows, the same in all pictures of a page; {@link #NO_SUBJECT} if none.
   */
  long subject();

  /** The same mark elsewhere. */
  Mark moved(double right, double down);

  /**
   * A place.
   *
   * @param x from the left
   * @param y from above
   */
  record Point(double x, double y) {

    private Point moved(double right, double down) {
      return new Point(x + right, y + down);
    }
  }

  /**
   * A line through points.
   *
   * @param points 2 or more
   * @param color of the line
   * @param width in pixels
   * @param dashed whether it has gaps
   * @param subject of the line
   */
  record Line(List<Point> points, Color color, double width, boolean dashed, long subject)
      implements Mark {

    /** Copies. */
    public Line {
      points = List.copyOf(points);
    }

    @Override
    public Line moved(double right, double down) {
      List<Point> there = points.stream().map(point -> point.moved(right, down)).toList();
      return new Line(there, color, width, dashed, subject);
    }
  }

  /** What a dot looks like. */
  enum Shape {
    /** A filled circle with a thin white rim, so that neighbours are told apart. */
    DISC,
    /** An empty circle. */
    RING,
    /** Two crossed strokes. */
    CROSS
  }

  /**
   * A dot.
   *
   * @param at its middle
   * @param radius in pixels
   * @param shape what it looks like
   * @param color of the dot
   * @param subject of the dot
   */
  record Dot(Point at, double radius, Shape shape, Color color, long subject) implements Mark {

    @Override
    public Dot moved(double right, double down) {
      return new Dot(at.moved(right, down), radius, shape, color, subject);
    }
  }

  /**
   * A filled rectangle.
   *
   * @param corner the upper left one
   * @param width in pixels; 0 or more
   * @param height in pixels; 0 or more
   * @param color that fills it
   */
  record Box(Point corner, double width, double height, Color color) implements Mark {

    @Override
    public long subject() {
      return NO_SUBJECT;
    }

    @Override
    public Box moved(double right, double down) {
      return new Box(corner.moved(right, down), width, height, color);
    }
  }

  /** Where words stand beside their place. */
  enum Anchor {
    /** To the right of it. */
    START,
    /** Around it. */
    MIDDLE,
    /** To the left of it. */
    END
  }

  /**
   * A line of text.
   *
   * @param at its place, on the line that letters stand on
   * @param text what it says
   * @param size of letters in pixels
   * @param anchor where the text stands beside its place
   * @param bold whether letters are bold
   * @param upwards whether it reads from below
   * @param color of the letters
   */
  record Words(
      Point at, String text, int size, Anchor anchor, boolean bold, boolean upwards, Color color)
      implements Mark {

    @Override
    public long subject() {
      return NO_SUBJECT;
    }

    @Override
    public Words moved(double right, double down) {
      return new Words(at.moved(right, down), text, size, anchor, bold, upwards, color);
    }
  }
}
