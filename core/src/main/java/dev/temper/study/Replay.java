package dev.temper.study;

import java.util.OptionalLong;

/**
 * What became of a trial that was trained once more.
 *
 * @param trial as it is kept
 * @param value what it came to this time: of a trial that was pruned, its last report's; NaN where
 *     it diverged
 * @param firstDifference the first step whose report differs from the one that is kept, is missing
 *     or was not there; empty where all are the same to the last bit
 */
public record Replay(Trial trial, double value, OptionalLong firstDifference) {

  /** Whether value and reports are the same to the last bit. */
  public boolean isSame() {
    return firstDifference.isEmpty() && Double.compare(value, trial.value()) == 0;
  }
}
