package dev.temper.report.study;

import dev.temper.report.Chart;
import dev.temper.report.Text;
import dev.temper.study.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a Gaussian process believes along one parameter before and after trials of a study, spread
 * over all of them; the last one is always there.
 *
 * @param parameter along which
 * @param charts by a trial's number four: the belief before and after it, then the acquisition
 */
record GaussianProcessSteps(String parameter, Map<Long, List<Chart>> charts) {

  /** Fewer steps where the model takes its time. */
  private static final int MOST_STEPS = 24;

  private static final int MOST_STEPS_OF_MANY = 8;
  private static final int MANY = 150;

  /** Behind so many trials it takes seconds. */
  private static final int MOST_TRIALS = 1000;

  private static final int PICTURED = 3;

  /** The steps of a study; empty where there is no model, or it would take too long. */
  static Optional<GaussianProcessSteps> of(Snapshot study) {
    List<Trial> trials = study.trials();
    if (trials.size() > MOST_TRIALS) {
      return Optional.empty();
    }
    GaussianProcessCharts all = new GaussianProcessCharts(study.definition(), trials);
    return all.parameter()
        .map(
            parameter -> {
              Map<Long, List<Chart>> charts = new LinkedHashMap<>();
              for (int index : spread(trials)) {
                all.around(parameter, index)
                    .ifPresent(step -> charts.put(trials.get(index).number(), pairs(step)));
              }
              return new GaussianProcessSteps(parameter, charts);
            })
        .filter(steps -> !steps.charts.isEmpty());
  }

  private static List<Integer> spread(List<Trial> trials) {
    int count = Math.min(trials.size(), trials.size() > MANY ? MOST_STEPS_OF_MANY : MOST_STEPS);
    List<Integer> chosen = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      chosen.add((int) Math.round((double) i * trials.size() / count) - 1);
    }
    return chosen;
  }

  private static List<Chart> pairs(GaussianProcessCharts.Step step) {
    return List.of(
        step.before().get(0), step.after().get(0), step.before().get(1), step.after().get(1));
  }

  /** What to choose a step by. */
  List<String> labels() {
    return charts.keySet().stream().map(number -> Text.of("trial %d", number)).toList();
  }

  /** Those of a few steps, for one picture of two columns. */
  List<Chart> pictured() {
    List<List<Chart>> all = List.copyOf(charts.values());
    List<Chart> some = new ArrayList<>();
    int count = Math.min(PICTURED, all.size());
    for (int i = 1; i <= count; i++) {
      some.addAll(all.get((int) Math.round((double) i * all.size() / count) - 1));
    }
    return some;
  }
}
