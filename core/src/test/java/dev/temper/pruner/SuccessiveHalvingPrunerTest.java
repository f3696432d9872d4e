package dev.temper.pruner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.temper.pruner.TrialCurve.Phase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuccessiveHalvingPrunerTest extends PrunerContract {

  private static final Pruner NINE = Pruner.successiveHalving(new Rungs(1, 9, 3), 9);

  @Override
  Pruner pruner() {
    return Pruner.successiveHalving(new Rungs(2, STEPS, 3));
  }

  private static List<TrialCurve> paused(double... values) {
    List<TrialCurve> trials = new ArrayList<>();
    for (double value : values) {
      trials.add(Replay.trial(trials.size(), Phase.PAUSED, value));
    }
    return trials;
  }

  @Test
  void halvesByThrees() {
    Replay replay = new Replay(NINE, Replay.falling(9, .5, .8, .4, .7, .1, .6, .3, .9, .2)).run(1);
    assertThat(replay.lengths()).containsExactly(1L, 1L, 1L, 1L, 9L, 1L, 3L, 1L, 3L);
    assertThat(replay.steps()).isEqualTo(6 + 2 * 3 + 9);
  }

  @Test
  void waitsWhileItIsNotSure() {
    List<TrialCurve> trials = paused(1, 2, 3, 4, 5, 6, 7);
    trials.add(Replay.trial(7, Phase.OPEN));
    trials.add(Replay.trial(8, Phase.OPEN));
    // Two may still come: the best is sure of one of three places, the fourth has lost.
    assertThat(NINE.judge(trials, 0)).isEqualTo(Verdict.CONTINUE);
    assertThat(NINE.judge(trials, 1)).isEqualTo(Verdict.PAUSE);
    assertThat(NINE.judge(trials, 2)).isEqualTo(Verdict.PAUSE);
    assertThat(NINE.judge(trials, 3)).isEqualTo(Verdict.STOP);
    assertThat(NINE.resumable(trials)).hasValue(0);
  }

  @Test
  void whoDoesNotArriveLeavesThePlaceToOthers() {
    List<TrialCurve> trials = paused(1, 2, 3, 4, 5, 6, 7);
    trials.add(Replay.trial(7, Phase.ENDED));
    trials.add(Replay.trial(8, Phase.ENDED, Double.NaN));
    assertThat(NINE.judge(trials, 2)).isEqualTo(Verdict.CONTINUE);
    assertThat(NINE.judge(trials, 3)).isEqualTo(Verdict.STOP);
  }

  @Test
  void comparesOnlyTrialsOfTheSameBracket() {
    List<TrialCurve> trials = paused(1, 1, 1, 1, 1, 1, 1, 1, 1, 5);
    assertThat(NINE.judge(trials, 9)).isEqualTo(Verdict.PAUSE);
    for (int i = 0; i < 8; i++) {
      trials.add(Replay.trial(trials.size(), Phase.PAUSED, 6));
    }
    assertThat(NINE.judge(trials, 9)).isEqualTo(Verdict.CONTINUE);
    assertThat(NINE.judge(trials, 17)).isEqualTo(Verdict.STOP);
  }

  @Test
  void ofEqualOnesTheFirstGoOn() {
    List<TrialCurve> trials = paused(1, 1, 1, 1, 1, 1, 1, 1, 1);
    assertThat(NINE.judge(trials, 2)).isEqualTo(Verdict.CONTINUE);
    assertThat(NINE.judge(trials, 3)).isEqualTo(Verdict.STOP);
    assertThat(NINE.resumable(trials)).hasValue(0);
  }

  @Test
  void aBracketThatStaysIncompleteIsHalvedAsItIs() {
    List<TrialCurve> trials = paused(4, 3, 2);
    assertThat(NINE.resumable(trials)).isEmpty();
    assertThat(NINE.resumableAtEnd(trials)).hasValue(2);

    trials.set(2, Replay.trial(2, Phase.PAUSED, 2, 2, 2));
    assertThat(NINE.resumableAtEnd(trials)).hasValue(2);

    trials.set(1, Replay.trial(1, Phase.OPEN));
    trials.set(2, Replay.trial(2, Phase.PAUSED, 2));
    assertThat(NINE.resumableAtEnd(trials)).isEmpty();
  }

  @Test
  void oneTrialAloneOrFewerThanTheFactorTrainOneToTheEnd() {
    assertThat(new Replay(NINE, Replay.falling(9, .5)).run(1).lengths()).containsExactly(9L);
    assertThat(new Replay(NINE, Replay.falling(9, .5, .4)).run(2).lengths())
        .containsExactly(1L, 9L);
    Pruner ofTwo = Pruner.successiveHalving(new Rungs(1, 9, 3), 2);
    assertThat(new Replay(ofTwo, Replay.falling(9, .5, .4, .3, .2)).run(1).lengths())
        .containsExactly(1L, 9L, 1L, 9L);
  }

  @Test
  void refusesNoTrials() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pruner.successiveHalving(Rungs.of(10), 0))
        .withMessage("The trials (0) must be 1 or more.");
  }
}
