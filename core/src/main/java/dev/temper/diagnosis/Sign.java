package dev.temper.diagnosis;

import java.util.Optional;

/** How one symptom shows in curves. */
@FunctionalInterface
interface Sign {

  /** The finding, or nothing where the symptom does not show. */
  Optional<Finding> read(Reading reading);
}
