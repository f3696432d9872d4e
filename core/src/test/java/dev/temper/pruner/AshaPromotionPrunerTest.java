package dev.temper.pruner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.pruner.TrialCurve.Phase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AshaPromotionPrunerTest extends PrunerContract {

  private static final Pruner BY_THREES = Pruner.ashaByPromotion(new Rungs(1, 9, 3));

  @Override
  Pruner pruner() {
    return Pruner.ashaByPromotion(new Rungs(2, STEPS, 3));
  }

  private static List<TrialCurve> paused(double... values) {
    List<TrialCurve> trials = new ArrayList<>();
    for (double value : values) {
      trials.add(Replay.trial(trials.size(), Phase.PAUSED, value));
    }
    return trials;
  }

  @Test
  void waitsUntilEnoughHaveCome() {
    List<TrialCurve> trials = paused(5, 4);
    assertThat(BY_THREES.judge(trials, 1)).isEqualTo(Verdict.PAUSE);
    assertThat(BY_THREES.resumable(trials)).isEmpty();

    trials.add(Replay.trial(2, Phase.OPEN, 6));
    assertThat(BY_THREES.judge(trials, 2)).isEqualTo(Verdict.PAUSE);
    assertThat(BY_THREES.resumable(trials)).hasValue(1);
  }

  @Test
  void goesOnAtOnceIfItIsAmongTheBest() {
    List<TrialCurve> trials = paused(5, 4);
    trials.add(Replay.trial(2, Phase.OPEN, 3));
    assertThat(BY_THREES.judge(trials, 2)).isEqualTo(Verdict.CONTINUE);
    // It has taken the only place.
    assertThat(BY_THREES.resumable(trials)).isEmpty();
  }

  @Test
  void promotesFromTheHighestRungFirst() {
    List<TrialCurve> trials = paused(7, 8, 9, 1, 1, 1, 1, 1, 1);
    assertThat(BY_THREES.resumable(trials)).hasValue(3);
    trials.set(3, Replay.trial(3, Phase.PAUSED, 1, 1, 3));
    trials.set(4, Replay.trial(4, Phase.PAUSED, 1, 1, 2));
    assertThat(BY_THREES.resumable(trials)).hasValue(5);
    trials.set(5, Replay.trial(5, Phase.PAUSED, 1, 1, 4));
    assertThat(BY_THREES.resumable(trials)).hasValue(4);
    assertThat(BY_THREES.judge(trials, 4)).isEqualTo(Verdict.CONTINUE);
    assertThat(BY_THREES.judge(trials, 5)).isEqualTo(Verdict.PAUSE);
  }

  @Test
  void whoEndedAmongTheBestKeepsItsPlace() {
    List<TrialCurve> trials = paused(5, 4, 6);
    trials.set(1, Replay.trial(1, Phase.ENDED, 4));
    assertThat(BY_THREES.resumable(trials)).isEmpty();
  }

  @Test
  void ofEqualOnesTheFirstGoesOn() {
    assertThat(BY_THREES.resumable(paused(1, 1, 1))).hasValue(0);
  }

  @Test
  void atTheEndTheBestOfTooFewGoesOn() {
    List<TrialCurve> trials = paused(5, 4);
    assertThat(BY_THREES.resumableAtEnd(trials)).hasValue(1);

    trials.add(Replay.trial(2, Phase.OPEN));
    assertThat(BY_THREES.resumableAtEnd(trials)).isEmpty();
  }

  @Test
  void trainsAsHalvingWouldWhereTheBestComeFirst() {
    double[] levels = new double[27];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = 0.9 * i / 27;
    }
    Replay replay =
        new Replay(Pruner.ashaByPromotion(new Rungs(1, 27, 3)), Replay.falling(27, levels)).run(1);
    assertThat(replay.lengths().subList(0, 10))
        .containsExactly(27L, 9L, 9L, 3L, 3L, 3L, 3L, 3L, 3L, 1L);
    assertThat(replay.steps()).isEqualTo(27 + 2 * 9 + 6 * 3 + 18);
  }
}
