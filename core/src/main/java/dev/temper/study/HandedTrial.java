package dev.temper.study;

import dev.temper.pruner.Report;
import dev.temper.space.Configuration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A trial that was handed to whoever works on it, with the state that was left of it. */
abstract sealed class HandedTrial implements RunningTrial permits LeasedTrial, ReplayedTrial {

  private final Trial trial;
  private @Nullable AutoCloseable state;

  /**
   * A trial.
   *
   * @param trial as it stood before
   * @param state that was kept of it; null for none
   */
  HandedTrial(Trial trial, @Nullable AutoCloseable state) {
    this.trial = trial;
    this.state = state;
  }

  /** As it stood when it was handed out. */
  final Trial trial() {
    return trial;
  }

  @Override
  public final long number() {
    return trial.number();
  }

  @Override
  public final Configuration configuration() {
    return trial.configuration();
  }

  @Override
  public final long seed() {
    return trial.seed();
  }

  /** Refuses a report that is not above the last one. */
  static void checkStep(Report report, @Nullable Report last) {
    if (last != null && report.step() <= last.step()) {
      throw new IllegalArgumentException(
          "The step (" + report.step() + ") must be above the last one (" + last.step() + ").");
    }
  }

  @Override
  public final void keep(AutoCloseable kept) {
    if (kept != state) {
      KeptStates.close(state);
      state = kept;
    }
  }

  @Override
  public final <T extends AutoCloseable> Optional<T> kept(Class<T> type) {
    return Optional.ofNullable(state).map(type::cast);
  }

  /** Gives the state away. */
  final @Nullable AutoCloseable takeState() {
    AutoCloseable given = state;
    state = null;
    return given;
  }
}
