package dev.temper.rangetest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.schedule.HyperParameters;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.SyntheticTask;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which of several tests is the best: Smith's criterion. */
class OverlayTest {

  private static final double[] RATE = {0.1, 0.3, 1, 3};

  private static final RangeTestGrid ONE =
      RangeTestGrid.of(
          RangeTest.exponential(0.1, 3, 4),
          new SessionSettings(32, Optimizer.SGD, 0),
          new HyperParameters(0, 0.9, 1e-3));

  private static RangeCurve curve(double... validationLoss) {
    double[] flat = Curves.series(RATE.length, i -> 1);
    return RangeCurve.recorded(
        ONE.test(), RATE, flat, validationLoss, flat, RangeCurve.End.COMPLETED);
  }

  /** Weight decays .01, .001 and so on with the given curves, one a seed. */
  private static Overlay overlay(List<List<RangeCurve>> curves) {
    List<Double> weightDecays = new ArrayList<>();
    for (int i = 0; i < curves.size(); i++) {
      weightDecays.add(Math.pow(10, -2 - i));
    }
    RangeTestGrid grid = ONE.withWeightDecays(weightDecays).withSeeds(curves.get(0).size());
    List<Overlay.Test> tests = new ArrayList<>();
    for (int i = 0; i < curves.size(); i++) {
      tests.add(new Overlay.Test(grid.points().get(i), RepeatedRangeTest.of(curves.get(i))));
    }
    return new Overlay(grid, tests);
  }

  private static void assertBest(Overlay overlay, double weightDecay, String reason) {
    Overlay.Best best = overlay.best().orElseThrow();
    assertThat(best.test().point().weightDecay()).isEqualTo(weightDecay);
    assertThat(best.reason()).contains(reason);
    assertThat(overlay.chosen()).isEqualTo(best.test());
  }

  @Test
  void theLowestValidationLossIsTheBest() {
    Overlay overlay = overlay(List.of(List.of(curve(5, 4, 3, 9)), List.of(curve(5, 2, 3, 9))));

    assertBest(overlay, 1e-3, "lowest, to 2.000, at a rate of 0.300. Next is weight decay 0.01");
    assertThat(overlay.best().orElseThrow().lowest()).isEqualTo(new LowestLoss(2, 2, 2, 0.3));
  }

  @Test
  void amongThoseWithinTheSpreadOfTheSeedsTheOneThatHoldsItToTheLargestRateIs() {
    Overlay overlay =
        overlay(
            List.of(
                List.of(curve(5, 2.0, 9, 9), curve(5, 2.4, 9, 9), curve(5, 2.1, 9, 9)),
                List.of(curve(5, 2.3, 2.2, 9), curve(5, 4, 2.2, 9), curve(5, 4, 2.5, 9)),
                List.of(curve(5, 4, 4, 2.5), curve(5, 4, 4, 2.5), curve(5, 4, 4, 2.5))));

    assertBest(overlay, 1e-3, "2 of the tests come equally low within the spread of the seeds");
  }

  @Test
  void amongEqualsTheLargerWeightDecayIs() {
    Overlay overlay = overlay(List.of(List.of(curve(5, 2.01, 4, 9)), List.of(curve(5, 2, 4, 9))));

    assertBest(overlay, 1e-2, "up to the same rate, 0.300; the larger value is taken");
  }

  @Test
  void aTestThatLostItsValidationIsNeverTheBest() {
    double none = Double.NaN;
    Overlay overlay =
        overlay(List.of(List.of(curve(none, none, none, none)), List.of(curve(5, 4, 4, 9))));

    assertBest(overlay, 1e-3, "lowest");
    Overlay nothing = overlay(List.of(List.of(curve(none, none, none, none))));
    assertThat(nothing.best()).isEmpty();
    assertThat(nothing.chosen()).isEqualTo(nothing.tests().get(0));
  }

  @Test
  void batchSizesAndLengthsAreNotComparedAndTheLongestRampIsRead() {
    Overlay overlay =
        ONE.withBatchSizes(List.of(64, 128))
            .withIterations(List.of(20, 60, 40))
            .run(new SyntheticTask());

    assertThat(overlay.best()).isEmpty();
    assertThat(overlay.chosen().point()).isEqualTo(new GridPoint(1e-3, 0.9, 64, 60));
  }

  @Test
  void tooLargeAWeightDecayLoses() {
    RangeTestGrid grid =
        RangeTestGrid.of(
                RangeTest.exponential(1e-3, 10, 100),
                new SessionSettings(32, Optimizer.SGD, 0),
                new HyperParameters(0, 0.9, 0))
            .withWeightDecays(List.of(100.0, 1e-4))
            .withSeeds(3);

    assertBest(grid.run(new SyntheticTask()), 1e-4, "");
  }
}
