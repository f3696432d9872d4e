package dev.temper.cli;

import dev.temper.sampler.History;
import dev.temper.sampler.Observation;
import dev.temper.sampler.Observation.Outcome;
import dev.temper.sampler.Sampler;
import dev.temper.space.Configuration;
import dev.temper.space.Space;
import dev.temper.study.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A search that is driven from outside: it gives trials, which somebody runs, and is told what they
 * came to.
 *
 * <p>All trials are kept in memory. What is given follows from the seed and what was asked and told
 * before. A refusal changes nothing. For use by one thread.
 */
final class AskTell {

  /** So many trials can be asked for at once: somebody waits for the answer. */
  static final int MOST_AT_ONCE = 1000;

  /**
   * A trial.
   *
   * @param id from 0, in the order in which trials were given or added
   * @param configuration what it tries
   */
  record Trial(int id, Configuration configuration) {}

  /**
   * A trial that has a value.
   *
   * @param trial what was tried
   * @param value as it was told
   */
  record Valued(Trial trial, double value) {}

  private final Sampler sampler;
  private final Direction direction;
  private final long chance;
  private History history;

  /**
   * A search without trials.
   *
   * @throws IllegalArgumentException if the sampler cannot search the space; one line
   */
  AskTell(Space space, Sampler sampler, Direction direction, long seed) {
    this.sampler = sampler;
    this.direction = direction;
    // Not the seed itself: neighbouring seeds would share most of their trials' own.
    this.chance = new SplittableRandom(seed).nextLong();
    this.history = new History(space, List.of());
    next(history);
  }

  /** What is searched over. */
  Space space() {
    return history.space();
  }

  /**
   * Gives trials; each knows of those before it that they are being tried.
   *
   * @param count how many, 1 to {@link #MOST_AT_ONCE}
   * @return as many, or fewer where nothing is left to try
   * @throws IllegalArgumentException if {@code count} is out of range
   */
  List<Trial> ask(long count) {
    if (count < 1 || count > MOST_AT_ONCE) {
      throw new IllegalArgumentException(
          "The number of trials to ask for (" + count + ") must be 1 to " + MOST_AT_ONCE + ".");
    }
    List<Trial> trials = new ArrayList<>();
    History grown = history;
    while (trials.size() < count) {
      Optional<Configuration> next = next(grown);
      if (next.isEmpty()) {
        break;
      }
      trials.add(new Trial(grown.observations().size(), next.get()));
      grown = grown.and(Observation.pending(next.get()));
    }
    history = grown;
    return trials;
  }

  private Optional<Configuration> next(History known) {
    long number = known.observations().size();
    return sampler.next(known, number, new SplittableRandom(chance + number));
  }

  /**
   * Is told what a trial came to.
   *
   * @param id of a trial that was given and not told of
   * @param value of the objective; NaN if the trial diverged
   * @throws IllegalArgumentException if there is no such trial; one line
   */
  void tell(long id, double value) {
    List<Observation> trials = history.observations();
    if (id < 0 || id >= trials.size()) {
      throw new IllegalArgumentException(
          "There is no trial "
              + id
              + ". "
              + (trials.isEmpty()
                  ? "None was asked for."
                  : "There are 0 to " + (trials.size() - 1) + "."));
    }
    Observation asked = trials.get((int) id);
    if (asked.outcome() != Outcome.PENDING) {
      throw new IllegalArgumentException("Trial " + id + " was told already.");
    }
    history = history.with((int) id, ended(asked.configuration(), value));
  }

  /**
   * Adds a trial that was not given but ran all the same.
   *
   * @param configuration of the space
   * @param value of the objective; NaN if the trial diverged
   * @return the id of the trial
   */
  int add(Configuration configuration, double value) {
    int id = history.observations().size();
    history = history.and(ended(configuration, value));
    return id;
  }

  private Observation ended(Configuration configuration, double value) {
    return Observation.ended(configuration, direction.lowerIsBetter(value));
  }

  /** The best trial, of equally good ones the first; empty where none has a value. */
  Optional<Valued> best() {
    List<Observation> trials = history.observations();
    int best = -1;
    for (int i = 0; i < trials.size(); i++) {
      Observation trial = trials.get(i);
      if (trial.outcome() == Outcome.VALUED
          && (best < 0 || trial.value() < trials.get(best).value())) {
        best = i;
      }
    }
    if (best < 0) {
      return Optional.empty();
    }
    Observation trial = trials.get(best);
    return Optional.of(
        new Valued(new Trial(best, trial.configuration()), direction.lowerIsBetter(trial.value())));
  }
}
