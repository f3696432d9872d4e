package dev.temper.study;

import dev.temper.space.Configuration;
import java.time.Instant;
import java.util.Optional;

/**
 * A trial as it is kept.
 *
 * @param number from 0, without gaps
 * @param configuration what it tries
 * @param seed of its training
 * @param state how far it has come
 * @param value of the objective as it was measured; NaN where there is none
 * @param lease how often it was taken on: who holds an older lease can no longer write; 0 where it
 *     never was
 * @param losses how often it was {@linkplain TrialState#LOST lost}; 0 or more
 * @param worker who holds the lease; empty where nobody does
 * @param note why it ended as it did, one line; empty where there is nothing to say
 * @param created when it was added
 * @param ended when it reached a {@linkplain TrialState#isFinal final} state
 */
public record Trial(
    long number,
    Configuration configuration,
    long seed,
    TrialState state,
    double value,
    long lease,
    long losses,
    String worker,
    String note,
    Instant created,
    Optional<Instant> ended) {

  /**
   * Who holds the lease, for people: the process of a run and its host, else the name under which
   * somebody asked for the trial; empty where nobody does.
   */
  public String holder() {
    return Worker.parse(worker).map(Worker::words).orElse(worker);
  }
}
