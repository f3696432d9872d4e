package dev.temper.pruner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.temper.pruner.TrialCurve.Phase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MedianPrunerTest extends PrunerContract {

  /** Their averages up to step 2 are 4, 3 and 2, up to step 3 they are 3, 2 and 3. */
  private static final List<TrialCurve> ENDED =
      List.of(
          Replay.trial(0, Phase.ENDED, 6, 2, 1),
          Replay.trial(1, Phase.ENDED, 4, 2, 0),
          Replay.trial(2, Phase.ENDED, 2, 2, 5));

  @Override
  Pruner pruner() {
    return Pruner.median(5, 2, 3);
  }

  private static Verdict judge(Pruner pruner, List<TrialCurve> others, double... values) {
    List<TrialCurve> trials = new ArrayList<>(others);
    trials.add(Replay.trial(trials.size(), Phase.OPEN, values));
    return pruner.judge(trials, others.size());
  }

  @Test
  void stopsWhatIsWorseThanTheMedianOfTheAverages() {
    Pruner pruner = Pruner.median(3, 0, 1);
    assertThat(judge(pruner, ENDED, 9, 3.1)).isEqualTo(Verdict.STOP);
    assertThat(judge(pruner, ENDED, 9, 3)).isEqualTo(Verdict.CONTINUE);
    // Its best counts, not its newest.
    assertThat(judge(pruner, ENDED, 3, 9)).isEqualTo(Verdict.CONTINUE);
    assertThat(judge(pruner, ENDED, 9, 3.1, 3.05)).isEqualTo(Verdict.STOP);
  }

  @Test
  void waitsForEnoughTrialsThatCameAsFar() {
    Pruner pruner = Pruner.median(4, 0, 1);
    assertThat(judge(pruner, ENDED, 9, 9)).isEqualTo(Verdict.CONTINUE);

    List<TrialCurve> more = new ArrayList<>(ENDED);
    more.add(Replay.trial(3, Phase.ENDED, 1));
    assertThat(judge(pruner, more, 9)).isEqualTo(Verdict.STOP);
    assertThat(judge(pruner, more, 9, 9)).isEqualTo(Verdict.CONTINUE);

    more.set(3, Replay.trial(3, Phase.OPEN, 1, 1));
    assertThat(judge(pruner, more, 9, 9)).isEqualTo(Verdict.CONTINUE);
    more.set(3, Replay.trial(3, Phase.ENDED, 1, 1));
    assertThat(judge(pruner, more, 9, 9)).isEqualTo(Verdict.STOP);
  }

  @Test
  void whatDivergedIsTheWorst() {
    List<TrialCurve> more = new ArrayList<>(ENDED);
    more.add(Replay.trial(3, Phase.ENDED, 1, Double.NaN));
    more.add(Replay.trial(4, Phase.ENDED, Double.POSITIVE_INFINITY, 1));
    // Averages of 2, 3, 4 and two infinite ones.
    Pruner pruner = Pruner.median(5, 0, 1);
    assertThat(judge(pruner, more, 9, 4)).isEqualTo(Verdict.CONTINUE);
    assertThat(judge(pruner, more, 9, 4.1)).isEqualTo(Verdict.STOP);
  }

  @Test
  void judgesOnceInAnIntervalBehindTheWarmUp() {
    Pruner pruner = Pruner.median(1, 2, 3);
    double[] bad = {9, 9, 9, 9, 9, 9, 9, 9, 9};
    List<TrialCurve> good = List.of(Replay.trial(0, Phase.ENDED, 1, 1, 1, 1, 1, 1, 1, 1, 1));
    for (int step = 1; step <= 9; step++) {
      assertThat(judge(pruner, good, Arrays.copyOf(bad, step)))
          .as("step %d", step)
          .isEqualTo(step == 5 || step == 8 ? Verdict.STOP : Verdict.CONTINUE);
    }
  }

  @Test
  void equalValuesAreNotWorse() {
    List<TrialCurve> equal = List.of(Replay.trial(0, Phase.ENDED, 1, 1, 1));
    assertThat(judge(Pruner.median(1, 0, 1), equal, 1, 1)).isEqualTo(Verdict.CONTINUE);
  }

  @Test
  void refusesWhatIsOutsideItsRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pruner.median(0, 0, 1))
        .withMessage("The start-up trials (0) must be 1 or more.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pruner.median(1, -1, 1))
        .withMessage("The warm-up steps (-1) must be 0 or more.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pruner.median(1, 0, 0))
        .withMessage("The interval (0) must be 1 or more.");
  }
}
