package dev.temper.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.report.sketch.Mark;
import dev.temper.report.sketch.Sketch;
import dev.temper.report.sketch.Svg;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One self-contained HTML page in the making: text, tables and interactive charts in reading order.
 *
 * <p>The page needs no network: style, script and the chart library are inside it. Text is escaped.
 */
public final class HtmlPage {

  private static final int MOST_POINTS = 1500;
  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9][0-9.,eE+-]*( ?%)?|–");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[a-z]+}}");
  private static final String LIBRARIES = "META-INF/resources/webjars/";

  private final String title;
  private final StringBuilder body = new StringBuilder();
  private final ArrayNode charts = Json.MAPPER.createArrayNode();
  private final List<String> headings = new ArrayList<>();
  private final Set<Long> subjects = new TreeSet<>();
  private @Nullable LongFunction<String> tips;
  private int contentsAt = -1;

  /**
   * A bar of a bar chart made of text.
   *
   * @param name in front of it
   * @param length 0 or more, on a scale that all bars of a chart share
   * @param limit where a mark stands that it should not pass; NaN for none
   * @param text behind it
   */
  public record Bar(String name, double length, double limit, String text) {}

  /** A page of the given title. */
  public HtmlPage(String title) {
    this.title = title;
    body.append("<h1>").append(escape(title)).append("</h1>\n");
  }

  /** The place of a table of contents: it lists the headings that follow. */
  public HtmlPage contents() {
    contentsAt = body.length();
    return this;
  }

  /** A heading. */
  public HtmlPage heading(String text) {
    if (contentsAt < 0) {
      body.append("<h2>");
    } else {
      body.append("<h2 id=\"section-").append(headings.size()).append("\">");
      headings.add(text);
    }
    body.append(escape(text)).append("</h2>\n");
    return this;
  }

  /** A heading inside a section. */
  public HtmlPage subheading(String text) {
    body.append("<h3>").append(escape(text)).append("</h3>\n");
    return this;
  }

  /** A question, and beside it why it is asked. */
  public HtmlPage question(String question, String why) {
    body.append("<p><strong>").append(escape(question)).append("</strong> ");
    body.append(escape(why)).append("</p>\n");
    return this;
  }

  /** A remark in smaller letters. */
  public HtmlPage note(String text) {
    body.append("<p class=\"note\">").append(escape(text)).append("</p>\n");
    return this;
  }

  /** What was decided: the subject, the value that was taken, and the reason. */
  public HtmlPage decision(String subject, String choice, String reason) {
    body.append("<div class=\"decision\"><span>").append(escape(subject)).append("</span><b>");
    body.append(escape(choice)).append("</b><p>").append(escape(reason)).append("</p></div>\n");
    return this;
  }

  /** A paragraph. */
  public HtmlPage paragraph(String text) {
    body.append("<p>").append(escape(text)).append("</p>\n");
    return this;
  }

  /** The figures a reader looks for first: pairs of a value and its name. */
  public HtmlPage figures(List<List<String>> pairs) {
    body.append("<div class=\"figures\">\n");
    for (List<String> pair : pairs) {
      body.append("<div><b>").append(escape(pair.get(0))).append("</b><span>");
      body.append(escape(pair.get(1))).append("</span></div>\n");
    }
    body.append("</div>\n");
    return this;
  }

  /** A table; columns that hold numbers only are aligned to the right. */
  public HtmlPage table(List<String> header, List<List<String>> rows) {
    return table(header, rows, -1);
  }

  /**
   * A table with one row that stands out.
   *
   * @param marked the place of the row; -1 for none
   */
  public HtmlPage table(List<String> header, List<List<String>> rows, int marked) {
    body.append("<div class=\"wide\"><table>\n<thead>");
    List<Boolean> numbers = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      int column = i;
      numbers.add(rows.stream().allMatch(row -> NUMBER.matcher(row.get(column)).matches()));
    }
    row("<tr>", "th", header, numbers);
    body.append("</thead>\n<tbody>\n");
    for (int i = 0; i < rows.size(); i++) {
      row(i == marked ? "<tr class=\"taken\">" : "<tr>", "td", rows.get(i), numbers);
    }
    body.append("</tbody></table></div>\n");
    return this;
  }

  private void row(String start, String tag, List<String> cells, List<Boolean> numbers) {
    body.append(start);
    for (int i = 0; i < cells.size(); i++) {
      body.append('<').append(tag).append(numbers.get(i) ? " class=\"number\">" : ">");
      body.append(escape(cells.get(i))).append("</").append(tag).append('>');
    }
    body.append("</tr>\n");
  }

  /** Bars one below the other, the longest as wide as there is room. */
  public HtmlPage bars(List<Bar> bars) {
    double scale =
        bars.stream()
            .mapToDouble(bar -> Double.isNaN(bar.limit()) ? bar.length() : bar.limit())
            .max()
            .orElse(1);
    scale = Math.max(scale, bars.stream().mapToDouble(Bar::length).max().orElse(1));
    body.append("<div class=\"bars\">\n");
    for (Bar bar : bars) {
      body.append("<span>").append(escape(bar.name())).append("</span><span class=\"track\">");
      body.append(Text.of("<i style=\"width:%.2f%%\"></i>", 100 * bar.length() / scale));
      if (!Double.isNaN(bar.limit())) {
        body.append(
            Text.of("<i class=\"limit\" style=\"left:%.2f%%\"></i>", 100 * bar.limit() / scale));
      }
      body.append("</span><span class=\"number\">").append(escape(bar.text())).append("</span>\n");
    }
    body.append("</div>\n");
    return this;
  }

  /** Text to copy, as it stands. */
  public HtmlPage code(String text) {
    body.append("<pre><code>").append(escape(text)).append("</code></pre>\n");
    return this;
  }

  /** Charts side by side where the window is wide enough; those without points are left out. */
  public HtmlPage charts(Chart... several) {
    return charts("charts", several);
  }

  /** Charts of a middle size, up to three side by side. */
  public HtmlPage trio(List<Chart> several) {
    return charts("charts trio", several.toArray(Chart[]::new));
  }

  /** Small charts, as many side by side as the window is wide enough for. */
  public HtmlPage panels(Chart... several) {
    return charts("charts panels", several);
  }

  /** A picture as wide as there is room. */
  public HtmlPage sketch(Sketch sketch) {
    return sketches("sketch", List.of(sketch));
  }

  /** Small pictures, as many side by side as the window is wide enough for. */
  public HtmlPage sketches(List<Sketch> several) {
    return sketches("sketch panels", several);
  }

  private HtmlPage sketches(String style, List<Sketch> several) {
    body.append("<div class=\"").append(style).append("\">\n");
    for (Sketch sketch : several) {
      body.append("<figure>").append(Svg.of(sketch)).append("</figure>\n");
      sketch.marks().forEach(mark -> subjects.add(mark.subject()));
    }
    body.append("</div>\n");
    return this;
  }

  /**
   * What is told of a subject of pictures while the pointer is on one of its marks.
   *
   * @param text by the subject's number, in one line or several
   */
  public HtmlPage tips(LongFunction<String> text) {
    tips = text;
    return this;
  }

  /**
   * Charts of which one group is seen at a time, two side by side, chosen by a slider.
   *
   * @param labels what each group is of
   * @param groups of charts, as many; the last one is seen first
   */
  public HtmlPage steps(List<String> labels, List<List<Chart>> groups) {
    int last = groups.size() - 1;
    body.append("<div class=\"steps\"><label><input type=\"range\" min=\"0\" max=\"");
    body.append(last).append("\" value=\"").append(last).append("\"> <output>");
    body.append(escape(labels.get(last))).append("</output></label>\n");
    for (int i = 0; i <= last; i++) {
      body.append("<div class=\"step\" data-label=\"").append(escape(labels.get(i)));
      body.append(i == last ? "\">\n" : "\" hidden>\n");
      charts("charts pair", groups.get(i).toArray(Chart[]::new));
      body.append("</div>\n");
    }
    body.append("</div>\n");
    return this;
  }

  private HtmlPage charts(String style, Chart... several) {
    body.append("<div class=\"").append(style).append("\">\n");
    for (Chart chart : several) {
      if (!chart.series().isEmpty()) {
        body.append("<figure><canvas role=\"img\" aria-label=\"").append(escape(chart.title()));
        body.append("\" data-chart=\"").append(charts.size()).append("\"></canvas></figure>\n");
        charts.add(json(chart));
      }
    }
    body.append("</div>\n");
    return this;
  }

  private static ObjectNode json(Chart chart) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("title", chart.title());
    node.set("x", json(chart.x()));
    node.set("y", json(chart.y()));
    node.put("fixed", !Double.isNaN(chart.y().min()));
    ArrayNode across = node.putArray("across");
    for (double end : chart.xRange()) {
      across.add(end);
    }
    ArrayNode range = node.putArray("range");
    for (double end : chart.yRange()) {
      range.add(end);
    }
    ArrayNode series = node.putArray("series");
    for (int i = 0; i < chart.series().size(); i++) {
      Series line = chart.series().get(i).thinned(MOST_POINTS);
      ObjectNode one = series.addObject();
      one.put("label", line.label());
      one.put("style", line.style().name().toLowerCase(Locale.ROOT));
      one.put("color", Palette.hex(Palette.color(chart.colorOf(i))));
      one.put("companion", line.isCompanion());
      ArrayNode points = one.putArray("points");
      double[] x = line.x();
      double[] y = line.y();
      for (int k = 0; k < x.length; k++) {
        points.addArray().add(x[k]).add(y[k]);
      }
      double[] low = line.low();
      double[] high = line.high();
      ArrayNode spread = one.putArray("spread");
      for (int k = 0; k < low.length; k++) {
        spread.addArray().add(x[k]).add(low[k]).add(high[k]);
      }
    }
    ArrayNode markers = node.putArray("markers");
    for (int i = 0; i < chart.markers().size(); i++) {
      Chart.Marker marker = chart.markers().get(i);
      ObjectNode one = markers.addObject();
      one.put("label", marker.label());
      one.put("x", marker.x());
      one.put("color", Palette.hex(Palette.color(chart.named() + i)));
    }
    ArrayNode bands = node.putArray("bands");
    for (int i = 0; i < chart.bands().size(); i++) {
      Chart.Band band = chart.bands().get(i);
      ObjectNode one = bands.addObject();
      one.put("label", band.label());
      one.put("from", band.from());
      one.put("to", band.to());
      one.put("color", Palette.hex(Palette.color(chart.colorOfBand(i))));
    }
    ArrayNode levels = node.putArray("levels");
    for (Chart.Band level : chart.levels()) {
      ObjectNode one = levels.addObject();
      one.put("label", level.label());
      one.put("from", level.from());
      one.put("to", level.to());
      one.put("color", Palette.hex(Palette.NEUTRAL));
    }
    return node;
  }

  private static ObjectNode json(Chart.Axis axis) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("label", axis.label());
    node.put("logarithmic", axis.logarithmic());
    return node;
  }

  /** The finished page. */
  public String render() throws IOException {
    Map<String, String> parts =
        Map.of(
            "{{style}}",
            resource(HtmlPage.class, "page.css"),
            "{{script}}",
            resource(HtmlPage.class, "page.js"),
            "{{library}}",
            library("chart.js/" + Json.libraryVersion("chart.js"), "dist/chart.umd.min.js")
                + "\n"
                + library(
                    "chartjs-plugin-zoom/" + Json.libraryVersion("chartjs-plugin-zoom"),
                    "dist/chartjs-plugin-zoom.min.js"),
            "{{charts}}",
            charts.toString().replace("<", "\\u003c"),
            "{{title}}",
            escape(title),
            "{{body}}",
            bodyWithContents() + tips());
    // One pass, so that nothing in a part is taken for a placeholder.
    return PLACEHOLDER
        .matcher(resource(HtmlPage.class, "page.html"))
        .replaceAll(match -> Matcher.quoteReplacement(parts.getOrDefault(match.group(), "")));
  }

  private String tips() {
    if (tips == null) {
      return "";
    }
    ObjectNode texts = Json.MAPPER.createObjectNode();
    for (long subject : subjects) {
      if (subject != Mark.NO_SUBJECT) {
        texts.put(Long.toString(subject), tips.apply(subject));
      }
    }
    return "<script type=\"application/json\" id=\"tips\">"
        + texts.toString().replace("<", "\\u003c")
        + "</script>\n";
  }

  private String bodyWithContents() {
    if (contentsAt < 0) {
      return body.toString();
    }
    StringBuilder contents = new StringBuilder("<nav>\n");
    for (int i = 0; i < headings.size(); i++) {
      contents.append("<a href=\"#section-").append(i).append("\">");
      contents.append(escape(headings.get(i))).append("</a>\n");
    }
    return new StringBuilder(body).insert(contentsAt, contents.append("</nav>\n")).toString();
  }

  private static String library(String folder, String file) throws IOException {
    String path = LIBRARIES + folder + "/" + file;
    try (InputStream in = HtmlPage.class.getClassLoader().getResourceAsStream(path)) {
      if (in == null) {
        throw new IOException("The library " + path + " is missing from the class path.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replaceAll("(?m)^//# sourceMappingURL=.*$", "");
    }
  }

  private static String resource(Class<?> beside, String name) throws IOException {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("The resource " + name + " is missing.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
