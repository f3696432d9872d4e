package dev.temper.report.study;

import dev.temper.importance.Importance;
import dev.temper.importance.Importance.Ranked;
import dev.temper.report.sketch.Sketch;
import dev.temper.space.Parameter;
import dev.temper.study.Trial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The charts of a study that have something to show.
 *
 * @param history the value by trial; empty where no trial has ended
 * @param importance of the parameters; empty where it cannot be told
 * @param slices the value against each parameter; none where no trial has ended
 * @param contour the objective over two parameters; empty where there are too few trials
 * @param parallel all parameters at once; empty where no trial has ended
 * @param curves the reports; empty where there are none
 */
record StudyCharts(
    Optional<Sketch> history,
    Optional<Sketch> importance,
    List<Sketch> slices,
    Optional<Sketch> contour,
    Optional<Sketch> parallel,
    Optional<Sketch> curves) {

  static StudyCharts of(Snapshot study, Importance importance) {
    ObjectiveScale values =
        ObjectiveScale.of(
            study.definition().objective(),
            study.definition().direction(),
            study.valued().stream().mapToDouble(Trial::value).toArray());
    List<Parameter> parameters = StudyWords.ordered(study, importance);
    boolean ended = !study.valued().isEmpty() || !study.infeasible().isEmpty();
    return new StudyCharts(
        ended ? Optional.of(HistoryChart.of(study, values)) : Optional.empty(),
        importance instanceof Ranked ranked
            ? Optional.of(ImportanceChart.of(ranked))
            : Optional.empty(),
        ended ? SliceCharts.of(study, values, parameters) : List.of(),
        ContourChart.of(study, values, parameters),
        ended ? Optional.of(ParallelChart.of(study, values, parameters)) : Optional.empty(),
        LearningCurvesChart.of(study));
  }

  /** The pictures to be written, by name; slices are one. */
  Map<String, Sketch> pictures(Snapshot study) {
    Map<String, Sketch> pictures = new LinkedHashMap<>();
    history.ifPresent(sketch -> pictures.put("history", sketch));
    importance.ifPresent(sketch -> pictures.put("importance", sketch));
    if (!slices.isEmpty()) {
      pictures.put("slices", SliceCharts.together(study, slices));
    }
    contour.ifPresent(sketch -> pictures.put("contour", sketch));
    parallel.ifPresent(sketch -> pictures.put("parallel", sketch));
    curves.ifPresent(sketch -> pictures.put("curves", sketch));
    return pictures;
  }
}
