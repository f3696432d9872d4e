package dev.temper.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Stroke;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.knowm.xchart.BitmapEncoder;

/** Several charts in one picture, row by row, with one legend below all. */
final class Grid {

  private static final int LEAST_WIDTH = 1000;
  private static final int LEAST_PANEL = 320;
  private static final int MOST_PANEL_HEIGHT = 300;
  private static final double SHAPE = 0.66;
  private static final int SMALL = 500;
  private static final int ROW = 24;
  private static final int SAMPLE = 26;
  private static final int GAP = 8;

  /** An entry of the legend. */
  private record Entry(String label, Color color, Stroke stroke) {}

  private final List<Chart> charts;
  private final int columns;
  private final List<String> names;

  Grid(List<Chart> charts, int columns) {
    if (charts.isEmpty()) {
      throw new IllegalArgumentException("A grid needs 1 chart or more.");
    }
    if (columns < 1) {
      throw new IllegalArgumentException("The columns (" + columns + ") must be 1 or more.");
    }
    this.charts = List.copyOf(charts);
    this.columns = columns;
    Set<String> labels = new LinkedHashSet<>();
    charts.stream()
        .flatMap(chart -> chart.series().stream())
        .filter(series -> !series.isCompanion())
        .forEach(series -> labels.add(series.label()));
    charts.forEach(chart -> chart.series().forEach(series -> labels.add(series.main().label())));
    charts.forEach(chart -> chart.markers().forEach(marker -> labels.add(marker.label())));
    charts.forEach(chart -> chart.bands().forEach(band -> labels.add(band.label())));
    charts.forEach(chart -> chart.levels().forEach(level -> labels.add(level.label())));
    this.names = List.copyOf(labels);
  }

  BufferedImage image() {
    int width = Math.max(LEAST_WIDTH / columns, LEAST_PANEL);
    int height = Math.min(MOST_PANEL_HEIGHT, (int) (width * SHAPE));
    int font = width < SMALL ? 10 : 11;
    Drawing drawing = new Drawing(width, height, font, 6 * font, false, names);
    int rows = (charts.size() + columns - 1) / columns;
    List<List<Entry>> legend = legend(columns * width);
    BufferedImage image =
        new BufferedImage(
            columns * width, rows * height + legend.size() * ROW, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    for (int i = 0; i < charts.size(); i++) {
      graphics.drawImage(
          BitmapEncoder.getBufferedImage(drawing.of(charts.get(i))),
          i % columns * width,
          i / columns * height,
          null);
    }
    prepare(graphics);
    for (int row = 0; row < legend.size(); row++) {
      paint(graphics, legend.get(row), image.getWidth(), rows * height + row * ROW);
    }
    graphics.dispose();
    return image;
  }

  private static void prepare(Graphics2D graphics) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
  }

  /** The entries row by row, none longer than the picture is wide. */
  private List<List<Entry>> legend(int width) {
    if (charts.stream().allMatch(chart -> chart.named() + chart.markers().size() < 2)) {
      return List.of();
    }
    Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    prepare(graphics);
    FontMetrics metrics = graphics.getFontMetrics();
    List<List<Entry>> rows = new ArrayList<>();
    int used = width;
    for (String label : names) {
      int length = length(metrics, label);
      if (used + length > width) {
        rows.add(new ArrayList<>());
        used = 0;
      }
      used += length;
      rows.get(rows.size() - 1).add(entry(label));
    }
    graphics.dispose();
    return rows;
  }

  private Entry entry(String label) {
    Color color = Palette.color(names.indexOf(label));
    for (Chart chart : charts) {
      for (Series series : chart.series()) {
        if (series.label().equals(label)) {
          return series.style() == Series.Style.FAINT
              ? new Entry(label, Palette.pale(color), Drawing.FAINT)
              : new Entry(label, color, Drawing.LINE);
        }
      }
    }
    boolean level =
        charts.stream()
            .flatMap(chart -> chart.levels().stream())
            .anyMatch(l -> l.label().equals(label));
    if (level) {
      return new Entry(label, Palette.faint(Palette.NEUTRAL), Drawing.BAND);
    }
    boolean marker =
        charts.stream()
            .flatMap(chart -> chart.markers().stream())
            .anyMatch(m -> m.label().equals(label));
    return marker
        ? new Entry(label, color, Drawing.MARKER)
        : new Entry(label, Palette.faint(color), Drawing.BAND);
  }

  private static int length(FontMetrics metrics, String label) {
    return SAMPLE + GAP + metrics.stringWidth(label) + 2 * GAP;
  }

  private static void paint(Graphics2D graphics, List<Entry> row, int width, int top) {
    FontMetrics metrics = graphics.getFontMetrics();
    int x = (width - row.stream().mapToInt(entry -> length(metrics, entry.label())).sum()) / 2;
    int middle = top + ROW / 2;
    for (Entry entry : row) {
      graphics.setColor(entry.color());
      graphics.setStroke(entry.stroke());
      graphics.drawLine(x + GAP, middle, x + GAP + SAMPLE, middle);
      graphics.setColor(Color.BLACK);
      graphics.drawString(
          entry.label(), x + GAP + SAMPLE + GAP, middle + metrics.getAscent() / 2 - 1);
      x += length(metrics, entry.label());
    }
  }
}
