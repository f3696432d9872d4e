package dev.temper.report.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.report.sketch.Mark.Anchor;
import dev.temper.report.sketch.Mark.Dot;
import dev.temper.report.sketch.Mark.Line;
import dev.temper.report.sketch.Mark.Point;
import dev.temper.report.sketch.Mark.Shape;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Pictures as SVG and as PNG. */
class SketchTest {

  private static BufferedImage drawn(Sketch sketch) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(Picture.of(sketch)));
  }

  private static Color at(BufferedImage image, int x, int y) {
    return new Color(image.getRGB(x, y));
  }

  @Test
  void drawsEveryMarkWhereItIs() throws IOException {
    Sketch sketch =
        new Canvas("t", 100, 80)
            .box(10, 10, 20, 20, Color.RED)
            .dot(60, 20, 6, Shape.DISC, Color.BLUE)
            .dot(80, 20, 6, Shape.RING, Color.BLUE)
            .line(List.of(new Point(10, 60), new Point(90, 60)), Color.GREEN, 4)
            .finished();
    BufferedImage image = drawn(sketch);

    assertThat(image.getWidth()).isEqualTo(100);
    assertThat(at(image, 20, 20)).isEqualTo(Color.RED);
    assertThat(at(image, 60, 20)).isEqualTo(Color.BLUE);
    assertThat(at(image, 80, 20)).isEqualTo(Color.WHITE);
    assertThat(at(image, 50, 60)).isEqualTo(Color.GREEN);
    assertThat(at(image, 50, 45)).isEqualTo(Color.WHITE);
  }

  @Test
  void leavesNoSeamBetweenBoxes() throws IOException {
    Canvas canvas = new Canvas("t", 100, 20);
    for (int i = 0; i < 30; i++) {
      canvas.box(i * 100 / 30.0, 0, 100 / 30.0, 20, Color.RED);
    }
    BufferedImage image = drawn(canvas.finished());

    for (int x = 0; x < 100; x++) {
      assertThat(at(image, x, 10)).isEqualTo(Color.RED);
    }
  }

  @Test
  void movesAPictureIntoAnother() throws IOException {
    Sketch small =
        new Canvas("t", 20, 20)
            .box(0, 0, 5, 5, Color.RED)
            .words(3, 15, "a", Anchor.START, Ink.TEXT)
            .add(new Dot(new Point(10, 10), 4, Shape.CROSS, Ink.BAD, 3))
            .add(new Line(List.of(new Point(1, 1), new Point(2, 9)), Ink.MAIN, 1, true, 3))
            .finished();
    Sketch both = new Canvas("t", 60, 60).picture(small, 30, 40).finished();

    assertThat(both.marks()).hasSize(4).extracting(Mark::subject).containsExactly(-1L, -1L, 3L, 3L);
    assertThat(at(drawn(both), 32, 42)).isEqualTo(Color.RED);
  }

  @Test
  void writesSubjectsAndEscapesWords() {
    String svg =
        Svg.of(
            new Canvas("\"<b>", 100, 80)
                .words(10, 12.345, "<i>&", Anchor.END, Ink.TEXT)
                .upwards(3, 4, "up")
                .add(new Dot(new Point(1.5, 2), 3, Shape.DISC, Ink.clear(Ink.MAIN, 0.5), 17))
                .finished());

    assertThat(svg)
        .startsWith("<svg viewBox=\"0 0 100 80\" role=\"img\" aria-label=\"&quot;&lt;b&gt;\">")
        .contains("x=\"10\" y=\"12.35\"", "text-anchor=\"end\"", ">&lt;i&gt;&amp;</text>")
        .contains("rotate(-90 3 4)")
        .contains("<circle cx=\"1.5\" cy=\"2\" r=\"3\" fill=\"#0072b2\" fill-opacity=\"0.5\"")
        .contains("data-t=\"17\"")
        .endsWith("</svg>");
  }

  @Test
  void growsDarkerAlongTheRamp() {
    double last = 300;
    for (double share = 0; share <= 1; share += 0.05) {
      Color color = Ink.ramp(share);
      double light = 0.21 * color.getRed() + 0.72 * color.getGreen() + 0.07 * color.getBlue();
      assertThat(light).isLessThan(last);
      last = light;
    }
    assertThat(Ink.ramp(7)).isEqualTo(Ink.ramp(1));
    assertThat(Ink.ramp(-7)).isEqualTo(Ink.ramp(0));
  }

  @Test
  void cutsWordsThatFindNoRoom() {
    assertThat(Canvas.fitted("learning_rate", 200)).isEqualTo("learning_rate");
    assertThat(Canvas.fitted("learning_rate", 50)).hasSize(7).endsWith("…");
    assertThat(Canvas.fitted("learning_rate", 0)).hasSize(2);
  }
}
