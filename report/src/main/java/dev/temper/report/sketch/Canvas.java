package dev.temper.report.sketch;

import dev.temper.report.sketch.Mark.Anchor;
import dev.temper.report.sketch.Mark.Box;
import dev.temper.report.sketch.Mark.Dot;
import dev.temper.report.sketch.Mark.Line;
import dev.temper.report.sketch.Mark.Point;
import dev.temper.report.sketch.Mark.Shape;
import dev.temper.report.sketch.Mark.Words;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/** A picture in the making: marks lie on those drawn before. */
public final class Canvas {

  /** The size of most letters in pixels. */
  public static final int LETTERS = 12;

  /** About how wide a letter is, as a share of its size. */
  private static final double LETTER_WIDTH = 0.58;

  private static final int SAMPLE = 22;

  private final String title;
  private final int width;
  private final int height;
  private final List<Mark> marks = new ArrayList<>();

  /**
   * An empty picture.
   *
   * @param title is not drawn
   * @param width in pixels
   * @param height in pixels
   */
  public Canvas(String title, int width, int height) {
    this.title = title;
    this.width = width;
    this.height = height;
  }

  /** The title above all. */
  public Canvas heading(int size) {
    return words(new Point(width / 2.0, size + 8.0), title, size, Anchor.MIDDLE, true, Ink.TEXT);
  }

  /** A line that belongs to the picture. */
  public Canvas line(List<Point> points, Color color, double thickness) {
    return add(new Line(points, color, thickness, false, Mark.NO_SUBJECT));
  }

  /** A straight line that belongs to the picture. */
  public Canvas line(double fromX, double fromY, double toX, double toY, Color color) {
    return line(List.of(new Point(fromX, fromY), new Point(toX, toY)), color, 1);
  }

  /** A dot that belongs to the picture. */
  public Canvas dot(double x, double y, double radius, Shape shape, Color color) {
    return add(new Dot(new Point(x, y), radius, shape, color, Mark.NO_SUBJECT));
  }

  /** A filled rectangle from its upper left corner. */
  public Canvas box(double x, double y, double wide, double high, Color color) {
    return add(new Box(new Point(x, y), wide, high, color));
  }

  /** Words of the usual size. */
  public Canvas words(double x, double y, String text, Anchor anchor, Color color) {
    return words(new Point(x, y), text, LETTERS, anchor, false, color);
  }

  private Canvas words(Point at, String text, int size, Anchor anchor, boolean bold, Color color) {
    return add(new Words(at, text, size, anchor, bold, false, color));
  }

  /** Words of the usual size in bold letters. */
  public Canvas bold(double x, double y, String text, Anchor anchor) {
    return words(new Point(x, y), text, LETTERS, anchor, true, Ink.TEXT);
  }

  /** Words that read from below, around their place. */
  public Canvas upwards(double x, double y, String text) {
    return add(new Words(new Point(x, y), text, LETTERS, Anchor.MIDDLE, false, true, Ink.TEXT));
  }

  /** All of another picture, from its own upper left corner. */
  public Canvas picture(Sketch other, double right, double down) {
    other.marks().forEach(mark -> add(mark.moved(right, down)));
    return this;
  }

  /** Any mark. */
  public Canvas add(Mark mark) {
    marks.add(mark);
    return this;
  }

  /**
   * An entry of a legend.
   *
   * @param text what the sample means
   * @param sample a dot, or nothing for a stroke
   * @param color of the sample
   */
  public record Entry(String text, Sample sample, Color color) {}

  /** What stands in front of the text of an entry. */
  public enum Sample {
    /** A stroke. */
    STROKE,
    /** A filled dot. */
    DISC,
    /** An empty dot. */
    RING,
    /** A cross. */
    CROSS,
    /** A filled rectangle. */
    AREA
  }

  /**
   * Entries in one row around the middle.
   *
   * @param y the line that letters stand on
   */
  public Canvas legend(double y, List<Entry> entries) {
    double x = (width - entries.stream().mapToDouble(entry -> length(entry.text())).sum()) / 2.0;
    for (Entry entry : entries) {
      sample(x + SAMPLE / 2.0, y - 4, entry);
      words(x + SAMPLE + 4, y, entry.text(), Anchor.START, Ink.TEXT);
      x += length(entry.text());
    }
    return this;
  }

  private static double length(String text) {
    return SAMPLE + 4 + LETTER_WIDTH * LETTERS * text.length() + 16;
  }

  private void sample(double x, double y, Entry entry) {
    switch (entry.sample()) {
      case STROKE -> line(List.of(new Point(x - 10, y), new Point(x + 10, y)), entry.color(), 2.2);
      case AREA -> box(x - 8, y - 5, 16, 10, entry.color());
      case DISC -> dot(x + 4, y, 4.5, Shape.DISC, entry.color());
      case RING -> dot(x + 4, y, 4, Shape.RING, entry.color());
      case CROSS -> dot(x + 4, y, 4, Shape.CROSS, entry.color());
    }
  }

  /**
   * The scale of colours from pale to dark, below each other in so many levels, with labels.
   *
   * @param dark the place of the darkest on the scale: 0 or 1
   * @param levels how many colours; 2 or more
   * @param ticks labels to the right; place 1 is at the top
   */
  public Canvas ramp(
      double x, double y, double wide, double high, int dark, int levels, List<Tick> ticks) {
    for (int i = 0; i < levels; i++) {
      double middle = (i + 0.5) / levels;
      double share = dark == 1 ? middle : 1 - middle;
      box(x, y + high * (levels - 1 - i) / levels, wide, high / levels + 0.3, Ink.ramp(share));
    }
    for (Tick tick : ticks) {
      words(x + wide + 6, y + high * (1 - tick.place()) + 4, tick.text(), Anchor.START, Ink.QUIET);
    }
    return this;
  }

  /** How wide a text of the usual size is, about, in pixels. */
  public static double width(String text) {
    return LETTER_WIDTH * LETTERS * text.length();
  }

  /** A text of at most about so many pixels, with dots where it was cut. */
  public static String fitted(String text, double pixels) {
    int most = (int) Math.max(2, pixels / (LETTER_WIDTH * LETTERS));
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  /** The picture as it stands. */
  public Sketch finished() {
    return new Sketch(title, width, height, marks);
  }
}
