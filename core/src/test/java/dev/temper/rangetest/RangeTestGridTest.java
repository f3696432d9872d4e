package dev.temper.rangetest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.temper.schedule.HyperParameters;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.SyntheticTask;
import dev.temper.training.TrainingListener;
import dev.temper.training.TrainingSession;
import dev.temper.training.UpdateSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The same test at several values. */
class RangeTestGridTest {

  private static final SessionSettings SETTINGS = new SessionSettings(32, Optimizer.SGD, 11);
  private static final HyperParameters VALUES = new HyperParameters(0, 0.9, 1e-3);
  private static final RangeTest TEST = RangeTest.exponential(1e-4, 10, 80);
  private static final RangeTestGrid ONE = RangeTestGrid.of(TEST, SETTINGS, VALUES);

  private final SyntheticTask task = new SyntheticTask();

  @Test
  void runsTheFullProductWithEverySeedAndClosesItsSessions() {
    RangeTestGrid grid =
        ONE.withWeightDecays(List.of(1e-2, 0.0))
            .withBatchSizes(List.of(16, 64))
            .withIterations(List.of(40, 80))
            .withSeeds(2);
    Overlay overlay = grid.run(task);

    assertThat(overlay.tests()).extracting(Overlay.Test::point).isEqualTo(grid.points());
    assertThat(grid.points()).hasSize(8).doesNotHaveDuplicates();
    assertThat(overlay.tests())
        .allSatisfy(test -> assertThat(test.seeds().curves()).hasSize(2))
        .allSatisfy(
            test ->
                assertThat(test.seeds().first().test().iterations())
                    .isEqualTo(test.point().iterations()));
    assertThat(task.calls().stream().filter(call -> call.startsWith("open")).distinct())
        .containsExactly("open sgd 16", "open sgd 64");
    assertThat(task.openSessions()).isZero();
    assertThat(grid.plannedIterations()).isEqualTo(2 * 4 * (40 + 80));
  }

  @Test
  void everySeedGivesTheCurveOfATestRunAlone() {
    Overlay overlay = ONE.withSeeds(3).run(task);

    for (int i = 0; i < 3; i++) {
      try (TrainingSession session = task.open(new SessionSettings(32, Optimizer.SGD, 11 + i))) {
        RangeCurve alone = TEST.run(session, VALUES, TrainingListener.NONE);
        assertThat(overlay.tests().get(0).seeds().curves().get(i).trainLoss())
            .isEqualTo(alone.trainLoss());
      }
    }
  }

  @Test
  void tellsItsListenerEachTestBeforeItsSteps() {
    List<String> heard = new ArrayList<>();
    ONE.withMomenta(List.of(0.5, 0.9))
        .withSeeds(2)
        .run(
            task,
            new RangeTestGrid.Listener() {
              @Override
              public void onTest(GridPoint point, long seed) {
                heard.add(point.momentum() + " " + seed);
              }

              @Override
              public void onStep(long iteration, HyperParameters values, double loss) {
                if (iteration == 0) {
                  heard.add("from " + values.momentum());
                }
              }
            });

    assertThat(heard)
        .containsExactly(
            "0.5 11", "from 0.5", "0.5 12", "from 0.5", "0.9 11", "from 0.9", "0.9 12", "from 0.9");
  }

  @Test
  void anotherLengthHasTheSameRangeAndAsManyEvaluations() {
    RangeTest longer = RangeTest.exponential(1e-4, 10, 200).withIterations(400);

    assertThat(longer).isEqualTo(RangeTest.exponential(1e-4, 10, 400));
    assertThat(TEST.withEvaluation(0, 9).withIterations(400).evaluateEvery()).isZero();
  }

  @Test
  void refusesMoreTestsThanCanBeLookedAt() {
    List<Integer> sizes = IntStream.rangeClosed(1, 13).boxed().toList();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ONE.withBatchSizes(sizes).withMomenta(List.of(0.5, 0.9)))
        .withMessageContainingAll("(26)", "24");
  }

  @Test
  void refusesValuesOutsideTheirRanges() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ONE.withWeightDecays(List.of(-1.0)))
        .withMessageContaining("(-1.0)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ONE.withMomenta(List.of(0.9, 1.0)))
        .withMessageContaining("(1.0)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ONE.withBatchSizes(List.of(0)))
        .withMessageContaining("(0)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ONE.withIterations(List.of(1)))
        .withMessageContaining("(1)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ONE.withSeeds(0))
        .withMessageContaining("(0)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ONE.withMomenta(List.of(0.9, 0.9)))
        .withMessageContainingAll("momentum", "(0.9)", "twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ONE.withMomenta(List.of()))
        .withMessageContaining("momentum");
  }

  @Test
  void aPointRefusesValuesOutsideTheirRanges() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GridPoint(Double.POSITIVE_INFINITY, 0.9, 32, 80))
        .withMessageContaining("(Infinity)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GridPoint(0, Double.NaN, 32, 80))
        .withMessageContaining("(NaN)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GridPoint(0, 0.9, 0, 80))
        .withMessageContaining("(0)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GridPoint(0, 0.9, 32, 1))
        .withMessageContaining("(1)");
  }

  @Test
  void refusesAnUpdateLargerThanTheDataBeforeAnyWork() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ONE.withBatchSizes(List.of(32, 501)).run(task))
        .withMessageContainingAll("(501)", "(500)");
    RangeTestGrid accumulating =
        RangeTestGrid.of(
            TEST, SETTINGS.withUpdates(UpdateSettings.DEFAULT.withAccumulation(4)), VALUES);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> accumulating.withBatchSizes(List.of(32, 128)).run(task))
        .withMessageContainingAll("(4)", "128", "(500)");
    assertThat(task.calls()).isEmpty();
  }
}
