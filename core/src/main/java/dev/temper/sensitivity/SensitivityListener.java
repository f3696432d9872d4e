package dev.temper.sensitivity;

/** Told of an analysis as it goes: one call at a time, from the threads that train. */
@FunctionalInterface
public interface SensitivityListener {

  /** Hears nothing. */
  SensitivityListener NONE = (trial, finished, planned) -> {};

  /**
   * A trial has ended, well or not.
   *
   * @param trial what it gave
   * @param finished trials that have ended, this one included
   * @param planned trials in all
   */
  void onTrial(Trial trial, int finished, int planned);
}
