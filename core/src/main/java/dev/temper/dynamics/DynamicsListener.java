package dev.temper.dynamics;

/** Told of panels as they are done: one call at a time, from the threads that train. */
@FunctionalInterface
public interface DynamicsListener {

  /** Hears nothing. */
  DynamicsListener NONE = (panel, finished, planned) -> {};

  /**
   * A panel has ended, well or not.
   *
   * @param panel its curves
   * @param finished panels that have ended, this one included
   * @param planned panels in all
   */
  void onPanel(PanelOutcome panel, int finished, int planned);
}
