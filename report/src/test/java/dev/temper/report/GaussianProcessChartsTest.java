package dev.temper.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.report.GaussianProcessCharts.Step;
import dev.temper.sampler.History;
import dev.temper.sampler.Observation;
import dev.temper.sampler.Sampler;
import dev.temper.space.CategoricalParameter;
import dev.temper.space.Configuration;
import dev.temper.space.FloatParameter;
import dev.temper.space.IntParameter;
import dev.temper.space.Space;
import dev.temper.study.Direction;
import dev.temper.study.Trial;
import dev.temper.study.TrialState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
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
    assertThat(GaussianProcessCharts.parameter(SPACE, Direction.MAXIMIZE, trials))
        .hasValue("learning_rate");
    assertThat(around(trials, 3)).isEmpty();

    Step step = around(trials, 12).orElseThrow();
    Chart before = step.before().get(0);
    Chart after = step.after().get(0);
    assertThat(before.title()).isEqualTo("Before trial 12");
    assertThat(before.x().logarithmic()).isTrue();
    assertThat(before.markers())
        .extracting(Chart.Marker::x)
        .containsExactly(trials.get(12).configuration().getDouble("learning_rate"));
    assertThat(tried(after)).isGreaterThanOrEqualTo(tried(before));
    // The trial was chosen where the acquisition was all but highest.
    Series acquisition = step.before().get(1).series().get(0);
    double rate = trials.get(12).configuration().getDouble("learning_rate");
    double nearest = 0;
    for (int i = 0; i < acquisition.size(); i++) {
      if (Math.abs(Math.log(acquisition.x()[i] / rate)) < 0.05) {
        nearest = Math.max(nearest, acquisition.y()[i]);
      }
    }
    assertThat(nearest).isGreaterThan(0.9);

    if (Png.available()) {
      Path picture = folder.resolve("step.png");
      Files.write(
          picture, Png.draw(List.of(before, after, step.before().get(1), step.after().get(1)), 2));
      assertThat(picture).isNotEmptyFile();
    }
  }

  private static Optional<Step> around(List<Trial> trials, int index) {
    return GaussianProcessCharts.around(SPACE, Direction.MAXIMIZE, trials, "learning_rate", index);
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
    assertThat(GaussianProcessCharts.around(SPACE, Direction.MAXIMIZE, trials, "optimizer", 11))
        .isEmpty();
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
            "a",
            "",
            last.created(),
            Optional.empty()));
    assertThat(around(trials, 11)).isEmpty();
    assertThat(GaussianProcessCharts.parameter(SPACE, Direction.MAXIMIZE, trials.subList(0, 5)))
        .isEmpty();
  }
}
