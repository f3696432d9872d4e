package dev.temper.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.temper.recipe.Comparison;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A comparison as charts and as a table. */
class ComparisonTest {

  private static final Comparison COMPARISON = Results.comparison();

  @Test
  void everyCandidateGetsItsVerdict() {
    assertThat(COMPARISON.candidates().stream().map(c -> ComparisonTable.verdict(COMPARISON, c)))
        .containsExactly("tie", "taken", "worse", "diverged");
  }

  @Test
  void theTableTellsDifferencesToTheTakenAndSeeds() throws IOException {
    HtmlPage page = new HtmlPage("t");
    ComparisonTable.add(page, COMPARISON);
    String text = page.render().replaceAll("(?s)<script.*?</script>", "");

    assertThat(text)
        .contains("<tr class=\"taken\"><td>0.95 to 0.85</td>")
        .contains("<td class=\"number\">+60.0 %</td>", "<td class=\"number\">2</td>")
        .contains("<td>diverged</td>")
        .doesNotContain("<th>batch size</th>", "Infinity", "NaN");
  }

  @Test
  void theFinalLossStandsOverTheValueWithItsSpreadAndTheNoise() throws IOException {
    Chart chart = ComparisonCharts.finalLoss(COMPARISON).orElseThrow();

    Series means = chart.series().get(0);
    assertThat(means.x()).containsExactly(0.9, 0.95, 0.99);
    assertThat(means.low()).containsExactly(0.8, 0.5, 0.51);
    assertThat(means.high()).containsExactly(0.8, 0.52, 0.51);
    assertThat(chart.series().get(1).label()).isEqualTo("diverged");
    assertThat(chart.series().get(1).x()).containsExactly(0.5);
    assertThat(chart.markers()).containsExactly(new Chart.Marker(0.95, "taken"));
    assertThat(chart.levels()).hasSize(1);
    assertThat(chart.levels().get(0).from()).isBetween(0.45, 0.5);
    assertThat(chart.levels().get(0).to()).isBetween(0.52, 0.56);
    JsonNode drawn = HtmlPageTest.charts(new HtmlPage("t").charts(chart).render()).get(0);
    assertThat(drawn.at("/levels/0/label").asText()).isEqualTo("within noise");
  }

  @Test
  void curvesShowEveryRunWithFurtherSeedsBehindTheirFirst() {
    for (Chart chart :
        List.of(ComparisonCharts.validation(COMPARISON), ComparisonCharts.training(COMPARISON))) {
      assertThat(chart.x().label()).isEqualTo("iteration");
      assertThat(chart.series()).hasSize(5);
      assertThat(chart.series().get(0).label()).isEqualTo("0.95 to 0.85, seed 2");
      assertThat(chart.series().get(0).isCompanion()).isTrue();
      assertThat(chart.series().get(0).main().label()).isEqualTo("0.95 to 0.85");
    }
  }

  @Test
  void batchSizesAreDrawnOverTheTimeTheyTook() {
    Comparison sizes =
        new Comparison("batch size", COMPARISON.candidates(), 1, 1, 0.05, "It is the best.");

    Chart chart = ComparisonCharts.validation(sizes);
    assertThat(chart.x().label()).isEqualTo("seconds");
    double[] seconds = chart.series().get(1).x();
    assertThat(seconds[seconds.length - 1]).isCloseTo(0.5 * 41 / 40, within(1e-12));
  }

  @Test
  void valuesThatAreNoNumbersHaveNoChartOfTheirOwn() {
    Comparison check =
        new Comparison("check", COMPARISON.candidates(), 1, 1, 0.05, "It is the best.");

    assertThat(ComparisonCharts.of(check)).hasSize(2);
  }
}
