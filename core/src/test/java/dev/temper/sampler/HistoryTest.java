package dev.temper.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.temper.space.Configuration;
import dev.temper.space.IntParameter;
import dev.temper.space.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private static final Space SPACE = Space.of(IntParameter.linear("x", 0, 20));

  private static Configuration at(long x) {
    return SPACE.configuration(Map.of("x", x));
  }

  /** That a history has its own observations, and knows of no others. */
  private static void assertIs(History history, List<Observation> observations) {
    History anew = new History(SPACE, observations);
    assertThat(history.space()).isSameAs(SPACE);
    assertThat(history.observations()).isEqualTo(observations);
    for (long x = 0; x <= 20; x++) {
      assertThat(history.has(at(x))).as("%d of %s", x, observations).isEqualTo(anew.has(at(x)));
    }
  }

  @Test
  void growsAsIfItWereMadeAnewInAnyOrder() {
    SplittableRandom random = new SplittableRandom(3);
    List<History> histories = new ArrayList<>(List.of(new History(SPACE, List.of())));
    List<List<Observation>> expected = new ArrayList<>(List.of(List.of()));
    for (int i = 0; i < 300; i++) {
      // Mostly from the newest, at times from an older one, which another has grown from already.
      int from = random.nextInt(4) > 0 ? histories.size() - 1 : random.nextInt(histories.size());
      List<Observation> observations = new ArrayList<>(expected.get(from));
      History history = histories.get(from);
      if (!observations.isEmpty() && random.nextInt(3) == 0) {
        int index = random.nextInt(observations.size());
        Observation ended = Observation.ended(observations.get(index).configuration(), i);
        observations.set(index, ended);
        history = history.with(index, ended);
      } else {
        Observation next = Observation.pending(at(random.nextInt(21)));
        observations.add(next);
        history = history.and(next);
      }
      histories.add(history);
      expected.add(observations);
    }
    for (int i = 0; i < histories.size(); i++) {
      assertIs(histories.get(i), expected.get(i));
    }
  }

  @Test
  void doesNotSeeWhatIsDoneToTheListItWasMadeOf() {
    List<Observation> observations = new ArrayList<>(List.of(Observation.pending(at(1))));
    History history = new History(SPACE, observations);
    observations.add(Observation.pending(at(2)));

    assertIs(history, List.of(Observation.pending(at(1))));
  }

  @Test
  void refusesToChangeWhatATrialTried() {
    History history = new History(SPACE, List.of(Observation.pending(at(1))));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> history.with(0, Observation.ended(at(2), 1)))
        .withMessage("The configuration (x=2) must be that of trial 0 (x=1).");
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> history.with(1, Observation.ended(at(1), 1)));
  }
}
