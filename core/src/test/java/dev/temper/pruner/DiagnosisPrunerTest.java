package dev.temper.pruner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.pruner.TrialCurve.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class DiagnosisPrunerTest extends PrunerContract {

  @Override
  Pruner pruner() {
    return Pruner.diagnosis();
  }

  private static List<Report> reports(
      int steps, IntToDoubleFunction loss, IntToDoubleFunction validation) {
    List<Report> reports = new ArrayList<>();
    for (int step = 1; step <= steps; step++) {
      double held = validation.applyAsDouble(step);
      reports.add(
          new Report(
              step,
              held,
              Map.of(
                  "train_loss", loss.applyAsDouble(step), "val_loss", held, "learning_rate", 0.1)));
    }
    return reports;
  }

  /** The step at which it is stopped; 0 if never. */
  private long stopped(List<Report> reports) {
    for (int count = 1; count <= reports.size(); count++) {
      TrialCurve trial = new TrialCurve(0, Phase.OPEN, reports.subList(0, count));
      if (pruner().judge(List.of(trial), 0) == Verdict.STOP) {
        return trial.step();
      }
    }
    return 0;
  }

  @Test
  void letsAHealthyRunEnd() {
    assertThat(
            stopped(
                reports(
                    60, it -> 0.1 + 2 * Math.exp(-it / 4.0), it -> 0.15 + 2 * Math.exp(-it / 4.0))))
        .isZero();
  }

  @Test
  void stopsOverfittingBeforeItsEnd() {
    long stopped =
        stopped(
            reports(
                100,
                it -> 2 * Math.exp(-it / 10.0),
                it -> 0.5 + 2 * Math.exp(-it / 5.0) + it / 100.0));
    assertThat(stopped).isBetween(20L, 60L);
  }

  @Test
  void stopsWhatIsStuckAtOneRate() {
    IntToDoubleFunction stuck = it -> it == 2 ? 30 : it < 4 ? 2.3 : 1.5 + 0.2 * Math.sin(it / 0.7);
    assertThat(stopped(reports(100, stuck, stuck))).isBetween(8L, 60L);
    List<Report> withoutRate =
        reports(100, stuck, stuck).stream()
            .map(
                each ->
                    new Report(
                        each.step(),
                        each.value(),
                        Map.of("train_loss", each.value(), "val_loss", each.value())))
            .toList();
    assertThat(stopped(withoutRate)).isZero();
  }

  @Test
  void stopsAtOnceWhereTheTrainingLossIsNotFinite() {
    assertThat(stopped(reports(20, it -> it < 3 ? 2 : Double.NaN, it -> 2))).isEqualTo(3);
    assertThat(stopped(reports(20, it -> 2 - it / 100.0, it -> 2))).isZero();
  }

  @Test
  void knowsNothingWithoutTheMeasures() {
    List<Report> reports = new ArrayList<>();
    for (int step = 1; step <= 50; step++) {
      reports.add(new Report(step, step, Map.of("val_loss", (double) step)));
    }
    assertThat(stopped(reports)).isZero();
  }
}
