package dev.temper.diagnosis;

import java.util.Optional;

/** How one symptom shows in curves. */
@FunctionalInterface
interface Sign {

  /**
   * The finding with its confidence, which may be below a half: then it is not told; or nothing
   * where the symptom does not show at all.
   */
  Optional<Finding> read(Reading reading);
}
