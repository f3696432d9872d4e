package dev.temper.report.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.report.Chart;
import dev.temper.report.Png;
import dev.temper.report.RunFolder;
import dev.temper.report.Series;
import dev.temper.report.study.GaussianProcessCharts.Step;
import dev.temper.sampler.History;
import dev.temper.sampler.Observation;
import dev.temper.sampler.Sampler;
import dev.temper.space.CategoricalParameter;
import dev.temper.space.Configuration;
import dev.temper.space.FloatParameter;
import dev.temper.space.IntParameter;
import dev.temper.space.Space;
import dev.temper.study.StudyDefinition;
import dev.temper.study.Trial;
import dev.temper.study.TrialState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GaussianProcessChartsTest {

  private static final Space SPACE =
      Space.of(
          FloatParameter.log("learning_rate", 1e-4, 1),
          IntParameter.linear("layers", 1, 4),
          CategoricalParameter.of("optimizer", "sgd", "adam"));

  /** An accuracy that is best at a rate of 0.03; above 0.4 it diverges. */
  private static double accuracy(Configuration at) {
    double away = Math.log10(at.getDouble("learning_rate") / 0.03);
    return at.getDouble("learning_rate") > 0.4
        ? Double.NaN
        : 0.95 - 0.05 * away * away - 0.01 * at.getInt("layers");
  }

  private static List<Trial> study(int count) {
    List<Trial> trials = new ArrayList<>();
    History history = new History(SPACE, List.of());
    Sampler sampler = Sampler.gaussianProcess(1);
    for (int i = 0; i < count; i++) {
      Configuration next = sampler.next(history, i, new SplittableRandom(i)).orElseThrow();
      double value = accuracy(next);
      history = history.and(Observation.ended(next, -value));
      trials.add(
          new Trial(
              i,
              next,
              i,
              Double.isNaN(value) ? TrialState.INFEASIBLE : TrialState.COMPLETED,
              value,
              1,
              0,
              "",
              "",
              Instant.ofEpochSecond(10L * i),
              Optional.of(Instant.ofEpochSecond(10L * i + 5))));
    }
    return trials;
  }

  @Test
  void showsWhatTheSamplerBelievedBeforeAndAfterATrial(@TempDir Path folder) throws IOException {
    List<Trial> trials = study(24);
    assertThat(charts(trials).parameter()).hasValue("learning_rate");
    assertThat(around(trials, 3)).isEmpty();

    // Not every fourth, for which the sampler does not trust its model.
    Step step = around(trials, 13).orElseThrow();
    Chart before = step.before().get(0);
    Chart after = step.after().get(0);
    assertThat(before.title()).isEqualTo("Before trial 13");
    assertThat(before.x().logarithmic()).isTrue();
    assertThat(before.markers())
        .extracting(Chart.Marker::x)
        .containsExactly(trials.get(13).configuration().getDouble("learning_rate"));
    assertThat(tried(after)).isGreaterThanOrEqualTo(tried(before));
    // The trial was chosen where the acquisition was all but highest.
    Series acquisition = step.before().get(1).series().get(0);
    double rate = trials.get(13).configuration().getDouble("learning_rate");
    double nearest = 0;
    for (int i = 0; i < acquisition.size(); i++) {
      if (Math.abs(Math.log(acquisition.x()[i] / rate)) < 0.05) {
        nearest = Math.max(nearest, acquisition.y()[i]);
      }
    }
    assertThat(nearest).isGreaterThan(0.9);

    assertThat(before.y().label()).isEqualTo("val_accuracy");
    for (Series line : before.series()) {
      assertThat(Arrays.stream(line.y()).boxed())
          .allMatch(y -> y >= before.y().min() && y <= before.y().max());
    }
  }

  @Test
  void aPageHasAStepForTrialsOverTheWholeStudyAndAPicture(@TempDir Path folder) throws IOException {
    List<Trial> trials = study(40);
    Snapshot snapshot =
        new Snapshot(
            StudyDefinition.maximizing("study", SPACE, "val_accuracy"),
            trials,
            Collections.nCopies(40, List.of()));
    GaussianProcessSteps steps = GaussianProcessSteps.of(snapshot).orElseThrow();
    assertThat(steps.parameter()).isEqualTo("learning_rate");
    assertThat(steps.labels()).hasSizeBetween(12, 24).endsWith("trial 39").doesNotHaveDuplicates();
    assertThat(steps.charts().values()).allMatch(charts -> charts.size() == 4);
    assertThat(steps.pictured()).hasSize(12);

    StudyReport.of(snapshot.definition(), trials, snapshot.reports()).write(RunFolder.open(folder));
    assertThat(folder.resolve("report.html"))
        .content()
        .contains("data-label=\"trial 39\">", "Gaussian process");
    if (Png.available()) {
      assertThat(folder.resolve("plots/gaussian-process.png")).isNotEmptyFile();
    }
  }

  private static Optional<Step> around(List<Trial> trials, int index) {
    return charts(trials).around("learning_rate", index);
  }

  private static GaussianProcessCharts charts(List<Trial> trials) {
    return new GaussianProcessCharts(
        StudyDefinition.maximizing("study", SPACE, "val_accuracy"), trials);
  }

  private static int tried(Chart chart) {
    return chart.series().stream()
        .filter(line -> line.label().equals("trials so far"))
        .mapToInt(Series::size)
        .sum();
  }

  @Test
  void thereAreNoneWithoutANumberOrAnEnd() {
    List<Trial> trials = new ArrayList<>(study(12));
    assertThat(charts(trials).around("optimizer", 11)).isEmpty();
    Trial last = trials.get(11);
    trials.set(
        11,
        new Trial(
            11,
            last.configuration(),
            11,
            TrialState.RUNNING,
            Double.NaN,
            1,
            0,
            "a",
            "",
            last.created(),
            Optional.empty()));
    assertThat(around(trials, 11)).isEmpty();
    assertThat(charts(trials.subList(0, 5)).parameter()).isEmpty();
  }
}
