package dev.temper.cli;

import dev.temper.rangetest.GridPoint;
import dev.temper.rangetest.RangeTestGrid;
import dev.temper.recipe.Stage;
import dev.temper.report.Text;
import dev.temper.schedule.HyperParameters;
import dev.temper.training.Evaluation;

/**
 * Shows the range tests of a grid as one stage, with a line before each where there are several.
 */
final class GridProgress implements RangeTestGrid.Listener {

  private final Progress progress;
  private final int tests;
  private int test;
  private long before;
  private long planned;

  GridProgress(Progress progress, RangeTestGrid grid) {
    this.progress = progress;
    this.tests = grid.points().size() * grid.seeds();
    progress.onStage(Stage.RANGE_TEST, grid.plannedIterations());
  }

  @Override
  public void onTest(GridPoint point, long seed) {
    before += planned;
    planned = point.iterations();
    test++;
    if (tests > 1) {
      progress.onNote(
          Text.of(
              "test %d of %d: weight decay %s, momentum %s, batch size %d, %d iterations, seed %d",
              test,
              tests,
              Text.number(point.weightDecay()),
              Text.number(point.momentum()),
              point.batchSize(),
              point.iterations(),
              seed));
    }
  }

  @Override
  public void onStep(long iteration, HyperParameters values, double loss) {
    progress.onStep(before + iteration, values, loss);
  }

  @Override
  public void onEvaluation(long iteration, Evaluation evaluation) {
    progress.onEvaluation(before + iteration, evaluation);
  }
}
