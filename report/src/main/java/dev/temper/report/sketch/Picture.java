package dev.temper.report.sketch;

import dev.temper.report.sketch.Mark.Box;
import dev.temper.report.sketch.Mark.Dot;
import dev.temper.report.sketch.Mark.Line;
import dev.temper.report.sketch.Mark.Point;
import dev.temper.report.sketch.Mark.Shape;
import dev.temper.report.sketch.Mark.Words;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Draws pictures as PNG. */
public final class Picture {

  private static final float[] DASHES = {4, 4};

  private final Graphics2D graphics;

  private Picture(Graphics2D graphics) {
    this.graphics = graphics;
  }

  /**
   * A picture on white as the bytes of a PNG file.
   *
   * @throws IOException if it cannot be encoded
   */
  public static byte[] of(Sketch sketch) throws IOException {
    BufferedImage image =
        new BufferedImage(sketch.width(), sketch.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    Picture picture = new Picture(graphics);
    sketch.marks().forEach(picture::draw);
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  private void draw(Mark mark) {
    if (mark instanceof Line line) {
      draw(line);
    } else if (mark instanceof Dot dot) {
      draw(dot);
    } else if (mark instanceof Box box) {
      draw(box);
    } else if (mark instanceof Words words) {
      draw(words);
    }
  }

  private void draw(Line line) {
    Path2D path = new Path2D.Double();
    for (Point point : line.points()) {
      if (path.getCurrentPoint() == null) {
        path.moveTo(point.x(), point.y());
      } else {
        path.lineTo(point.x(), point.y());
      }
    }
    graphics.setColor(line.color());
    graphics.setStroke(
        new BasicStroke(
            (float) line.width(),
            BasicStroke.CAP_BUTT,
            BasicStroke.JOIN_ROUND,
            1,
            line.dashed() ? DASHES : null,
            0));
    graphics.draw(path);
  }

  private void draw(Dot dot) {
    double x = dot.at().x();
    double y = dot.at().y();
    double radius = dot.radius();
    graphics.setColor(dot.color());
    if (dot.shape() == Shape.CROSS) {
      graphics.setStroke(new BasicStroke(1.6f));
      graphics.draw(new Line2D.Double(x - radius, y - radius, x + radius, y + radius));
      graphics.draw(new Line2D.Double(x - radius, y + radius, x + radius, y - radius));
      return;
    }
    boolean ring = dot.shape() == Shape.RING;
    Ellipse2D circle = new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    graphics.setColor(ring ? Color.WHITE : dot.color());
    graphics.fill(circle);
    graphics.setColor(ring ? dot.color() : Color.WHITE);
    graphics.setStroke(new BasicStroke(ring ? 1.5f : 0.8f));
    graphics.draw(circle);
  }

  /** Along whole pixels, so that neighbours leave no seam. */
  private void draw(Box box) {
    long left = Math.round(box.corner().x());
    long top = Math.round(box.corner().y());
    long right = Math.round(box.corner().x() + box.width());
    long bottom = Math.round(box.corner().y() + box.height());
    graphics.setColor(box.color());
    graphics.fill(new Rectangle2D.Double(left, top, right - left, bottom - top));
  }

  private void draw(Words words) {
    graphics.setColor(words.color());
    graphics.setFont(
        new Font(Font.SANS_SERIF, words.bold() ? Font.BOLD : Font.PLAIN, words.size()));
    double width = graphics.getFontMetrics().stringWidth(words.text());
    double before =
        switch (words.anchor()) {
          case START -> 0;
          case MIDDLE -> width / 2;
          case END -> width;
        };
    AffineTransform upright = graphics.getTransform();
    graphics.translate(words.at().x(), words.at().y());
    if (words.upwards()) {
      graphics.rotate(-Math.PI / 2);
    }
    graphics.drawString(words.text(), (float) -before, 0);
    graphics.setTransform(upright);
  }
}
