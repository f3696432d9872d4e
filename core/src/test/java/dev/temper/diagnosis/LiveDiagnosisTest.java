package dev.temper.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.schedule.HyperParameters;
import dev.temper.training.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class LiveDiagnosisTest {

  private final List<String> told = new ArrayList<>();
  private final LiveDiagnosis live = new LiveDiagnosis(finding -> told.add(finding.code()));

  @Test
  void saysNothingOfAHealthyRun() {
    run(
        2000,
        it -> 0.1,
        it -> 0.1 + 2 * Math.exp(-it / 100.0),
        it -> 0.15 + 2 * Math.exp(-it / 100.0));

    assertThat(told).isEmpty();
  }

  @Test
  void tellsOfOverfittingOnce() {
    run(
        2000,
        it -> 0.1,
        it -> 2 * Math.exp(-it / 200.0),
        it -> 0.5 + 2 * Math.exp(-it / 100.0) + it / 2000.0);

    assertThat(told).containsExactly("overfitting");
  }

  @Test
  void tellsAtOnceOfALossThatIsNotFinite() {
    live.onStep(0, new HyperParameters(1, 0, 0), 2.3);
    live.onStep(1, new HyperParameters(1, 0, 0), 50);
    assertThat(told).isEmpty();
    live.onStep(2, new HyperParameters(1, 0, 0), Double.NaN);

    assertThat(told).containsExactly("diverged");
  }

  @Test
  void tellsOfAPlateauOnlyWhileTheRateStays() {
    IntToDoubleFunction stuck =
        it -> it == 20 ? 30 : it < 40 ? 2.3 : 1.5 + 0.2 * Math.sin(it / 7.0);
    run(1000, it -> 0.1 + it / 1000.0, stuck, stuck);
    assertThat(told).isEmpty();

    List<String> atOneRate = new ArrayList<>();
    LiveDiagnosis other = new LiveDiagnosis(finding -> atOneRate.add(finding.code()));
    run(other, 1000, it -> 0.1, stuck, stuck);
    assertThat(atOneRate).contains("premature_plateau").doesNotHaveDuplicates();
  }

  private void run(
      int iterations,
      IntToDoubleFunction rate,
      IntToDoubleFunction loss,
      IntToDoubleFunction validation) {
    run(live, iterations, rate, loss, validation);
  }

  private static void run(
      LiveDiagnosis to,
      int iterations,
      IntToDoubleFunction rate,
      IntToDoubleFunction loss,
      IntToDoubleFunction validation) {
    for (int it = 0; it < iterations; it++) {
      to.onStep(it, new HyperParameters(rate.applyAsDouble(it), 0, 0), loss.applyAsDouble(it));
      if ((it + 1) % (iterations / 20) == 0) {
        to.onEvaluation(it + 1, new Evaluation(validation.applyAsDouble(it + 1), Double.NaN, 100));
      }
    }
  }
}
