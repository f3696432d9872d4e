package dev.temper.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.temper.diagnosis.Curves;
import dev.temper.diagnosis.Finding;
import dev.temper.report.Chart.Band;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a diagnosis tells, and the files it leaves. */
class DiagnosisReportTest {

  private final Path temp;

  DiagnosisReportTest(@TempDir Path temp) {
    this.temp = temp;
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(temp)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> temp.relativize(file).toString().replace('\\', '/'))
          .toList();
    }
  }

  private static final Finding ODD = new Finding("odd", 0.5, 3, 9, "It was 1 < 2.", "Lower it.");

  private static DiagnosedRun run(Finding... findings) {
    Curves.Builder curves = Curves.builder();
    for (int i = 0; i < 100; i++) {
      curves.step(i, 1.0 / (1 + i), Double.NaN);
    }
    return new DiagnosedRun("run.csv", curves.build(), List.of(findings));
  }

  @Test
  void theDocumentOfOneRunIsItsFindings() {
    assertThat(new DiagnosisReport(List.of(run(ODD))).json())
        .hasToString(
            "{\"findings\":[{\"code\":\"odd\",\"confidence\":0.5,\"from\":3,\"to\":9,"
                + "\"evidence\":\"It was 1 < 2.\",\"advice\":\"Lower it.\"}]}");
  }

  @Test
  void theDocumentOfSeveralRunsIsAListWithTheirFiles() {
    JsonNode json = new DiagnosisReport(List.of(run(ODD), run())).json();

    assertThat(json.isArray()).isTrue();
    assertThat(json.findValuesAsText("file")).containsExactly("run.csv", "run.csv");
    assertThat(json.at("/0/findings/0/code").asText()).isEqualTo("odd");
    assertThat(json.at("/1/findings")).isEmpty();
  }

  @Test
  void leavesThePageThePlotsTheCurvesAndTheDocument() throws IOException {
    var report = new DiagnosisReport(List.of(Results.diagnosed("a")));
    report.write(RunFolder.open(temp));

    assertThat(files())
        .containsExactlyInAnyOrder(
            "result.json",
            "report.html",
            "curves.csv",
            "plots/loss.png",
            "plots/gap.png",
            "plots/accuracy.png",
            "plots/learning-rate.png");
    assertThat(new ObjectMapper().readTree(temp.resolve("result.json").toFile()).toString())
        .isEqualTo(report.json().toString());
    assertThat(Files.readString(temp.resolve("report.html")))
        .contains("diverged", "90 %", "200 – 299", "It rose to 1 &lt; NaN.", "Lower the rate");
  }

  @Test
  void whatSeveralRunsLeaveIsNumbered() throws IOException {
    new DiagnosisReport(List.of(run(), Results.diagnosed("a"))).write(RunFolder.open(temp));

    assertThat(files())
        .containsExactlyInAnyOrder(
            "result.json",
            "report.html",
            "curves/1.csv",
            "curves/2.csv",
            "plots/1-loss.png",
            "plots/2-loss.png",
            "plots/2-gap.png",
            "plots/2-accuracy.png",
            "plots/2-learning-rate.png");
  }

  private static List<Band> bands(Finding... findings) {
    Chart chart = DiagnosisCharts.of(run(findings)).get("loss");
    assertThat(chart).isNotNull();
    return chart.bands();
  }

  private static Finding finding(String code, long from, long to) {
    return new Finding(code, 0.5, from, to, "", "");
  }

  @Test
  void theRangeOfEachFindingIsShadedButNotThatOfAHealthyRun() {
    assertThat(bands(finding("oscillating", 20, 40), finding("healthy", 0, 99)))
        .containsExactly(new Band(20, 40, "oscillating", 3));
  }

  @Test
  void aFindingHasTheSameColourInEveryChart() {
    var charts = DiagnosisCharts.of(Results.diagnosed("a")).values();

    assertThat(charts)
        .hasSize(4)
        .allSatisfy(
            chart ->
                assertThat(chart.bands())
                    .extracting(band -> chart.colorOfBand(chart.bands().indexOf(band)))
                    .containsExactly(3, 4, 5));
  }

  @Test
  void aSecondFindingOfACodeHasItsOwnName() {
    assertThat(bands(finding("odd", 1, 5), finding("odd", 11, 15)))
        .extracting(Band::label)
        .containsExactly("odd", "odd 2");
  }

  @Test
  void aFindingAtOneIterationCanBeSeenAndStaysInsideTheChart() {
    assertThat(bands(finding("odd", 50, 50), finding("late", 99, 99), finding("long", 90, 500)))
        .allSatisfy(
            band -> {
              assertThat(band.to() - band.from()).isGreaterThan(0.5);
              assertThat(band.from()).isBetween(49.0, 99.0);
              assertThat(band.to()).isBetween(50.0, 99.0);
            });
  }

  @Test
  void anEmptyDiagnosisIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new DiagnosisReport(List.of()));
  }
}
