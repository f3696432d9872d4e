package dev.temper.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.temper.diagnosis.Curves;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the charts of a run show. */
class RunChartsTest {

  private static Series series(Chart chart, String label) {
    return chart.series().stream()
        .filter(line -> line.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> labels(Chart chart) {
    return chart.series().stream().map(Series::label).toList();
  }

  /** A constant training loss of 1, so that smoothing changes nothing. */
  private static Curves.Builder flat(int steps) {
    Curves.Builder curves = Curves.builder();
    for (int i = 0; i < steps; i++) {
      curves.step(10L * i, 1, Double.NaN);
    }
    return curves;
  }

  @Test
  void theGapIsValidationMinusTheTrainingLossOfTheLastPointBefore() {
    Curves curves =
        Curves.builder()
            .step(0, 4, 0.1)
            .evaluation(0, 9, Double.NaN)
            .step(5, 3, 0.1)
            .evaluation(5, 4.5, Double.NaN)
            .evaluation(6, 3.25, Double.NaN)
            .evaluation(8, Double.NaN, 0.5)
            .evaluation(9, 2, Double.NaN)
            .build();
    Series gap = series(RunCharts.gap(curves), "generalization gap");

    assertThat(gap.x()).containsExactly(5, 6, 9);
    assertThat(gap.y()).containsExactly(0.5, 0.25, -1);
  }

  @Test
  void theGapIsTakenToTheSmoothedLoss() {
    Curves.Builder curves = Curves.builder();
    for (int i = 0; i < 1000; i++) {
      curves.step(i, i % 2 == 0 ? 0.9 : 1.1, Double.NaN);
    }
    curves.evaluation(999, 1.5, Double.NaN).evaluation(1000, 1.5, Double.NaN);

    assertThat(series(RunCharts.gap(curves.build()), "generalization gap").y())
        .containsExactly(new double[] {0.5, 0.5}, within(0.02));
  }

  @Test
  void theGapHasALineWhereThereIsNoneAndNoChartWithoutAnEvaluation() {
    assertThat(labels(RunCharts.gap(flat(9).evaluation(50, 2, 0.5).build())))
        .containsExactly("generalization gap", "no gap");
    assertThat(RunCharts.gap(flat(9).build()).series()).isEmpty();
    assertThat(RunCharts.gap(flat(9).evaluation(50, Double.NaN, 0.5).build()).series()).isEmpty();
  }

  @Test
  void aLossThatBlowsUpIsCutOffAndHasNoGap() {
    Curves curves = flat(9).step(100, 1e9, Double.NaN).evaluation(101, 1e9, 0.1).build();

    assertThat(RunCharts.loss(curves).yRange()[1]).isEqualTo(4);
    assertThat(RunCharts.gap(curves).series()).isEmpty();
  }

  @Test
  void aValidationLossThatOverfitsIsShown() {
    Curves curves = flat(9).evaluation(50, 0.9, 0.5).evaluation(81, 2.5, 0.5).build();

    assertThat(RunCharts.loss(curves).yRange()[1]).isEqualTo(2.5);
  }

  @Test
  void aCurveOfFewPointsIsNotSmoothed() {
    assertThat(labels(RunCharts.loss(flat(30).build()))).containsExactly("training loss");
    assertThat(labels(RunCharts.loss(flat(300).build())))
        .containsExactly("training loss as recorded", "training loss, smoothed");
  }

  @Test
  void smoothingGoesOnAfterALossThatIsNotFinite() {
    Curves curves =
        flat(500)
            .step(5000, Double.NaN, 0)
            .step(5001, Double.POSITIVE_INFINITY, 0)
            .step(5002, 1, 0)
            .build();

    double[] smoothed = RunCharts.smoothedLoss(curves);
    assertThat(Arrays.copyOfRange(smoothed, 500, 502)).containsOnly(Double.NaN);
    assertThat(smoothed[502]).isCloseTo(1, within(1e-9));
  }

  @Test
  void everyChartReachesOverTheWholeRun() {
    Curves curves =
        Curves.builder().step(3, 1, 0.1).step(50, Double.NaN, 0.1).evaluation(9, 2, 0.5).build();

    for (Chart chart :
        List.of(
            RunCharts.loss(curves),
            RunCharts.gap(curves),
            RunCharts.accuracy(curves),
            RunCharts.learningRate(curves))) {
      assertThat(chart.xRange()).as(chart.title()).containsExactly(3, 50);
    }
  }

  @Test
  void lossesBelowZeroAreOnALinearAxis() {
    Curves curves = Curves.builder().step(0, 1, 0).step(1, -2, 0).step(2, -3, 0).build();

    assertThat(RunCharts.loss(curves).y().logarithmic()).isFalse();
    assertThat(RunCharts.loss(curves).yRange()).containsExactly(-3, 1);
  }
}
