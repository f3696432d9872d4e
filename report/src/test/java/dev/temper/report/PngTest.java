package dev.temper.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.temper.rangetest.RangeTest;
import dev.temper.report.Chart.Axis;
import dev.temper.report.Chart.Band;
import dev.temper.report.Chart.Marker;
import dev.temper.report.Series.Style;
import dev.temper.schedule.Curve;
import dev.temper.schedule.OneCycle;
import dev.temper.schedule.Schedule;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Charts as pictures. */
class PngTest {

  private static final double[] X = {1, 2, 3, 4};
  private static final double[] Y = {1, 1, 2, 2};

  private static BufferedImage draw(Chart chart) throws IOException {
    byte[] png = Png.draw(chart);
    assertThat(png).startsWith(0x89, 'P', 'N', 'G');
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image.getWidth()).isEqualTo(1000);
    assertThat(image.getHeight()).isEqualTo(600);
    return image;
  }

  private static long pixels(BufferedImage image, Color color) {
    return IntStream.range(0, image.getWidth() * image.getHeight())
        .filter(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()) == color.getRGB())
        .count();
  }

  private static Chart chart(Series... series) {
    return Chart.of("title", Axis.linear("x"), Axis.linear("y"), series);
  }

  @Test
  void drawsEachLineInItsColour() throws IOException {
    Series one = Series.of("one", Style.LINE, X, Y);
    Series two = Series.of("two", Style.MARKED, X, new double[] {2, 2, 1, 1});
    BufferedImage alone = draw(chart(one));
    BufferedImage both = draw(chart(one, two));

    assertThat(pixels(alone, Palette.color(0))).isGreaterThan(500);
    assertThat(pixels(alone, Palette.color(1))).isZero();
    assertThat(pixels(both, Palette.color(0))).isGreaterThan(500);
    assertThat(pixels(both, Palette.color(1))).isGreaterThan(500);
  }

  @Test
  void drawsFaintLinesPale() throws IOException {
    BufferedImage image = draw(chart(Series.of("one", Style.FAINT, X, Y)));

    assertThat(pixels(image, Palette.pale(Palette.color(0)))).isGreaterThan(300);
    assertThat(pixels(image, Palette.color(0))).isZero();
  }

  @Test
  void drawsACompanionInTheColourOfItsMainSeriesAndTheNextInItsOwn() throws IOException {
    Series main = Series.of("main", Style.LINE, X, Y);
    Series companion =
        Series.of("seed", Style.FAINT, X, new double[] {2, 2, 1, 1}).companionOf(main);
    Series next = Series.of("next", Style.LINE, X, new double[] {1.2, 1.3, 1.2, 1.3});
    BufferedImage image = draw(chart(companion, main, next));

    assertThat(pixels(image, Palette.pale(Palette.color(0)))).isGreaterThan(200);
    assertThat(pixels(image, Palette.color(0))).isGreaterThan(500);
    assertThat(pixels(image, Palette.color(1))).isGreaterThan(500);
    assertThat(pixels(image, Palette.color(2))).isZero();
  }

  @Test
  void drawsMarkersFromBottomToTopInTheNextColour() throws IOException {
    Series line = Series.of("line", Style.LINE, X, Y);
    Chart marked =
        new Chart(
            "t", Axis.linear("x"), Axis.linear("y"), List.of(line), List.of(new Marker(2.5, "m")));
    BufferedImage image = draw(marked);

    Color color = Palette.color(1);
    long rows =
        IntStream.range(0, image.getHeight())
            .filter(
                y ->
                    IntStream.range(0, image.getWidth())
                        .anyMatch(x -> image.getRGB(x, y) == color.getRGB()))
            .count();
    // Dashed: 6 of every 10 pixels of some 400.
    assertThat(rows).isGreaterThan(180);
  }

  @Test
  void cutsOffWhatLiesAboveTheAxis() throws IOException {
    double[] blowUp = {1, 2, 3, 1e9};
    Axis cut = Axis.linear("y").upTo(4);
    BufferedImage image =
        draw(Chart.of("t", Axis.linear("x"), cut, Series.of("line", Style.LINE, X, blowUp)));

    // The first two thirds rise through half of the height; uncut they would be a flat line.
    long rows =
        IntStream.range(0, image.getHeight())
            .filter(
                y ->
                    IntStream.range(0, 600)
                        .anyMatch(x -> image.getRGB(x, y) == Palette.color(0).getRGB()))
            .count();
    assertThat(rows).isGreaterThan(200);
  }

  @Test
  void shadesABandBehindTheLines() throws IOException {
    Series line = Series.of("line", Style.LINE, X, Y);
    BufferedImage image =
        draw(
            new Chart(
                "t",
                Axis.linear("x"),
                Axis.linear("y"),
                List.of(line),
                List.of(),
                List.of(new Band(2, 3, "band"))));

    // A third of some 900 x 450, without the line.
    assertThat(pixels(image, Palette.faint(Palette.color(1)))).isGreaterThan(80_000);
    assertThat(pixels(image, Palette.color(0))).isGreaterThan(500);
  }

  @Test
  void drawsABarFromTheLowToTheHighEndOfEachPoint() throws IOException {
    double[] low = {0, 0, 1, 1};
    double[] high = {3, 3, 3, 3};
    BufferedImage plain = draw(chart(Series.of("one", Style.MARKED, X, Y)));
    BufferedImage spread = draw(chart(Series.withSpread("one", Style.MARKED, X, Y, low, high)));

    assertThat(pixels(spread, Palette.color(0)))
        .isGreaterThan(pixels(plain, Palette.color(0)) + 300);
  }

  @Test
  void drawsPointsWithoutALine() throws IOException {
    BufferedImage image = draw(chart(Series.of("one", Style.POINTS, X, Y)));

    assertThat(pixels(image, Palette.color(0))).isBetween(50L, 400L);
  }

  @Test
  void anAxisWithFixedEndsShowsThemWhateverTheData() {
    Chart fixed =
        Chart.of(
            "t",
            Axis.linear("x"),
            Axis.linear("y").over(0, 10),
            Series.of("one", Style.LINE, X, new double[] {1, 2, 3, 40}));

    assertThat(fixed.yRange()).containsExactly(0, 10);
  }

  static Stream<Chart> oddCharts() {
    double[] none = {};
    double[] one = {3};
    double[] constant = {2, 2, 2, 2};
    double[] wide = {1e-300, 1, 1e10, 1e300};
    double[] rising = IntStream.range(1, 100_001).asDoubleStream().toArray();
    double[] noise = new Random(1).doubles(100_000).toArray();
    return Stream.of(
        chart(),
        chart(Series.of("none", Style.LINE, none, none)),
        chart(Series.of("one", Style.MARKED, one, one)),
        chart(Series.of("constant", Style.LINE, X, constant)),
        chart(Series.of("vertical", Style.LINE, constant, X)),
        chart(Series.of("negative", Style.LINE, X, new double[] {-4, 0, -1, -2})),
        chart(Series.of("wide", Style.LINE, X, wide)),
        chart(Series.of("many", Style.FAINT, rising, noise)),
        logarithmic(Series.of("one", Style.LINE, one, one)),
        logarithmic(Series.of("constant", Style.LINE, X, constant)),
        logarithmic(Series.of("wide", Style.LINE, X, wide)),
        logarithmic(Series.of("decade", Style.LINE, X, new double[] {1e-3, 1e-2, 1e-1, 1})),
        logarithmic(Series.of("many", Style.LINE, rising, rising)),
        logarithmic(),
        RangeTestCharts.test(Results.curve(RangeTest.exponential(1e-6, 10, 100))),
        RangeTestCharts.test(Results.curve(RangeTest.linear(0, 10, 100))),
        RangeTestCharts.test(Results.curve(RangeTest.exponential(1, 1e30, 2))),
        SensitivityCharts.loss(Results.sensitivity()),
        SensitivityCharts.accuracy(Results.sensitivity()),
        RunCharts.loss(Results.history(2)),
        RunCharts.accuracy(Results.history(9)),
        RunCharts.momentum(Results.history(1)));
  }

  private static Chart logarithmic(Series... series) {
    return Chart.of("title", Axis.logarithmic("x"), Axis.logarithmic("y"), series);
  }

  @ParameterizedTest
  @MethodSource("oddCharts")
  void drawsAnyChart(Chart chart) throws IOException {
    BufferedImage image = draw(chart);
    if (!chart.series().isEmpty()) {
      Color color =
          chart.series().get(0).style() == Style.FAINT
              ? Palette.pale(Palette.color(0))
              : Palette.color(0);
      assertThat(pixels(image, color)).isPositive();
    }
  }

  private static BufferedImage grid(List<Chart> charts, int columns) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(Png.draw(charts, columns)));
  }

  @Test
  void aGridHasOnePanelForEachChartRowByRow() throws IOException {
    Chart full = chart(Series.of("one", Style.LINE, X, Y));
    BufferedImage image = grid(List.of(full, chart(), chart(), full, full), 2);

    Color color = Palette.color(0);
    int width = image.getWidth() / 2;
    int height = image.getHeight() / 3;
    for (int panel = 0; panel < 6; panel++) {
      BufferedImage part = image.getSubimage(panel % 2 * width, panel / 2 * height, width, height);
      if (panel == 0 || panel == 3 || panel == 4) {
        assertThat(pixels(part, color)).as("panel %d", panel).isGreaterThan(200);
      } else {
        assertThat(pixels(part, color)).as("panel %d", panel).isZero();
      }
    }
  }

  @Test
  void aGridGivesALabelTheSameColourInEveryPanelAndOneLegend() throws IOException {
    Series one = Series.of("one", Style.LINE, X, Y);
    Series two = Series.of("two", Style.LINE, X, new double[] {2, 2, 1, 1});
    BufferedImage alone = grid(List.of(chart(one), chart(two)), 2);
    BufferedImage both = grid(List.of(chart(one), chart(two), chart(one, two)), 3);

    int width = alone.getWidth() / 2;
    BufferedImage right = alone.getSubimage(width, 0, width, alone.getHeight());
    assertThat(pixels(right, Palette.color(0))).isZero();
    assertThat(pixels(right, Palette.color(1))).isGreaterThan(200);
    int panel = grid(List.of(chart(one), chart(two), chart(two)), 3).getHeight();
    BufferedImage legend = both.getSubimage(0, panel, both.getWidth(), both.getHeight() - panel);
    assertThat(pixels(legend, Palette.color(0))).isGreaterThan(20);
    assertThat(pixels(legend, Palette.color(1))).isGreaterThan(20);
  }

  @Test
  void aGridDrawsAnyCharts() throws IOException {
    List<Chart> odd = oddCharts().toList();
    BufferedImage image = grid(odd, 4);

    assertThat(image.getWidth()).isEqualTo(1280);
    assertThat(grid(odd, 1).getWidth()).isEqualTo(1000);
    assertThat(pixels(image, Palette.color(0))).isPositive();
  }

  @Test
  void aScheduleHasAPanelForTheRateAndForWhatElseChanges() {
    Schedule still = Schedule.of(Curve.constant(1), Curve.constant(0.9), Curve.constant(0));

    assertThat(ScheduleCharts.of(still, 9))
        .extracting(Chart::title)
        .containsExactly("Learning rate");
    assertThat(ScheduleCharts.of(OneCycle.smith(9, 1), 9))
        .extracting(Chart::title)
        .containsExactly("Learning rate", "Momentum");
    assertThat(ScheduleCharts.of(still.withWeightDecay(Curve.linear(0, 1, 9)), 9))
        .extracting(Chart::title)
        .containsExactly("Learning rate", "Weight decay");
    assertThat(ScheduleCharts.of(still.withWeightDecay(Curve.linear(0, 1, 9)), 9).get(1).series())
        .singleElement()
        .satisfies(line -> assertThat(line.y()).hasSize(9).startsWith(0).endsWith(8 / 9.0));
  }

  @Test
  void aGridWithoutChartsOrColumnsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Png.draw(List.of(), 2))
        .withMessageContaining("1 chart or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Png.draw(List.of(chart()), 0))
        .withMessageContaining("(0)");
  }
}
