package dev.temper.study;

import java.util.Locale;

/** How far a trial has come. */
public enum TrialState {
  /** It has its configuration and nobody works on it. */
  WAITING,
  /** Somebody works on it. */
  RUNNING,
  /** It was stopped on the way, to be gone on with if others turn out no better. */
  PAUSED,
  /** It ended with a value. */
  COMPLETED,
  /** It was ended early since it was not worth more; its value is its last report's. */
  PRUNED,
  /** Its configuration cannot be trained with: it diverged. */
  INFEASIBLE,
  /** It ended by an error that says nothing of its configuration. */
  FAILED,
  /** Whoever worked on it is gone; somebody else can take it over. */
  LOST;

  /** As it is written, as in {@code completed}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether nothing more comes of it. */
  public boolean isFinal() {
    return this == COMPLETED || this == PRUNED || this == INFEASIBLE || this == FAILED;
  }

  /** Whether somebody can take it on. */
  public boolean isOpen() {
    return this == WAITING || this == PAUSED || this == LOST;
  }
}
