package dev.temper.report;

import dev.temper.rangetest.Overlay;
import dev.temper.rangetest.RangeCurve;
import dev.temper.rangetest.RepeatedRangeTest;
import dev.temper.rateestimate.RateEstimates;
import dev.temper.sensitivity.SensitivityResult;
import dev.temper.training.History;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The PNG plots of a run; left out where the runtime {@linkplain Png#available cannot draw}, and
 * those without a point, as the accuracy of a regression.
 */
public final class Plots {

  private Plots() {}

  static void write(RunFolder folder, RangeCurve curve) throws IOException {
    write(folder, "range-test", RangeTestCharts.test(curve));
  }

  static void write(RunFolder folder, RepeatedRangeTest test) throws IOException {
    write(folder, "range-test", RangeTestCharts.test(test));
  }

  static void write(RunFolder folder, Overlay overlay) throws IOException {
    write(folder, "range-test-overlay", RangeTestCharts.overlay(overlay));
    write(folder, "range-test-overlay-training", RangeTestCharts.overlayTraining(overlay));
  }

  static void write(RunFolder folder, RateEstimates estimates) throws IOException {
    write(folder, "estimate", RangeTestCharts.estimate(estimates));
  }

  static void write(RunFolder folder, History history) throws IOException {
    write(folder, "loss", RunCharts.loss(history));
    write(folder, "gap", RunCharts.gap(history));
    write(folder, "accuracy", RunCharts.accuracy(history));
    write(folder, "learning-rate", RunCharts.learningRate(history));
    write(folder, "momentum", RunCharts.momentum(history));
  }

  static void write(RunFolder folder, SensitivityResult result) throws IOException {
    write(folder, "sensitivity", SensitivityCharts.loss(result));
    write(folder, "sensitivity-accuracy", SensitivityCharts.accuracy(result));
  }

  /** A picture of each chart, with something in front of its name. */
  static void write(RunFolder folder, String prefix, Map<String, Chart> charts) throws IOException {
    for (Map.Entry<String, Chart> chart : charts.entrySet()) {
      write(folder, prefix + chart.getKey(), chart.getValue());
    }
  }

  /** A picture of several charts, row by row. */
  public static void write(RunFolder folder, String name, List<Chart> charts, int columns)
      throws IOException {
    if (Png.available()) {
      folder.write("plots/" + name + ".png", Png.draw(charts, columns));
    }
  }

  private static void write(RunFolder folder, String name, Chart chart) throws IOException {
    if (Png.available() && !chart.series().isEmpty()) {
      folder.write("plots/" + name + ".png", Png.draw(chart));
    }
  }
}
