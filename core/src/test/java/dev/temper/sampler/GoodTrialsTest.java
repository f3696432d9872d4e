package dev.temper.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.space.Configuration;
import dev.temper.space.IntParameter;
import dev.temper.space.Space;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GoodTrialsTest {

  private static final Space SPACE = Space.of(IntParameter.linear("x", 0, 100_000));

  private static Configuration at(long x) {
    return SPACE.configuration(Map.of("x", x));
  }

  /** Of all kinds, many of the same value. */
  private static List<Observation> trials(int count) {
    SplittableRandom random = new SplittableRandom(count);
    List<Observation> trials = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      trials.add(
          switch (random.nextInt(8)) {
            case 0 -> Observation.pending(at(i));
            case 1 -> Observation.failed(at(i));
            case 2 -> Observation.ended(at(i), Double.NaN);
            default -> Observation.ended(at(i), random.nextInt(count / 4 + 1));
          });
    }
    return trials;
  }

  private static GoodTrials of(List<Observation> trials) {
    return new GoodTrials(trials, 0.15, 25);
  }

  @Test
  void theBestAreThoseThatSortingPutsFirst() {
    for (int count : List.of(8, 20, 150, 400)) {
      List<Observation> all = trials(count);
      List<Observation> ranked =
          all.stream()
              .filter(o -> o.outcome() == Observation.Outcome.VALUED || isDiverged(o))
              .sorted(Comparator.comparingDouble(GoodTrials::loss))
              .toList();
      int good = (int) Math.min(25, Math.ceil(0.15 * ranked.size()));

      GoodTrials trials = of(all);
      assertThat(trials.ranked()).isEqualTo(ranked.size());
      assertThat(trials.good()).isEqualTo(ranked.subList(0, good));
      assertThat(trials.edge()).isEqualTo(GoodTrials.loss(ranked.get(good)));
    }
  }

  private static boolean isDiverged(Observation trial) {
    return trial.outcome() == Observation.Outcome.INFEASIBLE;
  }

  @Test
  void theRestAreAllOthersThatDidNotFail() {
    List<Observation> all = trials(300);
    GoodTrials trials = of(all);
    List<Observation> others = new ArrayList<>(all);
    others.removeAll(trials.good());
    others.removeIf(trial -> trial.outcome() == Observation.Outcome.FAILED);

    assertThat(trials.rest()).isEqualTo(others);
  }

  @Test
  void ofManyTheRestIsTheNewestAndAStableSample() {
    List<Observation> all = trials(40_000);
    GoodTrials trials = of(all);
    List<Observation> newest = new ArrayList<>(all.subList(39_800, 40_000));
    newest.removeAll(trials.good());
    newest.removeIf(trial -> trial.outcome() == Observation.Outcome.FAILED);

    assertThat(trials.rest())
        .hasSizeBetween(400, GoodTrials.MOST)
        .endsWith(newest.toArray(Observation[]::new));
    // One trial more changes no more than itself, and the oldest of the newest.
    List<Observation> before = new ArrayList<>(of(all.subList(0, 39_999)).rest());
    before.removeAll(new HashSet<>(trials.rest()));
    assertThat(before).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void withoutAnyTrialsThereAreNone() {
    assertThat(of(List.of()).ranked()).isZero();
    assertThat(of(List.of()).rest()).isEmpty();
  }
}
