package dev.temper.study;

import dev.temper.sampler.History;
import java.util.Optional;

/**
 * What can be done next in a study, at one moment.
 *
 * @param open the trial to take on first; empty where none can be
 * @param history the trials, of which a new one would be the next
 * @param isIdle whether nobody works on any trial
 * @param revision of the moment
 */
record Outlook(Optional<Trial> open, History history, boolean isIdle, long revision) {

  /** How many trials there are: the number of a new one. */
  long trials() {
    return history.observations().size();
  }
}
