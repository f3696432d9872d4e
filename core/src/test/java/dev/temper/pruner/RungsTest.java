package dev.temper.pruner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.temper.pruner.TrialCurve.Phase;
import java.util.List;
import org.junit.jupiter.api.Test;

class RungsTest {

  @Test
  void liesBelowTheWholeLength() {
    assertThat(new Rungs(1, 81, 3).steps()).containsExactly(1, 3, 9, 27);
    assertThat(new Rungs(1, 82, 3).steps()).containsExactly(1, 3, 9, 27, 81);
    assertThat(new Rungs(4, 4, 3).steps()).isEmpty();
    assertThat(new Rungs(Long.MAX_VALUE / 3, Long.MAX_VALUE, 2).steps())
        .containsExactly(Long.MAX_VALUE / 3, Long.MAX_VALUE / 3 * 2);
  }

  @Test
  void theUsualOnesAreThreeFromA27thOn() {
    assertThat(Rungs.of(1000).steps()).containsExactly(38, 114, 342);
    assertThat(Rungs.of(50).steps()).containsExactly(2, 6, 18);
    assertThat(Rungs.of(27).steps()).containsExactly(1, 3, 9);
    assertThat(Rungs.of(4).steps()).containsExactly(1, 3);
    assertThat(Rungs.of(1).steps()).isEmpty();
  }

  @Test
  void areReachedByTheFirstReportAtTheirStepOrLater() {
    long[] steps = {2, 6, 18};
    List<Report> reports = List.of(new Report(1, 5), new Report(7, 4), new Report(8, 3));
    TrialCurve first = new TrialCurve(0, Phase.OPEN, reports.subList(0, 1));
    TrialCurve second = new TrialCurve(0, Phase.OPEN, reports.subList(0, 2));
    TrialCurve third = new TrialCurve(0, Phase.OPEN, reports);

    assertThat(Rungs.newest(steps, first)).isEqualTo(-1);
    assertThat(Rungs.newest(steps, second)).isEqualTo(1);
    assertThat(Rungs.newest(steps, third)).isEqualTo(-1);
    assertThat(Rungs.highest(steps, third)).isEqualTo(1);
    assertThat(third.lossAt(2)).isEqualTo(4);
    assertThat(third.lossAt(6)).isEqualTo(4);
    assertThat(third.lossAt(8)).isEqualTo(3);
  }

  @Test
  void refusesWhatIsOutsideItsRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Rungs(0, 5, 3))
        .withMessage("The first rung (0) must be in 1 to the most steps (5).");
    assertThatIllegalArgumentException().isThrownBy(() -> new Rungs(6, 5, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> Rungs.of(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Rungs(1, 5, 1))
        .withMessage("The factor (1) must be 2 or more.");
  }
}
