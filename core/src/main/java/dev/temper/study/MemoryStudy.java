package dev.temper.study;

import dev.temper.pruner.Report;
import dev.temper.space.Configuration;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** A study of a {@link MemoryStore}, which lets one thread at a time in. */
final class MemoryStudy {

  /** A trial and what is known of it besides. */
  private static final class Row {
    Trial trial;
    Instant heard;
    long revision;

    /** Of its newest report; 0 where it has none. */
    long reported;

    final NavigableMap<Long, Kept> reports = new TreeMap<>();

    Row(Trial trial) {
      this.trial = trial;
      this.heard = trial.created();
    }
  }

  /** A report and the revision that brought it. */
  private record Kept(Report report, long revision) {}

  private StudyDefinition definition;
  private final Clock clock;
  private final List<Row> rows = new ArrayList<>();

  /** Each trial by the revision of its newest change, so that what is new is found at once. */
  private final NavigableMap<Long, Row> changed = new TreeMap<>();

  /** The same of its newest report. */
  private final NavigableMap<Long, Row> reported = new TreeMap<>();

  private long revision;

  MemoryStudy(StudyDefinition definition, Clock clock) {
    this.definition = definition;
    this.clock = clock;
  }

  StudyDefinition definition() {
    return definition;
  }

  void put(Map<String, String> settings) {
    Map<String, String> all = new LinkedHashMap<>(definition.settings());
    all.putAll(settings);
    definition = definition.withSettings(all);
  }

  Changes changes(long since) {
    List<Trial> trials = new ArrayList<>();
    changed.tailMap(since, false).values().forEach(row -> trials.add(row.trial));
    trials.sort(Comparator.comparingLong(Trial::number));
    List<Changes.Reported> reports = new ArrayList<>();
    reported.tailMap(since, false).values().stream()
        .sorted(Comparator.comparingLong(row -> row.trial.number()))
        .forEach(
            row ->
                row.reports.values().stream()
                    .filter(kept -> kept.revision() > since)
                    .map(kept -> new Changes.Reported(row.trial.number(), kept.report()))
                    .forEach(reports::add));
    return new Changes(revision, trials, reports);
  }

  boolean add(long number, Configuration configuration, long seed) {
    if (number != rows.size()) {
      return false;
    }
    Row row =
        new Row(
            new Trial(
                number,
                configuration,
                seed,
                TrialState.WAITING,
                Double.NaN,
                0,
                0,
                "",
                "",
                clock.instant(),
                Optional.empty()));
    rows.add(row);
    change(row, row.trial);
    return true;
  }

  OptionalLong claim(long number, TrialState from, String worker) {
    if (number < 0 || number >= rows.size()) {
      return OptionalLong.empty();
    }
    Row row = rows.get((int) number);
    if (row.trial.state() != from) {
      return OptionalLong.empty();
    }
    row.heard = clock.instant();
    long lease = row.trial.lease() + 1;
    change(row, with(row.trial, TrialState.RUNNING, Double.NaN, lease, worker, ""));
    return OptionalLong.of(lease);
  }

  boolean report(long number, long lease, List<Report> reports) {
    Optional<Row> held = held(number, lease);
    held.ifPresent(
        row -> {
          row.heard = clock.instant();
          if (!reports.isEmpty()) {
            reported.remove(row.reported);
            row.reported = ++revision;
            reported.put(revision, row);
          }
          reports.forEach(report -> row.reports.put(report.step(), new Kept(report, revision)));
        });
    return held.isPresent();
  }

  boolean release(long number, long lease, TrialState to, double value, String note) {
    Optional<Row> held = held(number, lease);
    held.ifPresent(row -> change(row, with(row.trial, to, value, lease, "", note)));
    return held.isPresent();
  }

  List<Long> expire(Duration silence) {
    Instant now = clock.instant();
    List<Long> lost = new ArrayList<>();
    for (Row row : rows) {
      Trial trial = row.trial;
      if (trial.state() == TrialState.RUNNING
          && Duration.between(row.heard, now).compareTo(silence) > 0) {
        change(row, with(trial, TrialState.LOST, trial.value(), trial.lease(), "", trial.note()));
        lost.add(trial.number());
      }
    }
    return lost;
  }

  private Optional<Row> held(long number, long lease) {
    if (number < 0 || number >= rows.size()) {
      return Optional.empty();
    }
    Row row = rows.get((int) number);
    boolean holds = row.trial.state() == TrialState.RUNNING && row.trial.lease() == lease;
    return holds ? Optional.of(row) : Optional.empty();
  }

  private Trial with(
      Trial trial, TrialState state, double value, long lease, String worker, String note) {
    return new Trial(
        trial.number(),
        trial.configuration(),
        trial.seed(),
        state,
        value,
        lease,
        state == TrialState.LOST ? trial.losses() + 1 : trial.losses(),
        worker,
        note,
        trial.created(),
        state.isFinal() ? Optional.of(clock.instant()) : Optional.empty());
  }

  private void change(Row row, Trial now) {
    row.trial = now;
    changed.remove(row.revision);
    row.revision = ++revision;
    changed.put(revision, row);
  }
}
