package dev.temper.report.study;

import dev.temper.importance.Importance;
import dev.temper.importance.Importance.Ranked;
import dev.temper.importance.Importance.Refused;
import dev.temper.report.HtmlPage;
import dev.temper.report.Json;
import dev.temper.report.Text;
import dev.temper.space.Parameter;
import dev.temper.study.Direction;
import dev.temper.study.Trial;
import dev.temper.study.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The page of a study: what came of it, its charts, its trials. */
final class StudyPage {

  /** Rows of the table of trials; all are in trials.csv. */
  private static final int MOST_ROWS = 200;

  private final Snapshot study;
  private final Importance importance;
  private final StudyCharts charts;

  StudyPage(Snapshot study, Importance importance, StudyCharts charts) {
    this.study = study;
    this.importance = importance;
    this.charts = charts;
  }

  /** The head: figures, a summary, and the values of the best trial. */
  HtmlPage begin() {
    HtmlPage page = new HtmlPage("Search: " + study.definition().name());
    page.figures(figures());
    page.paragraph(StudyWords.summary(study, importance));
    page.contents();
    study
        .best()
        .ifPresent(
            best -> {
              page.heading("Best trial");
              page.table(
                  List.of("parameter", "value", "searched"),
                  study.definition().space().parameters().stream()
                      .filter(parameter -> best.configuration().has(parameter.name()))
                      .map(
                          parameter ->
                              List.of(
                                  parameter.name(),
                                  StudyWords.value(best, parameter),
                                  StudyWords.range(parameter)))
                      .toList());
              StudyWords.ends(study).ifPresent(page::note);
            });
    String objective = study.definition().objective();
    return page.tips(number -> StudyWords.tip(study.trials().get((int) number), objective));
  }

  private List<List<String>> figures() {
    List<List<String>> figures = new ArrayList<>();
    figures.add(
        List.of(
            study.best().map(best -> Text.number(best.value())).orElse("none"),
            "best " + study.definition().objective()));
    figures.add(List.of(Integer.toString(study.count(TrialState.COMPLETED)), "trials completed"));
    figures.add(List.of(Integer.toString(study.count(TrialState.PRUNED)), "trials pruned"));
    int infeasible = study.count(TrialState.INFEASIBLE);
    if (infeasible > 0) {
      figures.add(List.of(Integer.toString(infeasible), "trials infeasible"));
    }
    int failed = study.count(TrialState.FAILED);
    if (failed > 0) {
      figures.add(List.of(Integer.toString(failed), "trials failed"));
    }
    figures.add(List.of(Text.duration(study.seconds()), "first trial to last"));
    return figures;
  }

  /** The charts, each with how it is read. */
  void charts(HtmlPage page) {
    history(page);
    importance(page);
    slices(page);
    contour(page);
    parallel(page);
    curves(page);
  }

  private void history(HtmlPage page) {
    charts
        .history()
        .ifPresent(
            sketch -> {
              page.heading("History");
              page.paragraph(
                  "Each dot is a trial; the line is the best so far. A line that has long been level"
                      + " says that more trials of this kind bring little."
                      + StudyWords.thinned("trials", study.valued().size(), HistoryChart.MOST));
              page.sketch(sketch);
              page.note(
                  "Put the pointer on a trial: it stands out in all charts. Values far on the bad side,"
                      + " and trials without one, stand at that edge of a chart.");
            });
  }

  private void importance(HtmlPage page) {
    if (importance instanceof Ranked ranked) {
      page.heading("Importance");
      page.paragraph(StudyWords.importance(ranked));
      charts.importance().ifPresent(page::sketch);
    } else if (importance instanceof Refused refused && !study.trials().isEmpty()) {
      page.heading("Importance");
      page.paragraph(refused.reason());
    }
  }

  private void slices(HtmlPage page) {
    if (!charts.slices().isEmpty()) {
      page.heading("By parameter");
      page.paragraph(
          "The value against each parameter over all that is searched, the most important first;"
              + " later trials are darker, pruned ones empty, crosses have no value. Good values crowded at an end of an axis say that the"
              + " range should go further."
              + StudyWords.thinned("trials", study.valued().size(), SliceCharts.MOST));
      page.sketches(charts.slices());
    }
  }

  private void contour(HtmlPage page) {
    charts
        .contour()
        .ifPresent(
            sketch -> {
              page.heading("Two parameters");
              page.paragraph(
                  "The two numbers that matter most: dark is good, and a dark ridge aslant says that"
                      + " they must be chosen together. The surface is a smooth mean of the trials, in"
                      + " which infeasible ones count as the worst; where it is blank, nobody looked."
                      + StudyWords.thinned("trials", study.valued().size(), ContourChart.MOST));
              page.sketch(sketch);
            });
  }

  private void parallel(HtmlPage page) {
    charts
        .parallel()
        .ifPresent(
            sketch -> {
              page.heading("All parameters");
              int parameters = study.definition().space().dimension();
              page.paragraph(
                  "Each line is a trial from parameter to parameter to its value, the more important"
                      + " the farther right; dark is good. Where dark lines meet, the value matters;"
                      + " where they spread, it does not. A gap is a parameter that does not exist in"
                      + " the trial."
                      + StudyWords.thinned("trials", study.valued().size(), ParallelChart.MOST)
                      + (parameters > ParallelChart.MOST_AXES
                          ? Text.of(
                              " Of %d parameters the %d most important are drawn.",
                              parameters, ParallelChart.MOST_AXES)
                          : ""));
              page.sketch(sketch);
            });
  }

  private void curves(HtmlPage page) {
    charts
        .curves()
        .ifPresent(
            sketch -> {
              page.heading("Learning curves");
              page.paragraph(
                  (study.definition().direction() == Direction.MINIMIZE ? "Lower" : "Higher")
                      + " is better. A curve that ends early was pruned; one that crosses others late"
                      + " is what pruning may miss."
                      + StudyWords.thinned(
                          "curves", LearningCurvesChart.curves(study), LearningCurvesChart.MOST));
              page.sketch(sketch);
            });
  }

  /** What the model that chooses trials believes, trial by trial. */
  void process(HtmlPage page, GaussianProcessSteps steps) {
    page.heading("Gaussian process");
    page.paragraph(
        Text.of(
            "What a Gaussian process believes along %s, all other values as in the trial: on the left"
                + " when the trial was chosen, on the right once it had ended. The line is the median,"
                + " pale lines its 16th and 84th percentile; where they are far apart nobody has"
                + " looked. Below, the improvement that is expected over the best so far: its peak is"
                + " where the sampler 'gp' would go, but for every fourth trial, for which it does not"
                + " trust its model; the dashed line is where the trial went. Dots"
                + " are trials so far, which differ in other values too and so need not lie on the"
                + " line. Move the slider through the trials.",
            steps.parameter()));
    page.steps(steps.labels(), List.copyOf(steps.charts().values()));
  }

  /** The table of the trials: those with values, the best first, then the others. */
  void trials(HtmlPage page) {
    if (study.trials().isEmpty()) {
      return;
    }
    page.heading("Trials");
    List<Trial> shown =
        Stream.concat(
                study.ranked().stream(),
                study.trials().stream().filter(trial -> !Snapshot.isValued(trial)))
            .limit(MOST_ROWS)
            .toList();
    if (shown.size() < study.trials().size()) {
      page.note(
          Text.of(
              "The best %d of %,d; all are in trials.csv.", shown.size(), study.trials().size()));
    }
    List<Parameter> parameters = study.definition().space().parameters();
    boolean notes = shown.stream().anyMatch(trial -> !trial.note().isEmpty());
    List<String> header = new ArrayList<>(List.of("trial", "state"));
    header.add(study.definition().objective());
    parameters.forEach(parameter -> header.add(parameter.name()));
    header.add("seconds");
    if (notes) {
      header.add("note");
    }
    page.table(
        header,
        shown.stream().map(trial -> row(trial, parameters, notes)).toList(),
        study.best().isPresent() ? 0 : -1);
  }

  private static List<String> row(Trial trial, List<Parameter> parameters, boolean notes) {
    List<String> row = new ArrayList<>();
    row.add(Long.toString(trial.number()));
    row.add(TrialTables.state(trial));
    row.add(number(trial.value()));
    parameters.forEach(parameter -> row.add(StudyWords.value(trial, parameter)));
    row.add(number(Json.rounded(Snapshot.seconds(trial))));
    if (notes) {
      row.add(trial.note());
    }
    return row;
  }

  private static String number(double value) {
    return Double.isFinite(value) ? Text.number(value) : "–";
  }
}
