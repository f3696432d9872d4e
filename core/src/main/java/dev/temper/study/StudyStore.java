package dev.temper.study;

import dev.temper.pruner.Report;
import dev.temper.space.Configuration;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Keeps studies: their definitions, trials and reports.
 *
 * <p>Several threads and processes work on one study at once. Every change is all or nothing, is
 * made only if the trial still stands as the caller believes, and is kept when the call returns.
 * Methods that name a study throw {@link IllegalArgumentException} where there is none of that
 * name; all throw {@link StoreException} where the store itself fails. Safe for use by several
 * threads.
 */
public interface StudyStore extends AutoCloseable {

  /** A store that lives as long as the process: for tests, and for programs that need no file. */
  static StudyStore inMemory() {
    return inMemory(Clock.systemUTC());
  }

  /**
   * The same by another clock.
   *
   * @param clock tells when trials were added, heard of and ended
   */
  static StudyStore inMemory(Clock clock) {
    return new MemoryStore(clock);
  }

  /**
   * Adds a study without trials.
   *
   * @return false if the name is taken; then nothing is changed
   */
  boolean create(StudyDefinition definition);

  /** The study of that name. */
  Optional<StudyDefinition> find(String study);

  /** All studies, in the order they were created. */
  List<StudyDefinition> studies();

  /**
   * Changes settings of a study, or adds them; those of other names stay as they are. It is no
   * change that {@link #changes} would tell.
   *
   * @param settings by name
   */
  void putSettings(String study, Map<String, String> settings);

  /**
   * Removes a study with all its trials.
   *
   * @return false if there is none of that name
   */
  boolean delete(String study);

  /**
   * What has changed in a study.
   *
   * @param since the revision up to which everything is known; 0 for nothing
   */
  Changes changes(String study, long since);

  /**
   * Adds a trial that waits.
   *
   * @param number must be that of the next trial
   * @return false if the number is taken or another one is next: somebody else was faster; then
   *     nothing is changed
   */
  boolean add(String study, long number, Configuration configuration, long seed);

  /**
   * Takes a trial on: it is RUNNING from now on, with a new lease, and has no value and no note.
   *
   * @param from the state it is believed to be in; an {@linkplain TrialState#isOpen open} one
   * @param worker who takes it on; one line
   * @return the lease, one more than the last; empty if the trial is in another state by now, or is
   *     not there
   * @throws IllegalArgumentException if the state is no open one
   */
  OptionalLong claim(String study, long number, TrialState from, String worker);

  /**
   * Adds reports to a running trial; one of a step that was reported before takes its place, since
   * a trial that was lost is trained again from where it was saved.
   *
   * @param reports may be none: then it is a {@link #beat}
   * @return false if the lease is no longer the trial's newest or it does not run; then nothing is
   *     changed
   */
  boolean report(String study, long number, long lease, List<Report> reports);

  /**
   * Gives a running trial up: paused or ended.
   *
   * @param to PAUSED, WAITING, LOST or a final state
   * @param value of the objective, NaN where there is none
   * @param note one line, may be empty
   * @return false if the lease is no longer the trial's newest or it does not run; then nothing is
   *     changed
   * @throws IllegalArgumentException if {@code to} is RUNNING
   */
  boolean release(String study, long number, long lease, TrialState to, double value, String note);

  /**
   * Says that whoever holds a lease lives; no change that {@link #changes} would tell.
   *
   * @return false if the lease is no longer the trial's newest or it does not run
   */
  boolean beat(String study, long number, long lease);

  /**
   * Marks running trials LOST from which nothing was heard for longer: no claim, report or beat.
   *
   * @return their numbers
   */
  List<Long> expire(String study, Duration silence);

  /** Releases what the store holds; waits until changes under way are kept. */
  @Override
  void close();
}
