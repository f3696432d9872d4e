package dev.temper.report.sketch;

import dev.temper.report.sketch.Mark.Anchor;
import dev.temper.report.sketch.Mark.Box;
import dev.temper.report.sketch.Mark.Dot;
import dev.temper.report.sketch.Mark.Line;
import dev.temper.report.sketch.Mark.Point;
import dev.temper.report.sketch.Mark.Shape;
import dev.temper.report.sketch.Mark.Words;
import java.awt.Color;
import java.util.Locale;

/** Writes pictures as SVG elements for a page. A mark's subject is its attribute {@code data-t}. */
public final class Svg {

  private final StringBuilder text = new StringBuilder();

  private Svg() {}

  /** The element; as wide as there is room. */
  public static String of(Sketch sketch) {
    Svg svg = new Svg();
    svg.text.append("<svg viewBox=\"0 0 ").append(sketch.width()).append(' ');
    svg.text.append(sketch.height()).append("\" role=\"img\" aria-label=\"");
    svg.text.append(escape(sketch.title())).append("\">\n");
    sketch.marks().forEach(svg::write);
    return svg.text.append("</svg>").toString();
  }

  private void write(Mark mark) {
    if (mark instanceof Line line) {
      write(line);
    } else if (mark instanceof Dot dot) {
      write(dot);
    } else if (mark instanceof Box box) {
      write(box);
    } else if (mark instanceof Words words) {
      write(words);
    }
  }

  private void write(Line line) {
    text.append("<path d=\"");
    char command = 'M';
    for (Point point : line.points()) {
      text.append(command);
      number(point.x()).append(' ');
      number(point.y());
      command = 'L';
    }
    text.append("\" fill=\"none\" stroke-linejoin=\"round\"");
    if (line.dashed()) {
      text.append(" stroke-dasharray=\"4 4\"");
    }
    stroke(line.color(), line.width());
    end(line);
  }

  private void write(Dot dot) {
    double x = dot.at().x();
    double y = dot.at().y();
    double radius = dot.radius();
    if (dot.shape() == Shape.CROSS) {
      text.append("<path fill=\"none\" d=\"M");
      number(x - radius).append(' ');
      number(y - radius).append('L');
      number(x + radius).append(' ');
      number(y + radius).append('M');
      number(x - radius).append(' ');
      number(y + radius).append('L');
      number(x + radius).append(' ');
      number(y - radius).append('"');
      stroke(dot.color(), 1.6);
    } else {
      text.append("<circle cx=\"");
      number(x).append("\" cy=\"");
      number(y).append("\" r=\"");
      number(radius).append('"');
      if (dot.shape() == Shape.RING) {
        fill(Color.WHITE);
        stroke(dot.color(), 1.5);
      } else {
        fill(dot.color());
        stroke(Color.WHITE, 0.8);
      }
    }
    end(dot);
  }

  private void write(Box box) {
    text.append("<rect shape-rendering=\"crispEdges\" x=\"");
    number(box.corner().x()).append("\" y=\"");
    number(box.corner().y()).append("\" width=\"");
    number(box.width()).append("\" height=\"");
    number(box.height()).append('"');
    fill(box.color());
    end(box);
  }

  private void write(Words words) {
    text.append("<text x=\"");
    number(words.at().x()).append("\" y=\"");
    number(words.at().y()).append("\" font-size=\"").append(words.size()).append('"');
    if (words.anchor() != Anchor.START) {
      text.append(" text-anchor=\"");
      text.append(words.anchor().name().toLowerCase(Locale.ROOT)).append('"');
    }
    if (words.bold()) {
      text.append(" font-weight=\"600\"");
    }
    if (words.upwards()) {
      text.append(" transform=\"rotate(-90 ");
      number(words.at().x()).append(' ');
      number(words.at().y()).append(")\"");
    }
    fill(words.color());
    text.append('>').append(escape(words.text())).append("</text>\n");
  }

  private void fill(Color color) {
    paint("fill", color);
  }

  private void stroke(Color color, double width) {
    paint("stroke", color);
    text.append(" stroke-width=\"");
    number(width).append('"');
  }

  private void paint(String what, Color color) {
    text.append(' ').append(what).append("=\"");
    text.append(String.format(Locale.ROOT, "#%06x", color.getRGB() & 0xFFFFFF)).append('"');
    if (color.getAlpha() < 255) {
      text.append(' ').append(what).append("-opacity=\"");
      number(color.getAlpha() / 255.0).append('"');
    }
  }

  private void end(Mark mark) {
    if (mark.subject() != Mark.NO_SUBJECT) {
      text.append(" data-t=\"").append(mark.subject()).append('"');
    }
    text.append("/>\n");
  }

  /** To two decimals, without those that are 0. */
  private StringBuilder number(double value) {
    long hundredths = Math.round(100 * value);
    return hundredths % 100 == 0 ? text.append(hundredths / 100) : text.append(hundredths / 100.0);
  }

  private static String escape(String plain) {
    return plain
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
