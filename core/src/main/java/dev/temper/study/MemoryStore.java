package dev.temper.study;

import dev.temper.pruner.Report;
import dev.temper.space.Configuration;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Keeps studies as long as the process lives. Safe for use by several threads. */
final class MemoryStore implements StudyStore {

  private final Clock clock;
  private final Map<String, MemoryStudy> studies = new LinkedHashMap<>();

  MemoryStore(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized boolean create(StudyDefinition definition) {
    return studies.putIfAbsent(definition.name(), new MemoryStudy(definition, clock)) == null;
  }

  @Override
  public synchronized Optional<StudyDefinition> find(String study) {
    return Optional.ofNullable(studies.get(study)).map(MemoryStudy::definition);
  }

  @Override
  public synchronized List<StudyDefinition> studies() {
    List<StudyDefinition> definitions = new ArrayList<>();
    studies.values().forEach(study -> definitions.add(study.definition()));
    return definitions;
  }

  @Override
  public void putSettings(String study, Map<String, String> settings) {
    in(
        study,
        found -> {
          found.put(settings);
          return true;
        });
  }

  @Override
  public synchronized boolean delete(String study) {
    return studies.remove(study) != null;
  }

  @Override
  public Changes changes(String study, long since) {
    return in(study, found -> found.changes(since));
  }

  @Override
  public boolean add(String study, long number, Configuration configuration, long seed) {
    return in(study, found -> found.add(number, configuration, seed));
  }

  @Override
  public OptionalLong claim(String study, long number, TrialState from, String worker) {
    if (!from.isOpen()) {
      throw new IllegalArgumentException(
          "The state of a trial to take on (" + from + ") must be WAITING, PAUSED or LOST.");
    }
    return in(study, found -> found.claim(number, from, worker));
  }

  @Override
  public boolean report(String study, long number, long lease, List<Report> reports) {
    return in(study, found -> found.report(number, lease, reports));
  }

  @Override
  public boolean release(
      String study, long number, long lease, TrialState to, double value, String note) {
    if (to == TrialState.RUNNING) {
      throw new IllegalArgumentException(
          "The state of a trial that is given up (" + to + ") must be another one.");
    }
    return in(study, found -> found.release(number, lease, to, value, note));
  }

  @Override
  public boolean beat(String study, long number, long lease) {
    return report(study, number, lease, List.of());
  }

  @Override
  public List<Long> expire(String study, Duration silence) {
    return in(study, found -> found.expire(silence));
  }

  @Override
  public void close() {}

  private synchronized <T> T in(String study, Function<MemoryStudy, T> work) {
    MemoryStudy found = studies.get(study);
    if (found == null) {
      throw new IllegalArgumentException("There is no study '" + study + "' in this store.");
    }
    return work.apply(found);
  }

  @Override
  public String toString() {
    return "memory";
  }
}
