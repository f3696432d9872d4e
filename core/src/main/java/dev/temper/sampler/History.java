package dev.temper.sampler;

import dev.temper.space.Configuration;
import dev.temper.space.Space;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The trials so far, as a sampler sees them. Immutable.
 *
 * <p>Lower values are better.
 */
public final class History {

  private final Space space;
  private final SharedList<Observation> observations;
  private final Tried tried;

  /**
   * A history.
   *
   * @param space what is searched over
   * @param observations of its configurations, in the order of the trials' numbers
   */
  public History(Space space, List<Observation> observations) {
    this(space, SharedList.of(observations), Tried.of(observations));
  }

  private History(Space space, SharedList<Observation> observations, Tried tried) {
    this.space = space;
    this.observations = observations;
    this.tried = tried;
  }

  /**
   * This and one more trial. Where each history grows from the last one, it costs about as much
   * with hundreds of thousands of trials as with a few.
   */
  public History and(Observation next) {
    SharedList<Observation> more = observations.and(next);
    return new History(space, more, tried.grownTo(more));
  }

  /**
   * This with what a trial has come to since; as cheap.
   *
   * @param index of the trial among the observations
   * @param now of the same configuration as before
   * @throws IllegalArgumentException if it is of another one
   * @throws IndexOutOfBoundsException if there is no such trial
   */
  public History with(int index, Observation now) {
    Configuration before = observations.get(index).configuration();
    if (!now.configuration().equals(before)) {
      throw new IllegalArgumentException(
          "The configuration ("
              + now.configuration()
              + ") must be that of trial "
              + index
              + " ("
              + before
              + ").");
    }
    return new History(space, observations.with(index, now), tried);
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
    return tried.indexOf(configuration) < observations.size();
  }

  /**
   * By configuration the first trial that tried it. Histories that grew from each other share one:
   * each looks only at the trials that it has itself. Only the longest of them adds to it, so that
   * two that grow from the same one do not meet. Safe for use by several threads.
   *
   * @param first the index of the first trial
   * @param length how many trials the longest history has
   */
  private record Tried(Map<Configuration, Integer> first, AtomicInteger length) {

    static Tried of(List<Observation> observations) {
      Map<Configuration, Integer> first = new ConcurrentHashMap<>();
      for (int i = 0; i < observations.size(); i++) {
        first.putIfAbsent(observations.get(i).configuration(), i);
      }
      return new Tried(first, new AtomicInteger(observations.size()));
    }

    /** Those of observations of which all but the last are there already. */
    Tried grownTo(List<Observation> observations) {
      int last = observations.size() - 1;
      if (!length.compareAndSet(last, last + 1)) {
        return of(observations);
      }
      first.putIfAbsent(observations.get(last).configuration(), last);
      return this;
    }

    int indexOf(Configuration configuration) {
      return first.getOrDefault(configuration, Integer.MAX_VALUE);
    }
  }
}
