package dev.temper.pruner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class HyperbandPrunerTest extends PrunerContract {

  @Override
  Pruner pruner() {
    return Pruner.hyperband(new Rungs(1, STEPS, 3), 4);
  }

  private static double[][] curves(int trials, int steps) {
    double[] levels = new double[trials];
    for (int i = 0; i < trials; i++) {
      levels[i] = 0.9 * ((i * 59) % trials) / trials;
    }
    return Replay.falling(steps, levels);
  }

  @Test
  void trainsWhatThePublishedTableSays() {
    // Li et al. 2018, table 1: 81 steps, factor 3. Trials that come to 1, 3, 9, 27 and 81 steps.
    int[][] table = {
      {54, 18, 6, 2, 1}, {0, 23, 8, 2, 1}, {0, 0, 10, 4, 1}, {0, 0, 0, 6, 2}, {0, 0, 0, 0, 5}
    };
    int[] sizes = {81, 34, 15, 8, 5};
    Replay replay = new Replay(Pruner.hyperband(new Rungs(1, 81, 3), 5), curves(143, 81)).run(1);
    int first = 0;
    for (int bracket = 0; bracket < sizes.length; bracket++) {
      List<Long> lengths = replay.lengths().subList(first, first + sizes[bracket]);
      for (int rung = 0; rung < 5; rung++) {
        assertThat(Collections.frequency(lengths, Math.round(Math.pow(3, rung))))
            .as("rung %d of bracket %d", rung, bracket)
            .isEqualTo(table[bracket][rung]);
      }
      first += sizes[bracket];
    }
  }

  @Test
  void beginsAnewWhenAllBracketsAreFull() {
    Pruner pruner = Pruner.hyperband(new Rungs(1, 9, 3), 3);
    // Brackets of 9, 5 and 3.
    Replay replay = new Replay(pruner, curves(2 * 17, 9)).run(1);
    for (int round = 0; round < 2; round++) {
      List<Long> lengths = replay.lengths().subList(17 * round, 17 * round + 17);
      assertThat(lengths.subList(0, 9)).contains(1L, 3L, 9L);
      assertThat(lengths.subList(9, 14)).contains(3L, 9L).doesNotContain(1L);
      assertThat(lengths.subList(14, 17)).containsOnly(9L);
    }
  }

  @Test
  void leavesTheBracketOutThatStopsNobody() {
    Replay replay = new Replay(Pruner.hyperband(new Rungs(1, 9, 3)), curves(28, 9)).run(3);
    assertThat(replay.lengths().subList(9, 14)).contains(3L).doesNotContain(1L);
    assertThat(replay.lengths().subList(14, 23)).contains(1L);
  }

  @Test
  void withoutRungsNobodyIsStopped() {
    Replay replay = new Replay(Pruner.hyperband(new Rungs(9, 9, 3)), curves(5, 9)).run(2);
    assertThat(replay.lengths()).containsOnly(9L);
  }

  @Test
  void refusesBracketsThatThereAreNot() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pruner.hyperband(new Rungs(1, 9, 3), 4))
        .withMessage("The brackets (4) must be in 1 to one more than rungs (3).");
    assertThatIllegalArgumentException().isThrownBy(() -> Pruner.hyperband(new Rungs(1, 9, 3), 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pruner.hyperband(new Rungs(1, Long.MAX_VALUE, 3)))
        .withMessageContaining("must be at most 2^30");
  }
}
