package dev.temper.sampler;

import dev.temper.space.Configuration;
import dev.temper.space.Space;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The trials so far, as a sampler sees them. Immutable.
 *
 * <p>Lower values are better.
 */
public final class History {

  private final Space space;
  private final List<Observation> observations;
  private final Set<Configuration> tried = new HashSet<>();

  /**
   * A history.
   *
   * @param space what is searched over
   * @param observations of its configurations, in the order of the trials' numbers
   */
  public History(Space space, List<Observation> observations) {
    this.space = space;
    this.observations = List.copyOf(observations);
    observations.forEach(observation -> tried.add(observation.configuration()));
  }

  /** What is searched over. */
  public Space space() {
    return space;
  }

  /** All trials, in the order of their numbers. */
  public List<Observation> observations() {
    return observations;
  }

  /** Whether a configuration was tried, or is being tried. */
  public boolean has(Configuration configuration) {
    return tried.contains(configuration);
  }
}
