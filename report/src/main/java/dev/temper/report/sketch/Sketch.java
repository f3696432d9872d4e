package dev.temper.report.sketch;

import java.util.List;

/**
 * A picture.
 *
 * @param title what it shows, its name for those who cannot see it
 * @param width in pixels; 1 or more
 * @param height in pixels; 1 or more
 * @param marks in the order they are drawn, the last on top
 */
public record Sketch(String title, int width, int height, List<Mark> marks) {

  /** Copies. */
  public Sketch {
    marks = List.copyOf(marks);
  }
}
