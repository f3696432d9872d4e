package dev.temper.report;

import dev.temper.report.Chart.Axis;
import dev.temper.report.Series.Style;
import dev.temper.schedule.Curve;
import dev.temper.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The charts of a schedule. */
public final class ScheduleCharts {

  private ScheduleCharts() {}

  /**
   * The first iterations of a schedule: the learning rate, and the momentum and the weight decay
   * where they change.
   *
   * @param iterations 1 or more
   */
  public static List<Chart> of(Schedule schedule, int iterations) {
    List<Chart> charts = new ArrayList<>();
    charts.add(of("Learning rate", it -> schedule.at(it).learningRate(), iterations));
    for (Chart chart :
        List.of(
            of("Momentum", it -> schedule.at(it).momentum(), iterations),
            of("Weight decay", it -> schedule.at(it).weightDecay(), iterations))) {
      double[] range = chart.yRange();
      if (range[0] < range[1]) {
        charts.add(chart);
      }
    }
    return charts;
  }

  private static Chart of(String title, Curve curve, int iterations) {
    String name = title.toLowerCase(Locale.ROOT);
    double[] iteration = IntStream.range(0, iterations).asDoubleStream().toArray();
    double[] values = IntStream.range(0, iterations).mapToDouble(curve::at).toArray();
    return Chart.of(
        title,
        Axis.linear("iteration"),
        Axis.linear(name),
        Series.of(name, Style.LINE, iteration, values));
  }
}
