package dev.temper.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws charts as PNG pictures. */
public final class Png {

  private static final int WIDTH = 1000;
  private static final int HEIGHT = 600;
  private static final int MOST_POINTS = 4000;
  private static final int MOST_IN_A_ROW = 4;
  private static final int MOST_LABELS = 10;

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
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(BitmapEncoder.getBufferedImage(xchart(chart)), "png", bytes);
    return bytes.toByteArray();
  }

  private static XYChart xchart(Chart chart) {
    XYChart drawn =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(chart.title())
            .xAxisTitle(chart.x().label())
            .yAxisTitle(chart.y().label())
            .build();
    style(drawn.getStyler(), chart);
    for (int i = 0; i < chart.series().size(); i++) {
      Series series = chart.series().get(i).thinned(MOST_POINTS);
      XYSeries line = drawn.addSeries(series.label(), series.x(), series.y());
      Color color = Palette.color(i);
      line.setLineColor(series.style() == Series.Style.FAINT ? Palette.pale(color) : color);
      line.setMarkerColor(color);
      line.setMarker(
          series.style() == Series.Style.MARKED ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
      line.setLineStyle(
          new BasicStroke(
              series.style() == Series.Style.FAINT ? 1f : 2.2f,
              BasicStroke.CAP_ROUND,
              BasicStroke.JOIN_ROUND));
    }
    double[] range = chart.yRange();
    for (int i = 0; i < chart.markers().size(); i++) {
      Chart.Marker marker = chart.markers().get(i);
      XYSeries line =
          drawn.addSeries(
              marker.label() + "  " + String.format(Locale.ROOT, "%.3g", marker.x()),
              new double[] {marker.x(), marker.x()},
              range);
      line.setLineColor(Palette.color(chart.series().size() + i));
      line.setMarker(SeriesMarkers.NONE);
      line.setLineStyle(
          new BasicStroke(
              1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {6, 4}, 0));
    }
    return drawn;
  }

  private static void style(XYStyler styler, Chart chart) {
    styler.setLocale(Locale.ROOT);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(new Color(0xE6E8EB));
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setChartTitleBoxVisible(false);
    styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 18));
    styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    styler.setLegendBorderColor(new Color(0xE6E8EB));
    boolean many = chart.series().size() + chart.markers().size() > MOST_IN_A_ROW;
    styler.setLegendPosition(
        many ? Styler.LegendPosition.OutsideE : Styler.LegendPosition.OutsideS);
    styler.setLegendLayout(many ? Styler.LegendLayout.Vertical : Styler.LegendLayout.Horizontal);
    styler.setXAxisTickMarkSpacingHint(WIDTH / MOST_LABELS);
    styler.setMarkerSize(5);
    styler.setXAxisLogarithmic(chart.x().logarithmic());
    styler.setYAxisLogarithmic(chart.y().logarithmic());
    double[] across = chart.xRange();
    if (chart.x().logarithmic()) {
      styler.setXAxisTickLabelsFormattingFunction(Png::tick);
    } else if (across[0] < across[1]) {
      // Only between ends that are not those of the data does the library choose round ticks.
      double span = across[1] - across[0];
      styler.setXAxisMin(across[0] >= 0 && across[0] < 0.2 * span ? 0 : across[0] - 0.01 * span);
      styler.setXAxisMax(across[1] + 0.01 * span);
    }
    if (chart.y().logarithmic()) {
      styler.setYAxisTickLabelsFormattingFunction(Png::tick);
    }
    double[] range = chart.yRange();
    double margin = 0.04 * (range[1] - range[0]);
    if (chart.y().logarithmic()) {
      styler.setYAxisMin(range[0]);
      styler.setYAxisMax(range[1]);
    } else if (margin > 0) {
      styler.setYAxisMin(range[0] < 0 ? range[0] - margin : Math.max(0, range[0] - margin));
      styler.setYAxisMax(range[1] + margin);
    }
  }

  private static String tick(double value) {
    return value >= 0.01 && value < 1000
        ? String.format(Locale.ROOT, "%s", (float) value)
        : String.format(Locale.ROOT, "%.0e", value);
  }
}
