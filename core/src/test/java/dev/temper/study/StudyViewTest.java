package dev.temper.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.pruner.Pruner;
import dev.temper.pruner.Report;
import dev.temper.pruner.TrialCurve;
import dev.temper.pruner.Verdict;
import dev.temper.sampler.Observation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StudyViewTest {

  private static final List<TrialState> STATES =
      Arrays.stream(TrialState.values()).filter(state -> state != TrialState.RUNNING).toList();

  /** All a view says. */
  private record Said(
      List<Trial> trials,
      List<Observation> observations,
      List<TrialCurve> curves,
      List<Trial> running,
      List<Trial> paused,
      List<Object> more) {

    static Said by(StudyStore store, StudyDefinition definition) {
      Watching pruner = new Watching();
      StudyView view = new StudyView(store, definition, pruner);
      return by(view, pruner);
    }

    static Said by(StudyView view, Watching pruner) {
      view.refresh();
      Outlook outlook = view.outlook(Long.MAX_VALUE);
      view.judge(0);
      return new Said(
          view.trials(),
          outlook.history().observations(),
          pruner.curves,
          view.running(),
          view.paused(),
          List.of(outlook.open(), outlook.isIdle(), outlook.trials(), view.best()));
    }
  }

  /** Remembers what it was shown. */
  private static final class Watching implements Pruner {
    private List<TrialCurve> curves = List.of();

    @Override
    public Verdict judge(List<TrialCurve> trials, long number) {
      curves = List.copyOf(trials);
      return Verdict.CONTINUE;
    }
  }

  @ParameterizedTest
  @EnumSource
  void isTheSameHoweverOftenItIsRefreshed(Direction direction) {
    StudyStore store = StudyStore.inMemory();
    StudyDefinition definition =
        direction == Direction.MINIMIZE
            ? Bowl.DEFINITION
            : StudyDefinition.maximizing("bowl", Bowl.SPACE, "accuracy");
    store.create(definition);
    Watching pruner = new Watching();
    StudyView view = new StudyView(store, definition, pruner);
    SplittableRandom random = new SplittableRandom(11);
    List<Long> leases = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      int number = random.nextInt(leases.size() + 1);
      if (number == leases.size() || random.nextInt(10) == 0) {
        store.add("bowl", leases.size(), Bowl.at(random.nextDouble(), 0.5), i);
        leases.add(0L);
      } else {
        change(store, number, leases, random);
      }
      if (random.nextInt(5) == 0) {
        assertThat(Said.by(view, pruner)).isEqualTo(Said.by(store, definition));
      }
    }
    assertThat(view.best()).isPresent();
  }

  private static void change(
      StudyStore store, int number, List<Long> leases, SplittableRandom random) {
    TrialState state = store.changes("bowl", 0).trials().get(number).state();
    if (state.isOpen()) {
      leases.set(number, store.claim("bowl", number, state, "ann").orElseThrow());
    } else if (random.nextInt(4) > 0) {
      Report report = new Report(1 + random.nextInt(9), random.nextInt(5) / 4.0);
      store.report("bowl", number, leases.get(number), List.of(report));
    } else {
      TrialState to = STATES.get(random.nextInt(STATES.size()));
      double value = random.nextInt(10) / 8.0;
      store.release("bowl", number, leases.get(number), to, value, "");
    }
  }
}
