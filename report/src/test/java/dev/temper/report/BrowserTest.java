package dev.temper.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.temper.rangetest.RangeTest;
import dev.temper.recipe.WeightDecayBy;
import dev.temper.report.study.Studies;
import dev.temper.training.Evaluation;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a browser makes of the pages: every chart drawn, no error, nothing fetched. */
@Tag("browser")
class BrowserTest {

  /** Collects errors from the first moment on. */
  private static final String WATCH =
      """
      <script>
      const errors = [];
      addEventListener("error", event => errors.push(String(event.message)), true);
      addEventListener("unhandledrejection", event => errors.push(String(event.reason)));
      </script>
      """;

  /**
   * Counts, for each chart, the pixels inside the axes that have the colour of each line; pale
   * lines, which others may hide, are left out.
   */
  private static final String PROBE =
      """
      <script>
      addEventListener("load", () => setTimeout(async () => {
        const copied = [];
        Object.defineProperty(navigator, "clipboard",
          { value: { writeText: async text => { copied.push(text); } } });
        const buttons = [...document.querySelectorAll("pre + button")];
        for (const button of buttons) {
          button.click();
          await null;
        }
        for (const slider of document.querySelectorAll(".steps input")) {
          slider.value = 0;
          slider.dispatchEvent(new Event("input"));
        }
        const seen = [...document.querySelectorAll("canvas[data-chart]")]
          .filter(canvas => !canvas.closest("[hidden]"));
        const charts = seen.map(canvas => {
          const chart = Chart.getChart(canvas);
          const ratio = chart.currentDevicePixelRatio;
          const area = chart.chartArea;
          const image = canvas.getContext("2d").getImageData(
            area.left * ratio, area.top * ratio, area.width * ratio, area.height * ratio).data;
          const pixels = color => {
            const wanted = [1, 3, 5].map(at => parseInt(color.slice(at, at + 2), 16));
            let count = 0;
            for (let i = 0; i < image.length; i += 4) {
              count += image[i + 3] > 200
                && wanted.every((value, k) => Math.abs(image[i + k] - value) < 8);
            }
            return count;
          };
          return chart.data.datasets.filter(line => line.borderColor.length === 7)
            .map(line => ({ line: line.label, pixels: pixels(line.borderColor) }));
        });
        const marks = [...document.querySelectorAll(".sketch [data-t]")];
        for (const mark of marks.slice(-1)) {
          mark.scrollIntoView({ block: "center" });
          const box = mark.getBoundingClientRect();
          mark.dispatchEvent(new PointerEvent("pointermove", { bubbles: true,
            clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 }));
        }
        const result = {
          errors, charts, copied,
          step: document.querySelector(".steps output")?.textContent ?? "",
          tip: document.querySelector(".tip:not([hidden])")?.textContent ?? "",
          shown: new Set([...document.querySelectorAll(".shown")].map(mark => mark.closest("svg"))).size, images: document.images.length,
          fetched: performance.getEntriesByType("resource").map(entry => entry.name),
        };
        const place = document.createElement("pre");
        place.id = "probe";
        place.textContent = JSON.stringify(result);
        document.body.append(place);
      }, 200));
      </script>
      """;

  private static final Pattern ANSWER = Pattern.compile("<pre id=\"probe\">(.*?)</pre>");

  private final Path temp;

  BrowserTest(@TempDir Path temp) {
    this.temp = temp;
  }

  @Test
  void drawsAllChartsOfATuningWhateverItsDataIsCalled() throws Exception {
    var result =
        Results.with(
            Results.tuning(), Results.HOSTILE_NAME, new Evaluation(0.5, 0.75, 90), List.of());
    new TuneReport(result, Results.ENGINE).write(RunFolder.open(temp));

    assertSomethingDrawn(9);
  }

  @Test
  void drawsEveryChartOfWhatWasComparedAndOffersEveryBlockToCopy() throws Exception {
    for (WeightDecayBy way : WeightDecayBy.values()) {
      var result = Results.compared(way);
      new TuneReport(result, Results.ENGINE).write(RunFolder.open(temp));
      int charts = HtmlPageTest.charts(Files.readString(temp.resolve("report.html"))).size();

      // Candidates, and the answers of several rules, may lie on each other.
      assertSomethingDrawn(charts);
      assertThat(open(temp.resolve("report.html")).get("copied"))
          .extracting(JsonNode::asText)
          .satisfiesExactly(
              yaml -> assertThat(yaml).contains("schedule: one-cycle"),
              java -> assertThat(java).contains("OneCycle.smith"),
              python -> assertThat(python).contains("import torch"));
    }
  }

  @Test
  void drawsAComparisonWithItsNoise() throws Exception {
    Chart chart = ComparisonCharts.finalLoss(Results.comparison()).orElseThrow();
    Files.writeString(temp.resolve("report.html"), new HtmlPage("t").charts(chart).render());

    assertDrawn(1);
  }

  @Test
  void drawsARangeTestThatBeginsAtZero() throws Exception {
    Results.rangeTest(RangeTest.linear(0, 3, 200)).write(RunFolder.open(temp));

    assertDrawn(2);
  }

  @Test
  void drawsATraining() throws Exception {
    Results.train(Results.history(3000), new Evaluation(0.5, 0.75, 90)).write(RunFolder.open(temp));

    assertDrawn(5);
  }

  @Test
  void drawsADiagnosisWithTheRangesOfItsFindings() throws Exception {
    new DiagnosisReport(List.of(Results.diagnosed("a"), Results.diagnosed(Results.HOSTILE_NAME)))
        .write(RunFolder.open(temp));

    assertDrawn(8);
  }

  @Test
  void drawsASensitivityAnalysisWithItsSpreadAndBand() throws Exception {
    Results.report(Results.sensitivity()).write(RunFolder.open(temp));

    assertDrawn(2);
  }

  @Test
  void drawsEveryPanelOfTrainingDynamicsThatHasACurve() throws Exception {
    Results.dynamics().write(RunFolder.open(temp));

    // Training and validation may lie on each other.
    assertSomethingDrawn(23 + 8);
  }

  @Test
  void showsATrialOfAStudyInAllChartsUnderThePointer() throws Exception {
    Studies.mixed().write(RunFolder.open(temp));
    // The slider of the Gaussian process is moved to its first trial: belief and acquisition.
    assertSomethingDrawn(4);
    JsonNode probe = open(temp.resolve("report.html"));
    assertThat(probe.get("step").asText()).matches("trial [0-9]+");

    assertThat(probe.get("tip").asText()).startsWith("Trial ").contains("\nlearning_rate ");
    // The history, slices, two and all parameters, and the curves.
    assertThat(probe.get("shown").asInt()).isBetween(4 + 5, 4 + 6);
  }

  private void assertSomethingDrawn(int charts) throws Exception {
    for (JsonNode lines : assertCharts(charts)) {
      int pixels = lines.findValues("pixels").stream().mapToInt(JsonNode::asInt).sum();
      assertThat(pixels).as(lines.toString()).isGreaterThan(20);
    }
  }

  private void assertDrawn(int charts) throws Exception {
    for (JsonNode lines : assertCharts(charts)) {
      assertThat(lines).isNotEmpty();
      for (JsonNode line : lines) {
        assertThat(line.get("pixels").asInt()).as(line.get("line").asText()).isGreaterThan(20);
      }
    }
  }

  /** What the probe saw of each chart, on a page without an error. */
  private JsonNode assertCharts(int charts) throws Exception {
    JsonNode probe = open(temp.resolve("report.html"));

    assertThat(probe.get("errors")).isEmpty();
    assertThat(probe.get("fetched")).isEmpty();
    assertThat(probe.get("images").asInt()).isZero();
    assertThat(probe.get("charts")).hasSize(charts);
    return probe.get("charts");
  }

  /** Opens a page and answers what the probe saw. */
  private JsonNode open(Path page) throws Exception {
    Path probed = temp.resolve("probed.html");
    String html = Files.readString(page);
    Files.writeString(
        probed, html.replace("<head>", "<head>" + WATCH).replace("</body>", PROBE + "</body>"));
    Path dom = temp.resolve("dom.html");
    Path log = temp.resolve("chromium.log");
    Process chromium =
        new ProcessBuilder(
                browser(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + temp.resolve("profile"),
                "--window-size=1200,900",
                "--virtual-time-budget=5000",
                "--dump-dom",
                probed.toUri().toString())
            .redirectOutput(dom.toFile())
            .redirectError(log.toFile())
            .redirectInput(Redirect.from(new File("/dev/null")))
            .start();
    try {
      assertThat(chromium.waitFor(60, TimeUnit.SECONDS)).as("chromium ended").isTrue();
    } finally {
      chromium.destroyForcibly();
    }
    Matcher answer = ANSWER.matcher(Files.readString(dom));
    assertThat(answer.find()).as(() -> "the probe answered; " + read(log)).isTrue();
    String json = answer.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    return new ObjectMapper().readTree(json);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String browser() {
    String found =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .map(folder -> Path.of(folder, "chromium"))
            .filter(Files::isExecutable)
            .map(Path::toString)
            .findFirst()
            .orElse("");
    assumeTrue(!found.isEmpty(), "There is no chromium on the PATH.");
    return found;
  }
}
