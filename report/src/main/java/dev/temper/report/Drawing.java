package dev.temper.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How one chart is drawn: its size, its letters, and which line has which colour.
 *
 * @param width in pixels
 * @param height in pixels
 * @param font size of the axes' letters in pixels; the title is larger
 * @param tickDistance the least distance in pixels between the ticks of the horizontal axis
 * @param legend whether the chart carries a legend
 * @param names labels in the order of their colours; those not in it follow
 */
record Drawing(
    int width, int height, int font, int tickDistance, boolean legend, List<String> names) {

  private static final int MOST_POINTS = 4000;
  private static final int MOST_IN_A_ROW = 4;
  private static final Color GRID = new Color(0xE6E8EB);

  static final BasicStroke LINE =
      new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  static final BasicStroke FAINT =
      new BasicStroke(1f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  static final BasicStroke SPREAD =
      new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);
  static final BasicStroke BAND =
      new BasicStroke(10f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);
  static final BasicStroke MARKER =
      new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {6, 4}, 0);

  /** The chart, ready to be painted. */
  XYChart of(Chart chart) {
    XYChart drawn =
        new XYChartBuilder()
            .width(width)
            .height(height)
            .title(chart.title())
            .xAxisTitle(chart.x().label())
            .yAxisTitle(chart.y().label())
            .build();
    style(drawn.getStyler(), chart);
    levels(drawn, chart);
    bands(drawn, chart);
    for (int i = 0; i < chart.series().size(); i++) {
      Series series = chart.series().get(i).thinned(MOST_POINTS);
      XYSeries line = drawn.addSeries(series.label(), series.x(), series.y());
      Color color = color(series.main().label(), chart.colorOf(i));
      line.setShowInLegend(!series.isCompanion());
      line.setLineColor(series.style() == Series.Style.FAINT ? Palette.pale(color) : color);
      line.setMarkerColor(color);
      boolean marked =
          series.style() == Series.Style.MARKED || series.style() == Series.Style.POINTS;
      line.setMarker(marked ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
      line.setLineStyle(series.style() == Series.Style.FAINT ? FAINT : LINE);
      if (series.style() == Series.Style.POINTS) {
        line.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
      }
      if (series.low().length > 0) {
        spread(drawn, series, color);
      }
    }
    double[] range = chart.yRange();
    for (int i = 0; i < chart.markers().size(); i++) {
      Chart.Marker marker = chart.markers().get(i);
      XYSeries line =
          drawn.addSeries(
              marker.label() + "  " + String.format(Locale.ROOT, "%.3g", marker.x()),
              new double[] {marker.x(), marker.x()},
              range);
      line.setLineColor(color(marker.label(), chart.named() + i));
      line.setMarker(SeriesMarkers.NONE);
      line.setLineStyle(MARKER);
    }
    return drawn;
  }

  /** Shaded from bottom to top, behind all lines. */
  private void bands(XYChart drawn, Chart chart) {
    double[] range = chart.yRange();
    for (int i = 0; i < chart.bands().size(); i++) {
      Chart.Band band = chart.bands().get(i);
      area(
          drawn,
          band.label(),
          new double[] {band.from(), band.to()},
          range,
          Palette.faint(color(band.label(), chart.colorOfBand(i))));
    }
  }

  /** Areas behind everything else, from the left end to the right. */
  private static void levels(XYChart drawn, Chart chart) {
    for (Chart.Band level : chart.levels()) {
      area(
          drawn,
          level.label(),
          chart.xRange(),
          new double[] {level.from(), level.to()},
          Palette.faint(Palette.NEUTRAL));
    }
  }

  private static void area(XYChart drawn, String label, double[] x, double[] y, Color color) {
    XYSeries area =
        drawn.addSeries(
            label, new double[] {x[0], x[0], x[1], x[1]}, new double[] {y[0], y[1], y[1], y[0]});
    area.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    area.setFillColor(color);
    area.setLineColor(color);
    area.setMarker(SeriesMarkers.NONE);
  }

  /** A bar at each point, from its low to its high end; one line with gaps. */
  private static void spread(XYChart drawn, Series series, Color color) {
    double[] x = series.x();
    double[] low = series.low();
    double[] high = series.high();
    double[] barX = new double[3 * x.length];
    double[] barY = new double[3 * x.length];
    for (int i = 0; i < x.length; i++) {
      Arrays.fill(barX, 3 * i, 3 * i + 3, x[i]);
      barY[3 * i] = low[i];
      barY[3 * i + 1] = high[i];
      barY[3 * i + 2] = Double.NaN;
    }
    XYSeries bars = drawn.addSeries(series.label() + ", spread", barX, barY);
    bars.setShowInLegend(false);
    bars.setLineColor(color);
    bars.setLineStyle(SPREAD);
    bars.setMarker(SeriesMarkers.NONE);
  }

  private Color color(String label, int index) {
    int named = names.indexOf(label);
    return Palette.color(named >= 0 ? named : names.size() + index);
  }

  private void style(XYStyler styler, Chart chart) {
    styler.setLocale(Locale.ROOT);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setChartTitleBoxVisible(false);
    styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, font * 3 / 2));
    styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, font * 7 / 6));
    styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, font));
    styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, font * 13 / 12));
    styler.setLegendVisible(legend);
    styler.setLegendBorderColor(GRID);
    boolean many = chart.named() + chart.markers().size() + chart.bands().size() > MOST_IN_A_ROW;
    styler.setLegendPosition(
        many ? Styler.LegendPosition.OutsideE : Styler.LegendPosition.OutsideS);
    styler.setLegendLayout(many ? Styler.LegendLayout.Vertical : Styler.LegendLayout.Horizontal);
    styler.setXAxisTickMarkSpacingHint(tickDistance);
    styler.setMarkerSize(5);
    styler.setXAxisLogarithmic(chart.x().logarithmic());
    styler.setYAxisLogarithmic(chart.y().logarithmic());
    double[] across = chart.xRange();
    if (chart.x().logarithmic()) {
      styler.setXAxisTickLabelsFormattingFunction(Drawing::tick);
    } else if (across[0] < across[1]) {
      // Only between ends that are not those of the data does the library choose round ticks.
      double span = across[1] - across[0];
      styler.setXAxisMin(across[0] >= 0 && across[0] < 0.2 * span ? 0 : across[0] - 0.01 * span);
      styler.setXAxisMax(across[1] + 0.01 * span);
    }
    if (chart.y().logarithmic()) {
      styler.setYAxisTickLabelsFormattingFunction(Drawing::tick);
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
