package dev.temper.report.study;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.importance.Importance;
import dev.temper.importance.Importance.Ranked;
import dev.temper.importance.Importance.Refused;
import dev.temper.pruner.Report;
import dev.temper.report.HtmlPage;
import dev.temper.report.Json;
import dev.temper.report.Plots;
import dev.temper.report.Png;
import dev.temper.report.RunFolder;
import dev.temper.report.sketch.Picture;
import dev.temper.report.sketch.Sketch;
import dev.temper.study.StudyDefinition;
import dev.temper.study.StudyReader;
import dev.temper.study.Trial;
import dev.temper.study.TrialState;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a study leaves behind, as it stood when this was made: {@code report.html}, {@code
 * plots/*.png}, {@code trials.csv}, {@code curves.csv} and {@code result.json}.
 *
 * <p>More can be said on the page and in the document, as in
 *
 * <pre>{@code
 * StudyReport.of(reader)
 *     .withIntroduction(page -> page.paragraph("The sampler is TPE."))
 *     .withFields(json -> json.put("sampler", "tpe"))
 *     .write(folder);
 * }</pre>
 */
public final class StudyReport {

  private final Snapshot study;
  private final Supplier<Importance> importance;
  private final Consumer<HtmlPage> introduction;
  private final Consumer<HtmlPage> sections;
  private final Consumer<ObjectNode> fields;

  private StudyReport(
      Snapshot study,
      Supplier<Importance> importance,
      Consumer<HtmlPage> introduction,
      Consumer<HtmlPage> sections,
      Consumer<ObjectNode> fields) {
    this.study = study;
    this.importance = importance;
    this.introduction = introduction;
    this.sections = sections;
    this.fields = fields;
  }

  /** A report on a study as it stands now. */
  public static StudyReport of(StudyReader study) {
    return of(Snapshot.of(study));
  }

  /**
   * A report on trials, wherever they are kept.
   *
   * @param definition what the study is about
   * @param trials all, by number
   * @param reports what each trial has reported, in the same order, the steps rising
   * @throws IllegalArgumentException if there are not as many reports as trials
   */
  public static StudyReport of(
      StudyDefinition definition, List<Trial> trials, List<List<Report>> reports) {
    if (trials.size() != reports.size()) {
      throw new IllegalArgumentException(
          "The lists of reports ("
              + reports.size()
              + ") must be as many as trials: "
              + trials.size()
              + ".");
    }
    return of(new Snapshot(definition, trials, reports));
  }

  private static StudyReport of(Snapshot study) {
    // It takes a second where trials are many, and tables do not need it.
    Supplier<Importance> importance = new Remembered<>(study::importance);
    return new StudyReport(study, importance, page -> {}, page -> {}, json -> {});
  }

  /** This and more on the page, behind the best trial's values. */
  public StudyReport withIntroduction(Consumer<HtmlPage> more) {
    return new StudyReport(study, importance, introduction.andThen(more), sections, fields);
  }

  /** This and more on the page, between the charts and the table of trials. */
  public StudyReport withSections(Consumer<HtmlPage> more) {
    return new StudyReport(study, importance, introduction, sections.andThen(more), fields);
  }

  /** This and more in the document, behind its own fields. */
  public StudyReport withFields(Consumer<ObjectNode> more) {
    return new StudyReport(study, importance, introduction, sections, fields.andThen(more));
  }

  /** Which parameters matter. */
  public Importance importance() {
    return importance.get();
  }

  /** The document of {@code result.json}. */
  public ObjectNode json() {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("study", study.definition().name());
    root.put("objective", study.definition().objective());
    root.put("direction", study.definition().direction().label());
    root.put("seed", study.definition().seed());
    ObjectNode trials = root.putObject("trials").put("total", study.trials().size());
    for (TrialState state :
        List.of(
            TrialState.COMPLETED,
            TrialState.PRUNED,
            TrialState.INFEASIBLE,
            TrialState.FAILED,
            TrialState.LOST,
            TrialState.RUNNING,
            TrialState.WAITING,
            TrialState.PAUSED)) {
      trials.put(state.label(), study.count(state));
    }
    study
        .best()
        .ifPresentOrElse(
            best -> {
              ObjectNode node = root.putObject("best");
              node.put("number", best.number()).put("value", best.value());
              node.set("params", TrialTables.params(best));
            },
            () -> root.putNull("best"));
    importance(root);
    root.put("seconds", Json.rounded(study.seconds()));
    fields.accept(root);
    return root;
  }

  private void importance(ObjectNode root) {
    Importance known = importance();
    if (known instanceof Ranked ranked) {
      ArrayNode shares = root.putArray("importance");
      ranked
          .shares()
          .forEach(
              share ->
                  shares
                      .addObject()
                      .put("parameter", share.parameter())
                      .put("share", share.share())
                      .put("alone", share.alone()));
      root.put("importance_explained", ranked.explained());
    } else if (known instanceof Refused refused) {
      root.putObject("importance").put("refused", refused.reason());
    }
  }

  /**
   * All trials as CSV: {@code number,state,value,seed}, a column {@code params_NAME} for each
   * parameter, {@code created,ended,seconds,note}; empty where there is nothing. Numbers are
   * written so that reading them gives the same double.
   */
  public String trialsCsv() {
    return TrialTables.trialsCsv(study);
  }

  /** All trials as JSON, with the same fields; the values are in {@code params}. */
  public ArrayNode trialsJson() {
    return TrialTables.trialsJson(study);
  }

  /** All reports as CSV: {@code number,step,value} and a column for each further measure. */
  public String reportsCsv() {
    return TrialTables.reportsCsv(study);
  }

  /**
   * Writes the tables, the plots, the page and, last, result.json into the run's folder. A plot of
   * an earlier report that is no longer drawn is removed.
   */
  public void write(RunFolder folder) throws IOException {
    folder.remove(
        "plots", "{history,importance,slices,contour,parallel,curves,gaussian-process}.png");
    folder.write("trials.csv", trialsCsv());
    folder.write("curves.csv", reportsCsv());
    StudyCharts charts = StudyCharts.of(study, importance());
    if (Png.available()) {
      for (Map.Entry<String, Sketch> picture : charts.pictures(study).entrySet()) {
        folder.write("plots/" + picture.getKey() + ".png", Picture.of(picture.getValue()));
      }
    }
    Optional<GaussianProcessSteps> steps = GaussianProcessSteps.of(study);
    if (steps.isPresent()) {
      Plots.write(folder, "gaussian-process", steps.get().pictured(), 2);
    }
    folder.write("report.html", page(charts, steps));
    folder.write("result.json", Json.pretty(json()));
  }

  private String page(StudyCharts charts, Optional<GaussianProcessSteps> steps) throws IOException {
    StudyPage parts = new StudyPage(study, importance(), charts);
    HtmlPage page = parts.begin();
    introduction.accept(page);
    parts.charts(page);
    steps.ifPresent(each -> parts.process(page, each));
    sections.accept(page);
    parts.trials(page);
    return page.render();
  }

  /** Makes something once, when it is first asked for. */
  private static final class Remembered<T> implements Supplier<T> {

    private final Supplier<T> maker;
    private @Nullable T made;

    Remembered(Supplier<T> maker) {
      this.maker = maker;
    }

    @Override
    public synchronized T get() {
      T known = made;
      if (known == null) {
        known = maker.get();
        made = known;
      }
      return known;
    }
  }
}
