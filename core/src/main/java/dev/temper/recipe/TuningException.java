package dev.temper.recipe;

import dev.temper.rangetest.RangeCurve;
import dev.temper.training.History;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The procedure could not find values to train with; the message says why in one line, and what was
 * recorded until then is kept.
 */
public final class TuningException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient RangeCurve rangeTest;
  private final transient @Nullable History finalRun;

  /**
   * A failure after the range test.
   *
   * @param message the reason a person can act on, one line
   * @param rangeTest what the range test recorded
   * @param finalRun the last attempt at the final run, or null if there was none
   */
  TuningException(String message, RangeCurve rangeTest, @Nullable History finalRun) {
    super(message);
    this.rangeTest = rangeTest;
    this.finalRun = finalRun;
  }

  /** What the range test recorded. */
  public RangeCurve rangeTest() {
    return rangeTest;
  }

  /** The curves of the last attempt at the final run; empty if there was none. */
  public Optional<History> finalRun() {
    return Optional.ofNullable(finalRun);
  }
}
