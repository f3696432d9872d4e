package dev.temper.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.rangetest.RangeCurve;
import dev.temper.rangetest.RepeatedRangeTest;
import java.io.IOException;
import java.util.List;

/** What {@code temper range-test --read} makes of tests recorded elsewhere. */
public final class RecordedRangeTestReport {

  private final List<String> files;
  private final RepeatedRangeTest test;

  /**
   * A report on recorded range tests.
   *
   * @param files where the curves were read from, in the order of the curves
   * @param test one curve a file
   */
  public RecordedRangeTestReport(List<String> files, RepeatedRangeTest test) {
    this.files = List.copyOf(files);
    this.test = test;
  }

  /** The document of {@code range-test --read --json}. */
  public ObjectNode json() {
    ObjectNode root = Json.MAPPER.createObjectNode();
    ArrayNode read = root.putArray("read");
    files.forEach(read::add);
    root.set("suggestions", Suggestions.json(test));
    Suggestions.putBounds(root, test);
    Suggestions.putTest(root, test);
    return root;
  }

  /** Writes the curves as they were read, the plot, the page and, last, result.json. */
  public void write(RunFolder folder) throws IOException {
    folder.write("curves.csv", CurvesCsv.of(test.first()));
    for (int i = 0; i < files.size() && files.size() > 1; i++) {
      folder.write(Text.of("curves/%d.csv", i + 1), CurvesCsv.of(test.curves().get(i)));
    }
    Plots.write(folder, test);
    folder.write("report.html", page());
    folder.write("result.json", Json.pretty(json()));
  }

  private String page() throws IOException {
    RangeCurve curve = test.first();
    HtmlPage page = new HtmlPage("Recorded range test");
    page.paragraph(
        Text.of(
            "Read from %s. %d points from %s to %s; the test %s.",
            String.join(", ", files),
            curve.size(),
            Text.number(curve.learningRate()[0]),
            Text.number(curve.learningRate()[curve.size() - 1]),
            switch (curve.end()) {
              case COMPLETED -> "went through the whole range";
              case DIVERGED -> "ended where the smoothed loss had risen too far above its best";
              case NOT_FINITE -> "ended at a loss that was not finite";
            }));
    page.charts(RangeTestCharts.test(test), RangeTestCharts.accuracy(curve));
    Suggestions.section(page, test);
    return page.render();
  }
}
