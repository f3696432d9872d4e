package dev.temper.training;

/**
 * Everything a session's future depends on, at one moment: weights, buffers, optimizer state,
 * random state and the position in the data.
 *
 * <p>Opaque to all but the session that took it. Holds native memory, two to three times the
 * weights, by optimizer, until closed; restoring does not use it up.
 */
public interface Snapshot extends AutoCloseable {

  /** Updates the session had made when this was taken; 0 or more. */
  long iteration();

  /** Releases the memory; closing twice is allowed, restoring a closed snapshot is not. */
  @Override
  void close();
}
