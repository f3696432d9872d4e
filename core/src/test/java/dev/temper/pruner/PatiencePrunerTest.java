package dev.temper.pruner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.temper.pruner.TrialCurve.Phase;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatiencePrunerTest extends PrunerContract {

  @Override
  Pruner pruner() {
    return Pruner.patience(4, 0);
  }

  private static Verdict judge(Pruner pruner, double... values) {
    return pruner.judge(List.of(Replay.trial(0, Phase.OPEN, values)), 0);
  }

  @Test
  void stopsAfterSoManyStepsWithoutAnImprovement() {
    Pruner pruner = Pruner.patience(3, 0);
    assertThat(judge(pruner, 5, 4, 4.5, 4.2)).isEqualTo(Verdict.CONTINUE);
    assertThat(judge(pruner, 5, 4, 4.5, 4.2, 4)).isEqualTo(Verdict.STOP);
    assertThat(judge(pruner, 5, 4, 4.5, 4.2, 3.9)).isEqualTo(Verdict.CONTINUE);
  }

  @Test
  void tooSmallAnImprovementIsNone() {
    Pruner pruner = Pruner.patience(2, 0.5);
    assertThat(judge(pruner, 5, 4.75, 4.5)).isEqualTo(Verdict.STOP);
    // Small ones that come to enough together.
    assertThat(judge(pruner, 5, 4.75, 4.25)).isEqualTo(Verdict.CONTINUE);
  }

  @Test
  void countsStepsAndNotReports() {
    List<Report> reports = List.of(new Report(10, 1), new Report(30, 1), new Report(40, 1));
    TrialCurve trial = new TrialCurve(0, Phase.OPEN, reports);
    assertThat(Pruner.patience(30, 0).judge(List.of(trial), 0)).isEqualTo(Verdict.STOP);
    assertThat(Pruner.patience(31, 0).judge(List.of(trial), 0)).isEqualTo(Verdict.CONTINUE);
  }

  @Test
  void refusesWhatIsOutsideItsRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pruner.patience(0, 0))
        .withMessage("The steps (0) must be 1 or more.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pruner.patience(1, -0.1))
        .withMessage("The least improvement (-0.1) must be 0 or more and finite.");
    assertThatIllegalArgumentException().isThrownBy(() -> Pruner.patience(1, Double.NaN));
  }
}
