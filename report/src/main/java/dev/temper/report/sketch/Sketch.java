package dev.temper.report.sketch;

import java.util.ArrayList;
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

  /**
   * Pictures beside each other, row by row.
   *
   * @param title of all
   * @param pictures 1 or more, of one size
   * @param columns how many in a row; 1 or more
   */
  public static Sketch grid(String title, List<Sketch> pictures, int columns) {
    int width = pictures.get(0).width();
    int height = pictures.get(0).height();
    int across = Math.min(columns, pictures.size());
    int rows = (pictures.size() + across - 1) / across;
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      int right = i % across * width;
      int down = i / across * height;
      pictures.get(i).marks().forEach(mark -> marks.add(mark.moved(right, down)));
    }
    return new Sketch(title, across * width, rows * height, marks);
  }
}
