package dev.temper.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.recipe.StageResult;
import dev.temper.recipe.TuningResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What {@code temper tune} leaves behind. */
public final class TuneReport {

  private final TuningResult result;
  private final Map<String, String> engine;
  private final SortedMap<String, String> settings;

  /** A report on a finished procedure that was run with nothing but default settings. */
  public TuneReport(TuningResult result, Map<String, String> engine) {
    this(result, engine, Map.of());
  }

  /**
   * A report on a finished procedure.
   *
   * @param result what it found
   * @param engine facts on the engine that decide the figures: precision, threads
   * @param settings further options of {@code temper train} that the same run needs, by their long
   *     names without dashes
   */
  public TuneReport(TuningResult result, Map<String, String> engine, Map<String, String> settings) {
    this.result = result;
    this.engine = Map.copyOf(engine);
    this.settings = new TreeMap<>(settings);
  }

  /**
   * The document of {@code tune --json} and {@code result.json}; two runs of one seed and batch
   * size differ in members whose name contains {@code seconds} only, but for budgets in minutes and
   * for what a reason says of the time a network takes.
   */
  public ObjectNode json() {
    return TuneJson.of(result, engine);
  }

  /**
   * Removes what the report of an earlier tuning left in a folder, so that nothing of it stands
   * beside a run that goes on or failed.
   */
  public static void removeFrom(RunFolder folder) throws IOException {
    folder.remove("", "{result.json,report.html,curves.csv,curves-baseline.csv,range-test.csv}");
    folder.remove("plots", "{decision-*,range-test,loss,gap,accuracy,learning-rate,momentum}.png");
  }

  /** Writes the curves, the plots, the page and, last, result.json into the run's folder. */
  public void write(RunFolder folder) throws IOException {
    folder.write("curves.csv", CurvesCsv.of(result.finalRun()));
    folder.write("curves-baseline.csv", CurvesCsv.of(result.baseline().history()));
    folder.write("range-test.csv", CurvesCsv.of(result.rangeTest()));
    Plots.write(folder, result.rangeTest());
    for (StageResult stage : result.stages()) {
      List<Chart> charts = new StageSection(result, stage).charts();
      if (!charts.isEmpty()) {
        String name = "decision-" + stage.stage().label().replace(' ', '-');
        Plots.write(folder, name, charts, charts.size() == 3 || charts.size() > 4 ? 3 : 2);
      }
    }
    Plots.write(folder, result.finalRun());
    folder.write("report.html", new TunePage(result, settings).render());
    folder.write("result.json", Json.pretty(json()));
  }
}
