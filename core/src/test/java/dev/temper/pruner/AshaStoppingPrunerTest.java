package dev.temper.pruner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.pruner.TrialCurve.Phase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AshaStoppingPrunerTest extends PrunerContract {

  private static final Pruner BY_THREES = Pruner.asha(new Rungs(1, 9, 3));

  @Override
  Pruner pruner() {
    return Pruner.asha(new Rungs(2, STEPS, 3));
  }

  /** What becomes of trials that reach the first rung one after another. */
  private static List<Verdict> arriving(double... values) {
    List<TrialCurve> trials = new ArrayList<>();
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      trials.add(Replay.trial(i, Phase.OPEN, values[i]));
      verdicts.add(BY_THREES.judge(trials, i));
    }
    return verdicts;
  }

  @Test
  void goesOnOnlyAmongTheBestThirdOfThoseSoFar() {
    // One of up to five goes on, two of six.
    assertThat(arriving(5, 6, 4, 4.5, 4.2, 4.1, 4.05, 3))
        .containsExactly(
            Verdict.CONTINUE,
            Verdict.STOP,
            Verdict.CONTINUE,
            Verdict.STOP,
            Verdict.STOP,
            Verdict.CONTINUE,
            Verdict.CONTINUE,
            Verdict.CONTINUE);
  }

  @Test
  void ofEqualOnesTheFirstIsBetter() {
    assertThat(arriving(1, 1, 1, 1, 1, 1, 1))
        .containsExactly(
            Verdict.CONTINUE,
            Verdict.STOP,
            Verdict.STOP,
            Verdict.STOP,
            Verdict.STOP,
            Verdict.STOP,
            Verdict.STOP);
  }

  @Test
  void isJudgedAtRungsAlone() {
    List<TrialCurve> trials = new ArrayList<>();
    trials.add(Replay.trial(0, Phase.ENDED, 1, 1, 1));
    trials.add(Replay.trial(1, Phase.OPEN, 2, 2));
    assertThat(BY_THREES.judge(trials, 1)).isEqualTo(Verdict.CONTINUE);
    trials.set(1, Replay.trial(1, Phase.OPEN, 2, 2, 2));
    assertThat(BY_THREES.judge(trials, 1)).isEqualTo(Verdict.STOP);
    trials.set(1, Replay.trial(1, Phase.OPEN, 2, 2, 0.5));
    assertThat(BY_THREES.judge(trials, 1)).isEqualTo(Verdict.CONTINUE);
  }

  @Test
  void whoEndedBeforeARungDoesNotCountThere() {
    List<TrialCurve> trials = new ArrayList<>();
    trials.add(Replay.trial(0, Phase.ENDED, 1));
    trials.add(Replay.trial(1, Phase.ENDED, 1, Double.NaN, Double.NaN));
    trials.add(Replay.trial(2, Phase.OPEN, 3, 3, 3));
    // The diverged one reached it and is worse.
    assertThat(BY_THREES.judge(trials, 2)).isEqualTo(Verdict.CONTINUE);
  }

  @Test
  void savesStepsAndKeepsTheBest() {
    double[] levels = new double[90];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = 0.9 * ((i * 37) % 90) / 90;
    }
    Replay replay = new Replay(pruner(), Replay.falling(STEPS, levels)).run(4);
    assertThat(replay.lengths().get(0)).isEqualTo(STEPS);
    assertThat(replay.steps()).isLessThan(90 * STEPS / 4);
  }
}
