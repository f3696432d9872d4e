package dev.temper.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.temper.report.Chart.Axis;
import dev.temper.report.Chart.Band;
import dev.temper.report.Chart.Marker;
import dev.temper.report.Series.Style;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The page as text; what a browser makes of it is tested beside. */
class HtmlPageTest {

  private static final Pattern CHARTS =
      Pattern.compile("<script type=\"application/json\" id=\"charts\">(.*?)</script>");

  /** The attributes by which a page loads something, with their values. */
  private static final Pattern REFERENCE =
      Pattern.compile("<[a-z]+[^>]*\\s(src|href|action|data|srcset)\\s*=\\s*[\"']?([^\"'\\s>]*)");

  private static final double[] X = {1, 2, 3};

  private static Chart chart(String title, double[] x, double[] y) {
    return Chart.of(
        title, Axis.logarithmic("rate"), Axis.linear("loss"), Series.of("l", Style.FAINT, x, y));
  }

  /** The descriptions of the charts in a page. */
  static JsonNode charts(String page) throws IOException {
    Matcher matcher = CHARTS.matcher(page);
    assertThat(matcher.find()).isTrue();
    return new ObjectMapper().readTree(matcher.group(1));
  }

  @Test
  void escapesEveryText() throws IOException {
    String bad = "<b>&\"</b>";
    String good = "&lt;b&gt;&amp;&quot;&lt;/b&gt;";
    String page =
        new HtmlPage("t" + bad)
            .heading("h" + bad)
            .paragraph("p" + bad)
            .figures(List.of(List.of("v" + bad, "n" + bad)))
            .table(List.of("th" + bad), List.of(List.of("td" + bad)))
            .subheading("s" + bad)
            .question("q" + bad, "w" + bad)
            .note("r" + bad)
            .decision("d" + bad, "e" + bad, "f" + bad)
            .code("c" + bad)
            .charts(chart("a" + bad, X, X))
            .render();

    assertThat(page)
        .contains("<title>t" + good + "</title>", "<h1>t" + good + "</h1>")
        .contains("<h2>h" + good + "</h2>", "<p>p" + good + "</p>")
        .contains("<b>v" + good + "</b>", "<span>n" + good + "</span>")
        .contains(">th" + good + "</th>", ">td" + good + "</td>", "<code>c" + good + "</code>")
        .contains("<h3>s" + good + "</h3>", "<strong>q" + good + "</strong> w" + good)
        .contains("r" + good + "</p>", "<span>d" + good + "</span><b>e" + good + "</b><p>f" + good)
        .contains("aria-label=\"a" + good + "\"")
        .doesNotContain(bad);
  }

  @Test
  void noTextEndsTheScriptItStandsIn() throws IOException {
    String page = new HtmlPage("t").charts(chart("</script><!--", X, X)).render();

    assertThat(charts(page).at("/0/title").asText()).isEqualTo("</script><!--");
    assertThat(page).doesNotContain("</script><!--").hasSizeGreaterThan(100_000);
    assertThat(Pattern.compile("<script").matcher(page).results().count())
        .as("script elements")
        .isEqualTo(Pattern.compile("</script>").matcher(page).results().count());
  }

  @Test
  void noTextIsTakenForAPlaceholder() throws IOException {
    String text = "{{title}} {{body}} {{charts}} {{style}} {{script}} $1 \\";
    String page = new HtmlPage(text).paragraph("only once").charts(chart(text, X, X)).render();

    assertThat(page)
        .contains("<title>" + text + "</title>")
        .containsOnlyOnce("<p>only once</p>")
        .containsOnlyOnce("<h1>");
    assertThat(charts(page).at("/0/title").asText()).isEqualTo(text);
  }

  @Test
  void needsNothingFromOutside() throws IOException {
    String page = new HtmlPage("t").paragraph("p").charts(chart("c", X, X)).render();
    String withoutScripts = page.replaceAll("(?s)<script[^>]*>.*?</script>", "");

    assertThat(REFERENCE.matcher(withoutScripts).results().map(found -> found.group(2))).isEmpty();
    assertThat(page).doesNotContain("<link", "@import", "sourceMappingURL");
    assertThat(withoutScripts).doesNotContain("http://", "https://", "url(");
    assertThat(page).contains("Chart.js v").containsIgnoringCase("zoom");
  }

  @Test
  void describesChartsWithFiniteNumbersInTheOrderOfTheirCanvases() throws IOException {
    double[] y = {4, Double.NaN, 2};
    Chart first =
        new Chart(
            "first",
            Axis.logarithmic("rate"),
            Axis.linear("loss"),
            List.of(Series.of("raw", Style.FAINT, X, y), Series.of("mean", Style.MARKED, X, X)),
            List.of(new Marker(2.5, "here")));
    String page = new HtmlPage("t").charts(first, chart("second", X, X)).render();
    JsonNode charts = charts(page);

    assertThat(charts).hasSize(2);
    assertThat(page).contains("data-chart=\"0\"", "data-chart=\"1\"");
    assertThat(charts.at("/1/title").asText()).isEqualTo("second");
    assertThat(charts.at("/0/x").toString()).isEqualTo("{\"label\":\"rate\",\"logarithmic\":true}");
    assertThat(charts.at("/0/range").toString()).isEqualTo("[1.0,4.0]");
    assertThat(charts.at("/0/series/0/points").toString()).isEqualTo("[[1.0,4.0],[3.0,2.0]]");
    assertThat(charts.at("/0/series/0/style").asText()).isEqualTo("faint");
    assertThat(charts.at("/0/series/1/style").asText()).isEqualTo("marked");
    assertThat(charts.at("/0/markers").toString())
        .isEqualTo("[{\"label\":\"here\",\"x\":2.5,\"color\":\"#009e73\"}]");
    assertThat(charts.get(0).findValuesAsText("color")).doesNotHaveDuplicates().hasSize(3);
  }

  @Test
  void describesSpreadsAndBands() throws IOException {
    Chart chart =
        new Chart(
            "t",
            Axis.logarithmic("rate"),
            Axis.linear("loss").over(0, 9),
            List.of(
                Series.withSpread(
                    "l", Style.MARKED, X, X, new double[] {0, 1, 2}, new double[] {4, 5, 6})),
            List.of(),
            List.of(new Band(1, 2, "good")));
    JsonNode described = charts(new HtmlPage("t").charts(chart).render()).get(0);

    assertThat(described.at("/series/0/spread").toString())
        .isEqualTo("[[1.0,0.0,4.0],[2.0,1.0,5.0],[3.0,2.0,6.0]]");
    assertThat(described.get("bands").toString())
        .isEqualTo("[{\"label\":\"good\",\"from\":1.0,\"to\":2.0,\"color\":\"#d55e00\"}]");
    assertThat(described.get("range").toString()).isEqualTo("[0.0,9.0]");
    assertThat(described.get("fixed").asBoolean()).isTrue();
  }

  @Test
  void leavesOutChartsWithoutPoints() throws IOException {
    double[] nothing = {Double.NaN, Double.NaN, Double.NaN};
    String page =
        new HtmlPage("t").charts(chart("empty", X, nothing), chart("full", X, X)).render();

    assertThat(charts(page)).hasSize(1);
    assertThat(page).contains("aria-label=\"full\"").doesNotContain("aria-label=\"empty\"");
  }

  @Test
  void staysSmallHoweverLongTheCurve() throws IOException {
    double[] many = IntStream.range(1, 200_000).asDoubleStream().toArray();
    String small = new HtmlPage("t").charts(chart("c", X, X)).render();
    String large = new HtmlPage("t").charts(chart("c", many, many)).render();

    assertThat(charts(large).at("/0/series/0/points")).hasSizeBetween(700, 1500);
    assertThat(large.length() - small.length()).isLessThan(60_000);
  }

  @Test
  void contentsListTheHeadingsThatFollow() throws IOException {
    String page =
        new HtmlPage("t").heading("before").contents().heading("a <b>").heading("c").render();

    assertThat(page)
        .contains("<h2>before</h2>\n<nav>\n<a href=\"#section-0\">a &lt;b&gt;</a>\n<a href=\"#s")
        .contains("<h2 id=\"section-0\">a &lt;b&gt;</h2>", "<h2 id=\"section-1\">c</h2>");
  }

  @Test
  void barsShareOneScaleThatHoldsTheirLimits() throws IOException {
    String page =
        new HtmlPage("t")
            .bars(
                List.of(
                    new HtmlPage.Bar("a&b", 0.3, Double.NaN, "30 %"),
                    new HtmlPage.Bar("all", 1.2, 1.5, "<120 %>")))
            .render();

    assertThat(page)
        .contains("<span>a&amp;b</span>", "width:20.00%", "30 %</span>")
        .contains("width:80.00%", "left:100.00%", "&lt;120 %&gt;");
  }

  @Test
  void marksTheRowThatWasTaken() throws IOException {
    String page =
        new HtmlPage("t").table(List.of("v"), List.of(List.of("1"), List.of("–")), 1).render();

    assertThat(page).contains("<tr class=\"taken\"><td class=\"number\">–</td></tr>");
  }

  @Test
  void alignsColumnsOfNumbersToTheRight() throws IOException {
    String page =
        new HtmlPage("t")
            .table(
                List.of("name", "rate", "mixed"),
                List.of(List.of("1a", "1e-05", "1"), List.of("2b", "98.9 %", "refused")))
            .render();

    assertThat(page)
        .contains("<th class=\"number\">rate</th>", "<td class=\"number\">98.9 %</td>")
        .contains("<th>name</th>", "<td>2b</td>", "<th>mixed</th>", "<td>1</td>");
  }
}
