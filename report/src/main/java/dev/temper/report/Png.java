package dev.temper.report;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;

/** Draws charts as PNG pictures. */
public final class Png {

  private static final int WIDTH = 1000;
  private static final int HEIGHT = 600;
  private static final int MOST_LABELS = 10;

  private static final Drawing ALONE =
      new Drawing(WIDTH, HEIGHT, 12, WIDTH / MOST_LABELS, true, List.of());

  private Png() {}

  /** Whether the Java runtime can draw text: it needs fontconfig and at least one font. */
  public static boolean available() {
    try {
      Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
      graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
      boolean measured = graphics.getFontMetrics().stringWidth("0") > 0;
      graphics.dispose();
      return measured;
    } catch (RuntimeException | LinkageError | InternalError e) {
      // What runtimes throw without fontconfig or without a font differs from version to version.
      return false;
    }
  }

  /**
   * A chart as the bytes of a PNG file of 1000 x 600.
   *
   * @throws IOException if the picture cannot be encoded
   */
  public static byte[] draw(Chart chart) throws IOException {
    return encode(BitmapEncoder.getBufferedImage(ALONE.of(chart)));
  }

  /**
   * Several charts in one PNG file, row by row: panels stacked in one column, or a grid of small
   * multiples.
   *
   * <p>A line of the same label has the same colour in every panel, and there is one legend, below
   * all; none where no panel has more than one line. The picture is 1000 pixels wide, or 320 for
   * each column if that is more.
   *
   * @param charts 1 or more
   * @param columns panels in a row; 1 or more
   * @throws IllegalArgumentException if there is no chart or no column
   * @throws IOException if the picture cannot be encoded
   */
  public static byte[] draw(List<Chart> charts, int columns) throws IOException {
    return encode(new Grid(charts, columns).image());
  }

  private static byte[] encode(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }
}
