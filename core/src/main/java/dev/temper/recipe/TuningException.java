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

  private final transient @Nullable RangeCurve rangeTest;
  private final transient @Nullable History lastRun;

  /** A failure before the range test. */
  TuningException(String message) {
    this(message, null, null);
  }

  /**
   * A failure after the range test.
   *
   * @param message the reason a person can act on, one line
   * @param rangeTest what the range test recorded, or null if there was none
   * @param lastRun the run that failed, or null if there was none
   */
  TuningException(String message, @Nullable RangeCurve rangeTest, @Nullable History lastRun) {
    super(message);
    this.rangeTest = rangeTest;
    this.lastRun = lastRun;
  }

  /** What the range test recorded; empty if there was none. */
  public Optional<RangeCurve> rangeTest() {
    return Optional.ofNullable(rangeTest);
  }

  /** The curves of the run that failed; empty if there was none. */
  public Optional<History> lastRun() {
    return Optional.ofNullable(lastRun);
  }
}
