package dev.temper.report;

import dev.temper.diagnosis.Finding;
import dev.temper.diagnosis.Symptom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The charts of a run with the ranges of its findings shaded. */
final class DiagnosisCharts {

  /** The least share of a chart's width that a range takes, so that one iteration can be seen. */
  private static final double LEAST_WIDTH = 0.006;

  /** The most lines that one of the charts has; the colours of the bands come after theirs. */
  private static final int MOST_LINES = 3;

  private DiagnosisCharts() {}

  /** Loss, gap, accuracy and learning rate by the name of their file; those without a point not. */
  static Map<String, Chart> of(DiagnosedRun run) {
    Map<String, Chart> charts = new LinkedHashMap<>();
    put(charts, "loss", run, RunCharts.loss(run.curves()));
    put(charts, "gap", run, RunCharts.gap(run.curves()));
    put(charts, "accuracy", run, RunCharts.accuracy(run.curves()));
    put(charts, "learning-rate", run, RunCharts.learningRate(run.curves()));
    return charts;
  }

  private static void put(Map<String, Chart> charts, String name, DiagnosedRun run, Chart chart) {
    if (!chart.series().isEmpty()) {
      charts.put(name, chart.withBands(bands(run.findings(), chart.xRange())));
    }
  }

  /** A band for each finding that has a place: that a run is healthy is true of all of it. */
  private static List<Chart.Band> bands(List<Finding> findings, double[] across) {
    List<Chart.Band> bands = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    double least = LEAST_WIDTH * (across[1] - across[0]);
    for (Finding finding : findings) {
      if (!finding.code().equals(Symptom.HEALTHY.code())) {
        int number = seen.merge(finding.code(), 1, Integer::sum);
        double from = Math.max(across[0], Math.min(finding.from(), across[1] - least));
        double to = Math.min(across[1], Math.max(finding.to(), from + least));
        String label = number == 1 ? finding.code() : finding.code() + " " + number;
        bands.add(new Chart.Band(from, to, label, MOST_LINES + bands.size()));
      }
    }
    return bands;
  }
}
