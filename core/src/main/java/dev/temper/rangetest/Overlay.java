package dev.temper.rangetest;

import java.util.List;
import java.util.Optional;

/**
 * The curves of a {@linkplain RangeTestGrid grid} of range tests, and which of them is the best.
 *
 * @param grid what was run
 * @param tests one for each of its points, in their order
 */
public record Overlay(RangeTestGrid grid, List<Test> tests) {

  /**
   * One point of the grid and its curves.
   *
   * @param point what the test was run with
   * @param seeds its curves, one a seed
   */
  public record Test(GridPoint point, RepeatedRangeTest seeds) {}

  /**
   * The test whose weight decay and momentum are the best.
   *
   * @param test one of the overlay's
   * @param lowest how low its validation loss comes
   * @param reason one or two sentences for a person
   */
  public record Best(Test test, LowestLoss lowest, String reason) {}

  /** Copies the list. */
  public Overlay {
    tests = List.copyOf(tests);
  }

  /**
   * The best weight decay and momentum: those whose curve reaches the lowest validation loss at the
   * largest rates (Smith 2018, section 4.4).
   *
   * <p>Losses as close as the seeds of the lowest are to each other, or within one per cent, count
   * as equal; among equals the one that holds such a loss up to the larger rate is better, then the
   * larger weight decay, then the larger momentum. Batch sizes and lengths of the ramp are not
   * compared: at equal iterations a larger batch has seen more examples, and a longer ramp has
   * trained more. The choice is made at the first batch size of the list and the longest ramp.
   *
   * @return empty where neither several weight decays nor several momenta were tested, or nothing
   *     was measured on the validation split
   */
  public Optional<Best> best() {
    if (grid.weightDecays().size() * grid.momenta().size() == 1) {
      return Optional.empty();
    }
    return SmithsCriterion.choose(comparable());
  }

  /**
   * The test that the overlay's learning rate is read from: the {@link #best}, else the one at the
   * first values of the lists, with the longest ramp.
   */
  public Test chosen() {
    return best().map(Best::test).orElse(comparable().get(0));
  }

  /** The tests at the first batch size and the longest ramp. */
  private List<Test> comparable() {
    int batchSize = grid.batchSizes().get(0);
    int longest = grid.iterations().stream().mapToInt(Integer::intValue).max().orElseThrow();
    return tests.stream()
        .filter(test -> test.point().batchSize() == batchSize)
        .filter(test -> test.point().iterations() == longest)
        .toList();
  }
}
