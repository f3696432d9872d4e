package dev.temper.store;

import dev.temper.pruner.Report;
import dev.temper.study.TrialState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * A study within a transaction. All that a transaction changes in a study gets one revision, which
 * is taken from the study's row: as that is locked, revisions become visible in their order.
 */
final class LockedStudy {

  private static final String HELD =
      " WHERE study = :study AND number = :number AND lease = :lease AND state = 'RUNNING'";

  private final Handle handle;
  private final String now;
  private final long id;
  private final long revision;
  private long trials;
  private boolean changed;

  LockedStudy(Handle handle, String now, long id, long trials, long lastRevision) {
    this.handle = handle;
    this.now = now;
    this.id = id;
    this.trials = trials;
    this.revision = lastRevision + 1;
  }

  boolean putSettings(Map<String, String> settings) {
    String kept =
        handle
            .createQuery("SELECT settings FROM study WHERE id = :id")
            .bind("id", id)
            .mapTo(String.class)
            .one();
    Map<String, String> all = new LinkedHashMap<>(Rows.settings(kept));
    all.putAll(settings);
    handle
        .createUpdate("UPDATE study SET settings = :settings WHERE id = :id")
        .bind("id", id)
        .bind("settings", Rows.settings(all))
        .execute();
    return true;
  }

  boolean add(long number, String configuration, long seed) {
    if (number != trials) {
      return false;
    }
    handle
        .createUpdate(
            "INSERT INTO trial (study, number, configuration, seed, state, lease, worker, note,"
                + " created, heard, revision) VALUES (:study, :number, :configuration, :seed,"
                + " 'WAITING', 0, '', '', "
                + now
                + ", 0, :revision)")
        .bind("study", id)
        .bind("number", number)
        .bind("configuration", configuration)
        .bind("seed", seed)
        .bind("revision", revision)
        .execute();
    trials++;
    return changed(true);
  }

  OptionalLong claim(long number, TrialState from, String worker) {
    List<Long> lease =
        handle
            .createQuery(
                "UPDATE trial SET state = 'RUNNING', lease = lease + 1, worker = :worker, value ="
                    + " NULL, note = '', heard = "
                    + now
                    + ", revision = :revision WHERE study = :study AND number = :number AND state ="
                    + " :from RETURNING lease")
            .bind("study", id)
            .bind("number", number)
            .bind("from", from.name())
            .bind("worker", worker)
            .bind("revision", revision)
            .mapTo(Long.class)
            .list();
    changed(!lease.isEmpty());
    return lease.isEmpty() ? OptionalLong.empty() : OptionalLong.of(lease.get(0));
  }

  boolean beat(long number, long lease) {
    return handle
            .createUpdate("UPDATE trial SET heard = " + now + HELD)
            .bind("study", id)
            .bind("number", number)
            .bind("lease", lease)
            .execute()
        == 1;
  }

  boolean report(long number, long lease, List<Report> reports) {
    if (!beat(number, lease)) {
      return false;
    }
    Map<Long, Report> bySteps = new LinkedHashMap<>();
    reports.forEach(report -> bySteps.put(report.step(), report));
    if (bySteps.isEmpty()) {
      return true;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            "INSERT INTO report (study, number, step, value, measures, revision) VALUES (:study,"
                + " :number, :step, :value, :measures, :revision) ON CONFLICT (study, number, step)"
                + " DO UPDATE SET value = excluded.value, measures = excluded.measures, revision ="
                + " excluded.revision");
    for (Report report : bySteps.values()) {
      batch
          .bind("study", id)
          .bind("number", number)
          .bind("step", report.step())
          .bind("value", kept(report.value()))
          .bind("measures", MeasuresJson.write(report.measures()))
          .bind("revision", revision)
          .add();
    }
    batch.execute();
    return changed(true);
  }

  boolean release(long number, long lease, TrialState to, double value, String note) {
    int released =
        handle
            .createUpdate(
                "UPDATE trial SET state = :to, value = :value, note = :note, worker = '', ended = "
                    + (to.isFinal() ? now : "NULL")
                    + (to == TrialState.LOST ? ", losses = losses + 1" : "")
                    + ", revision = :revision"
                    + HELD)
            .bind("study", id)
            .bind("number", number)
            .bind("lease", lease)
            .bind("to", to.name())
            .bind("value", kept(value))
            .bind("note", note)
            .bind("revision", revision)
            .execute();
    return changed(released == 1);
  }

  List<Long> expire(long milliseconds) {
    List<Long> lost =
        handle
            .createQuery(
                "UPDATE trial SET state = 'LOST', losses = losses + 1, worker = '', revision ="
                    + " :revision WHERE study = :study AND state = 'RUNNING' AND heard < "
                    + now
                    + " - :silence RETURNING number")
            .bind("study", id)
            .bind("revision", revision)
            .bind("silence", milliseconds)
            .mapTo(Long.class)
            .list();
    changed(!lost.isEmpty());
    return lost.stream().sorted().toList();
  }

  void finish() {
    if (changed) {
      handle
          .createUpdate("UPDATE study SET trials = :trials, revision = :revision WHERE id = :id")
          .bind("id", id)
          .bind("trials", trials)
          .bind("revision", revision)
          .execute();
    }
  }

  private boolean changed(boolean now) {
    changed |= now;
    return now;
  }

  /** SQLite keeps no NaN. */
  private static @Nullable Double kept(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
